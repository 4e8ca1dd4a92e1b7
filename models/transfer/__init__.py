"""Moving out and back in, row by row: which columns of events and comments travel, and how a slice of comments arrives."""

from models.transfer.back import settle_comments, settle_event
from models.transfer.out import SLICE, comments, events, registrations
from models.transfer.rows import Unfit, plain, typed

__all__ = [
    "SLICE",
    "Unfit",
    "comments",
    "events",
    "plain",
    "registrations",
    "settle_comments",
    "settle_event",
    "typed",
]
