"""Being told of replies: addresses that asked for it, what they follow, and the mail that they are owed."""

from models.subscription.follower import UNCONFIRMED_KEPT, Follower
from models.subscription.record import Subscription
from models.subscription.replies import confirm, hush, tell

__all__ = [
    "UNCONFIRMED_KEPT",
    "Follower",
    "Subscription",
    "confirm",
    "hush",
    "tell",
]
