"""The door: who came in and when, who was refused and why, and who came without having registered."""

from models.check_in.arrive import Scan, check_in, undo
from models.check_in.attendance import Tally, conflicts, people, search, tally, today
from models.check_in.record import CheckIn, Outcome
from models.check_in.walk_in import walk_in

__all__ = [
    "CheckIn",
    "Outcome",
    "Scan",
    "Tally",
    "check_in",
    "conflicts",
    "people",
    "search",
    "tally",
    "today",
    "undo",
    "walk_in",
]
