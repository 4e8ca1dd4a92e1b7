"""Moving out and back in, row by row: which columns travel, and how a slice of comments or of people arrives."""

from models.transfer.asked import asked, check_asked
from models.transfer.back import settle_comments, settle_event
from models.transfer.out import SLICE, comments, events, registrations
from models.transfer.people import hanging, settle_people
from models.transfer.rows import Unfit, plain, typed

__all__ = [
    "SLICE",
    "Unfit",
    "asked",
    "check_asked",
    "comments",
    "events",
    "hanging",
    "plain",
    "registrations",
    "settle_comments",
    "settle_event",
    "settle_people",
    "typed",
]
