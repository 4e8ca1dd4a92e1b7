"""Exports, row by row: which columns leave, in which order, a slice in memory at once."""

from models.exports.questions import asked, check_asked
from models.exports.rows import RowRefused, plain, typed
from models.exports.slices import SLICE, comments, events, hanging, registrations

__all__ = [
    "SLICE",
    "RowRefused",
    "asked",
    "check_asked",
    "comments",
    "events",
    "hanging",
    "plain",
    "registrations",
    "typed",
]
