"""The person's word for a seat that is kept: the link that was mailed opens a page, and its one button says it."""

from models.event import EventStatus
from models.registration.expiry import release_expired
from models.registration.record import Registration
from models.registration.states import RegistrationState

OFF = {EventStatus.CANCELLED, EventStatus.ARCHIVED, EventStatus.DRAFT}


def confirm(registration: Registration) -> bool:
    """Confirm the address of a held registration, in the current write transaction; the organiser may have to answer next.

    Returns False, changing nothing, when it was confirmed already or the event is off or over; a hold that has expired
    is ended.
    """
    return _answer(registration, RegistrationState.HELD, "confirm")


def take(registration: Registration) -> bool:
    """Take the seat that is offered, in the current write transaction; the organiser may have to answer next.

    Returns False, changing nothing, when there is no offer or the event is off or over; an offer that has lapsed is ended.
    """
    return _answer(registration, RegistrationState.OFFERED, "take")


def may_confirm(registration: Registration) -> bool:
    """Say whether the link of an address still does something."""
    return _may_answer(registration, RegistrationState.HELD)


def may_take(registration: Registration) -> bool:
    """Say whether an offered seat can still be taken."""
    return _may_answer(registration, RegistrationState.OFFERED)


def _answer(registration: Registration, state: RegistrationState, verb: str) -> bool:
    event = registration.lock()
    release_expired(event)
    if not _may_answer(registration, state):
        return False
    registration.move("apply" if event.approval else verb, person=True)
    return True


def _may_answer(registration: Registration, state: RegistrationState) -> bool:
    event = registration.event
    kept = registration.state is state and not registration.is_overdue
    return kept and not event.is_over and event.status not in OFF
