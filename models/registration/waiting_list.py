"""The waiting list: first come, first served; a group waits until all its seats are free, and nobody overtakes it."""

import sqlalchemy as sa

from extensions import db
from models import change
from models.event import Admission, Event
from models.registration.record import Registration
from models.registration.states import RegistrationState


def promote(event: Event) -> list[Registration]:
    """Give every free seat to whoever has waited longest, in the current transaction; return who was promoted.

    The caller holds the event's lock. Nobody is promoted once registration is closed or the event is off: entries stay.
    """
    if event.admission in {Admission.CLOSED, Admission.OVER, Admission.OFF}:
        return []
    promoted = []
    for registration in db.session.scalars(_queue(event)).all():
        if event.seats_free is not None and registration.seats > event.seats_free:
            break
        registration.move("apply" if event.approval else "promote")
        promoted.append(registration)
    if promoted:
        tell_positions(event)
    return promoted


def tell_positions(event: Event) -> None:
    """Let the open pages of everybody who still waits show their new position."""
    for registration in db.session.scalars(Registration.of(event, RegistrationState.WAITING)):
        change.record(registration.topic, "state")


def _queue(event: Event) -> sa.Select[Registration]:
    waiting = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.state == RegistrationState.WAITING
    )
    waiting = waiting.order_by(Registration.waiting_since, Registration.id).limit(event.seats_free)
    return waiting.with_for_update(of=Registration)


def stuck() -> list[Event]:
    """Return the events where people wait although seats are free: promotion follows every change, this is the safety net."""
    free = sa.or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity)
    return list(db.session.scalars(sa.select(Event).where(Event.waiting_count > 0, free)))
