"""Seats that are taken while an answer is awaited; when its moment has passed, they are free again."""

from typing import Any

import sqlalchemy as sa

import clock
from extensions import db
from models.event import Event, EventStatus
from models.registration.states import RegistrationState, RegistrationVerb
from models.registration.waiting_list import WaitingList

AWAITED = (RegistrationState.PENDING, RegistrationState.HELD, RegistrationState.OFFERED)
ENDS_BY = {RegistrationState.HELD: RegistrationVerb.EXPIRE, RegistrationState.OFFERED: RegistrationVerb.LAPSE}
COUNTS = (EventStatus.PUBLISHED, EventStatus.POSTPONED)  # of any other event, nobody waits for a seat


class Expiring(WaitingList):
    """What gives back the seats whose hold or offer has lapsed."""

    __abstract__ = True

    @classmethod
    def release_expired(cls, event: Event) -> int:
        """Release an event's expired holds and offers, and give their seats to the waiting list.

        Returns how many registrations that concerns.

        The caller holds the event's lock. The next registration does it too, so that no seat is lost for a second.
        """
        if event.status not in COUNTS:
            return 0
        late = sa.select(cls).where(cls.event_id == event.id, *cls.overdue(clock.now()))
        late = late.order_by(cls.held_until, cls.id).with_for_update(of=cls)
        expired = db.session.scalars(late).all()
        for registration in expired:
            registration.move(ENDS_BY[registration.state])
        if expired and not cls.promote(event):
            cls.tell_positions(event)
        return len(expired)

    @classmethod
    def overdue(cls, now: Any) -> tuple[sa.ColumnElement[bool], ...]:
        """Match registrations whose seat was kept until a moment before ``now``."""
        return cls.state.in_(ENDS_BY), cls.held_until <= now

    @classmethod
    def awaited_seats(cls, event: Event) -> dict[RegistrationState, int]:
        """Return how many of the seats that count as taken wait for an answer, in each state."""
        found = sa.select(cls.state, sa.func.sum(cls.seats)).where(
            cls.event_id == event.id, cls.state.in_(AWAITED)
        )
        return {state: count for state, count in db.session.execute(found.group_by(cls.state))}  # noqa: C416

    @classmethod
    def with_expired(cls) -> list[int]:
        """Return the ids of the events with a seat that was kept for too long; costs one look at an index."""
        late = sa.select(cls.event_id).join(Event)
        late = late.where(*cls.overdue(clock.now()), Event.status.in_(COUNTS))
        return list(db.session.scalars(late.distinct()))
