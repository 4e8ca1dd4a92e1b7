"""Exports: which columns leave, in which order, a slice in memory at once."""

from models.exports.questions import check_asked
from models.exports.rows import RowRefused, hours, typed
from models.exports.slices import SLICE, Discussion, discussions, everything, known

__all__ = [
    "SLICE",
    "Discussion",
    "RowRefused",
    "check_asked",
    "discussions",
    "everything",
    "hours",
    "known",
    "typed",
]
