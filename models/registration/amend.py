"""Changing and cancelling a registration that exists."""

from typing import Any

from models.answer import keep
from models.audit_log import entry
from models.change_feed import change
from models.consent import agree
from models.event import Admission
from models.question import Choice
from models.registration import limits
from models.registration.companions import set_companions
from models.registration.record import Registration
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.request import Details
from models.registration.states import HOLDING, RegistrationState
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

    Raises Refused when it is too late, when more seats are asked than can be had, or when the person gives seats back
    where nobody cancels by themselves; somebody whose seats stay may always change the rest. Raises Unfit for answers that cannot be taken.
    """
    event, before = registration.lock(), registration.seats
    if not _is_open_to(registration, by):
        raise RegistrationRefused(RegistrationRefusal.CLOSED, event.seats_free)
    if by is None and details.seats < before and not event.self_cancel:
        raise RegistrationRefused(RegistrationRefusal.KEPT_SEATS, before)  # a seat given back is cancelled
    kept = limits.made(registration)
    choices = limits.wanted(event, registration, details.answers, staff=by is not None)
    _refuse_more(registration, details.seats, (kept, choices), by)
    facts = _rewrite(registration, details, by)
    entry.write("registration", registration.id, "amend", by=by, person=by is None, **facts)
    change.record(registration.topic, "state")
    change.record(change.door(event.id), "person", registration.id)
    if details.seats != before or set(choices) != set(kept):
        event.lock()
        event.changed("seats")
        promote(event)  # a waiting group that became smaller may fit now, too


def _rewrite(registration: Registration, details: Details, by: User | None) -> dict[str, Any]:
    """Write what was said; return what history says of it: which questions, never the words."""
    person, seats = registration, details.seats
    person.name, person.organisation, person.job_title = details.name, details.organisation, details.job_title
    facts: dict[str, Any] = {"seats": seats}
    if details.answers is not None:
        person.seats = min(seats, person.seats)  # so that no choice is passed on the way to another
        facts["answers"] = keep(person.event, person.id, details.answers, by=by)
    person.seats = seats
    if set_companions(person, details.companions):
        facts["companions"] = len(person.companions)
    if details.ticked is not None:
        agree(person.event, person.id, details.ticked)
    return facts


def _is_open_to(registration: Registration, by: User | None) -> bool:
    return registration.is_active if by else registration.may_change


def _refuse_more(
    registration: Registration, seats: int, choices: tuple[list[Choice], list[Choice]], by: User | None
) -> None:
    """Refuse more seats than can be had, of the room or of a choice; ``choices`` are those of now, and those that are asked for."""
    before, (kept, asked) = registration.seats, choices
    most = _most_seats(registration, by)
    passed: list[limits.Limit] = [(most, None)] if most is not None and seats > max(before, most) else []
    if registration.state in HOLDING:
        passed += limits.short(asked, seats, own=before, kept=kept)
    elif seats > before or set(asked) != set(kept):
        passed += limits.never(asked, seats)
    limits.refuse(passed)


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
