"""Being told of replies: addresses that asked for it, what they follow, and the mail that they are owed."""

from models.subscription.follower import UNCONFIRMED_KEPT, Follower
from models.subscription.record import Subscription, is_offered, subscribe
from models.subscription.replies import confirm, hush, tell

__all__ = [
    "UNCONFIRMED_KEPT",
    "Follower",
    "Subscription",
    "confirm",
    "hush",
    "is_offered",
    "subscribe",
    "tell",
]
