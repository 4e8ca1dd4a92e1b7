"""Changing and cancelling a registration that exists."""

from typing import Any

from models import change, entry
from models.answer import keep
from models.consent import agree
from models.event import Admission
from models.registration.party import accompany
from models.registration.record import Registration
from models.registration.refusal import Refusal, Refused
from models.registration.request import Details
from models.registration.states import RegistrationState
from models.registration.waiting_list import promote, tell_positions
from models.user import User


def cancel(registration: Registration, *, by: User | None = None) -> bool:
    """Cancel a registration and give its seats to who waits, in the current write transaction.

    ``by`` is the member of staff who does it, else it is the person. Returns False, changing nothing, when it was
    cancelled already, or when the person is in already, comes after the event is over, or may not do it themselves.
    """
    event = registration.lock()
    if not (registration.is_active if by else registration.may_cancel):
        return False
    registration.move("cancel", by=by, person=by is None)
    if not promote(event):
        tell_positions(event)
    return True


def amend(registration: Registration, details: Details, *, by: User | None = None) -> None:
    """Change the name, the organisation, the function, the answers, the companions and the number of seats; fewer seats free the others.

    Raises Refused when it is too late, or when more seats are asked than can be had; somebody whose seats do not grow
    may always change the rest. Raises Unfit for answers that cannot be taken.
    """
    event, before = registration.lock(), registration.seats
    if not _is_open_to(registration, by):
        raise Refused(Refusal.CLOSED, event.seats_free)
    most = _most_seats(registration, by)
    if details.seats > before and most is not None and details.seats > most:
        raise Refused(Refusal.TOO_MANY_SEATS, most)
    registration.name, registration.organisation = details.name, details.organisation
    registration.job_title, registration.seats = details.job_title, details.seats
    facts: dict[str, Any] = {"seats": details.seats}
    if accompany(registration, details.companions):
        facts["companions"] = len(registration.companions)
    if details.answers is not None:
        facts["answers"] = keep(
            event, registration.id, details.answers, by=by
        )  # which questions, not the words
    if details.ticked is not None:
        agree(event, registration.id, details.ticked)
    entry.write("registration", registration.id, "amend", by=by, person=by is None, **facts)
    change.record(registration.topic, "state")
    change.record(change.door(event.id), "person", registration.id)
    if details.seats != before:
        event.lock()
        event.changed("seats")
        promote(event)  # a waiting group that became smaller may fit now, too


def _is_open_to(registration: Registration, by: User | None) -> bool:
    return registration.is_active if by else registration.may_change


def _most_seats(registration: Registration, by: User | None) -> int | None:
    """Return how many seats a registration can grow to now: what a newcomer could have, and its own; None is no limit.

    The staff may do so before registration opens and after it closes, too. A group on the waiting list never asks for
    more than the event has: nobody behind it would ever be promoted.
    """
    event, held = registration.event, registration.seats
    if registration.state is RegistrationState.WAITING and event.admission is Admission.WAITING_LIST:
        return max(held, event.capacity) if event.capacity else None
    if event.admission is Admission.OPEN or (by and event.admission in {Admission.NOT_YET, Admission.CLOSED}):
        return None if event.seats_free is None else held + event.seats_free
    return held
