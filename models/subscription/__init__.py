"""Subscriptions to replies: the email addresses, what they follow, and the mails owed to them."""

from models.subscription.follower import ENDED_KEPT, UNCONFIRMED_KEPT, Follower
from models.subscription.record import Subscription
from models.subscription.replies import confirm, hush, tell

__all__ = [
    "ENDED_KEPT",
    "UNCONFIRMED_KEPT",
    "Follower",
    "Subscription",
    "confirm",
    "hush",
    "tell",
]
