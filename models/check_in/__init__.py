"""The door: who came in and when, who was refused and why, and who came without having registered."""

from models.check_in.attendance import Place, Tally, conflicts, people, places, search, tally, today
from models.check_in.record import CheckIn, Outcome
from models.check_in.scan import Scan, check_in, undo
from models.check_in.walk_in import walk_in

__all__ = [
    "CheckIn",
    "Outcome",
    "Place",
    "Scan",
    "Tally",
    "check_in",
    "conflicts",
    "people",
    "places",
    "search",
    "tally",
    "today",
    "undo",
    "walk_in",
]
