"""The companions of a registration: they become those that are named."""

from collections.abc import Sequence

from models.registration.companion import Companion, CompanionFacts
from models.registration.record import RegistrationRecord


class Accompanied(RegistrationRecord):
    """A registration whose companions can be named."""

    __abstract__ = True

    def set_companions(self, named: Sequence[CompanionFacts] | None) -> bool:
        """Set a registration's companions to those named; return whether that changed any.

        Runs in the current write transaction.

        None leaves them, except those for whom no seat is left. Raises ValueError when more are named than there are seats.
        """
        present = list(self.companions)
        if named is None:
            named = [CompanionFacts(one.name, one.email) for one in present][: self.seats - 1]
        if len(named) >= self.seats and named:
            raise ValueError("more companions than seats")
        free: dict[tuple[str, str], Companion | None] = {(one.name, one.email): one for one in present}
        kept = [
            free.pop((one.name, one.email), None) or Companion(name=one.name, email=one.email)
            for one in named
        ]
        for position, one in enumerate(kept):
            one.position = position
        self.companions = kept
        return kept != present
