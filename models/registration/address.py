"""Confirming an address: whoever opened the link that was mailed there says so with a button."""

from models.event import EventStatus
from models.registration.deadlines import settle
from models.registration.record import Registration
from models.registration.states import RegistrationState

OFF = {EventStatus.CANCELLED, EventStatus.ARCHIVED, EventStatus.DRAFT}


def confirm(registration: Registration) -> bool:
    """Confirm the address of a held registration, in the current write transaction; the organiser may have to answer next.

    Returns False, changing nothing, when it was confirmed already or the event is off or over; a hold that has expired
    is ended.
    """
    event = registration.lock()
    settle(event)
    if not may_confirm(registration):
        return False
    registration.move("apply" if event.approval else "confirm", person=True)
    return True


def may_confirm(registration: Registration) -> bool:
    """Say whether the link of an address still does something."""
    event = registration.event
    held = registration.state is RegistrationState.HELD and not registration.is_overdue
    return held and not event.is_over and event.status not in OFF
