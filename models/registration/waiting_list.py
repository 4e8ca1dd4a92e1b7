"""The waiting list: whom the organiser prefers, then first come, first served.

A group waits until all its seats are free, and nobody overtakes it; only who waits for a choice that is full lets those pass
who chose another. The event says what a freed seat becomes: a
confirmed one, an offer to be taken in time, or nothing until the organiser decides.
"""

import sqlalchemy as sa

from extensions import db
from models.audit_log import entry
from models.change_feed import change
from models.event import Admission, Event, PromotionPolicy
from models.question import Choice
from models.registration import limits
from models.registration.record import Registration
from models.registration.states import RegistrationState
from models.user import User


def promote(event: Event) -> list[Registration]:
    """Give every free seat to whoever is first in line, in the current transaction; return who got one.

    The caller holds the event's lock. Nobody gets one once registration is closed, within ``stop_before``, when the event
    is off or when the organiser does it by hand: entries stay.
    """
    promoted: list[Registration] = []
    if not event.gives_seats:
        return promoted
    limited = bool(event.waiting_count and Choice.limited(event))
    scarce: set[int] = (
        set()
    )  # who waits for a choice that is full lets the others pass, but nobody to that choice
    for registration in db.session.scalars(_queue(event, everybody=limited)).all():
        choices = limits.made(registration) if limited else []
        lacking = {choice.id for _most, choice in limits.short(choices, registration.seats) if choice}
        if lacking or scarce & {choice.id for choice in choices}:
            scarce |= lacking
            continue
        if not event.has_seats(registration.seats):
            break
        _give(registration)
        promoted.append(registration)
    if promoted:
        tell_positions(event)
    return promoted


def promote_by_hand(registration: Registration, *, by: User) -> bool:
    """Give free seats to one of those who wait, whoever is before them, in the current write transaction.

    Returns False, changing nothing, when they do not wait or the event is off or over. Raises Refused when there are not
    enough free seats.
    """
    event = registration.lock()
    if registration.state is not RegistrationState.WAITING or event.admission in {
        Admission.OVER,
        Admission.OFF,
    }:
        return False
    limits.refuse(limits.passed(registration))
    _give(registration, by)
    tell_positions(event)
    return True


def prefer(registration: Registration, *, by: User, preferred: bool = True) -> bool:
    """Put one of those who wait before all who are not preferred, or back; False, changing nothing, when it is so already."""
    event = registration.lock()
    if registration.state is not RegistrationState.WAITING or registration.priority is preferred:
        return False
    registration.priority = preferred
    entry.write("registration", registration.id, "prefer" if preferred else "stop preferring", by=by)
    db.session.flush()
    if not promote(event):  # who is first now may fit where a group did not
        tell_positions(event)
    return True


def tell_positions(event: Event) -> None:
    """Let the open pages of everybody who still waits show their new position."""
    for registration in db.session.scalars(Registration.of(event, RegistrationState.WAITING)):
        change.record(registration.topic, "state")


def first_in_line(event: Event) -> Registration | None:
    """Return who gets the next seat."""
    return db.session.scalar(_in_line(event).limit(1))


def _give(registration: Registration, by: User | None = None) -> None:
    event = registration.event
    until = event.offered_until if event.offers_seats else None
    if until:
        registration.move("offer", by=by, until=until)
    elif event.approval and by is None:
        registration.move("apply")
    else:
        registration.move("promote", by=by)


def _queue(event: Event, *, everybody: bool) -> sa.Select[Registration]:
    return _in_line(event).limit(None if everybody else event.seats_free).with_for_update(of=Registration)


def _in_line(event: Event) -> sa.Select[Registration]:
    waiting = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.state == RegistrationState.WAITING
    )
    return waiting.order_by(Registration.priority.desc(), Registration.waiting_since, Registration.id)


def stuck() -> list[Event]:
    """Return the events where people wait although seats are free: promotion follows every change, this is the safety net."""
    free = sa.or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity)
    by_itself = Event.promotion != PromotionPolicy.HAND
    return list(db.session.scalars(sa.select(Event).where(Event.waiting_count > 0, free, by_itself)))
