"""Why seats are free, people wait, and nothing moves: said to the organiser, in words that the desk finds."""

from dataclasses import dataclass
from datetime import datetime

from extensions import db
from models.event import Admission, Event
from models.registration.record import Registration
from models.registration.states import RegistrationState


@dataclass(frozen=True, slots=True)
class Stall:
    """``free`` seats are not offered: registration is closed ``since``, the event is over or off, or who is first
    wants ``wanted`` seats together.
    """

    free: int
    waiting: int
    why: Admission
    since: datetime | None = None
    wanted: int = 0


def stall(event: Event) -> Stall | None:
    """Return why nobody is promoted although seats are free and people wait; None when there is nothing to explain."""
    free = event.seats_free
    if free == 0 or not event.waiting_count:
        return None
    first = db.session.scalar(
        Registration.of(event, RegistrationState.WAITING)
        .order_by(None)
        .order_by(Registration.waiting_since, Registration.id)
    )
    since = {Admission.CLOSED: event.closes_at, Admission.OVER: event.over_at}.get(event.admission)
    wanted = first.seats if first else 0
    return Stall(free or 0, event.waiting_count, event.admission, since, wanted)
