"""Seats that are kept for somebody's word until a moment: when it has passed, they are free again."""

import sqlalchemy as sa

import clock
from extensions import db
from models.event import Event, EventStatus
from models.registration.record import Registration
from models.registration.states import RegistrationState
from models.registration.waiting_list import promote, tell_positions

ENDS_BY = {RegistrationState.HELD: "expire", RegistrationState.OFFERED: "lapse"}
COUNTS = (EventStatus.PUBLISHED, EventStatus.POSTPONED)  # of any other event, nobody waits for a seat


def release_expired(event: Event) -> int:
    """Free every seat of an event that was kept for too long, and give it to who waits; return how many people it concerns.

    The caller holds the event's lock. The next registration does it too, so that no seat is lost for a second.
    """
    if event.status not in COUNTS:
        return 0
    late = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.state.in_(ENDS_BY),
        Registration.held_until <= clock.now(),
    )
    late = late.order_by(Registration.held_until, Registration.id).with_for_update(of=Registration)
    people = db.session.scalars(late).all()
    for registration in people:
        registration.move(ENDS_BY[registration.state])
    if people and not promote(event):
        tell_positions(event)
    return len(people)


def with_expired() -> list[int]:
    """Return the ids of the events with a seat that was kept for too long; costs one look at an index."""
    late = sa.select(Registration.event_id).join(Event)
    late = late.where(
        Registration.held_until <= clock.now(), Registration.state.in_(ENDS_BY), Event.status.in_(COUNTS)
    )
    return list(db.session.scalars(late.distinct()))
