"""Why a registration is refused as a whole."""

from enum import StrEnum

from models.question import Choice


class RegistrationRefusal(StrEnum):
    """Why a registration is refused as a whole."""

    CLOSED = "closed"
    FULL = "full"
    TOO_MANY_SEATS = "too many seats"
    MORE_THAN_ALL = "more than all seats"
    ADDRESS = "address"
    KEPT_SEATS = "seats cannot be given back"


class RegistrationRefused(Exception):
    """Raised when a registration cannot be accepted.

    ``seats_free`` is how many seats can be had (None: unlimited), of ``choice`` or of the room.
    """

    def __init__(
        self, reason: RegistrationRefusal, seats_free: int | None = None, choice: Choice | None = None
    ) -> None:
        super().__init__(reason)
        self.reason, self.seats_free, self.choice = reason, seats_free, choice
