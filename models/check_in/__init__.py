"""The door: who came in and when, who was refused and why, and who came without having registered."""

from models.check_in.check_in import CheckIn
from models.check_in.record import FORCIBLE, Outcome
from models.check_in.scan import Scan

__all__ = ["FORCIBLE", "CheckIn", "Outcome", "Scan"]
