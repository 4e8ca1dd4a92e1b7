"""The waiting list: whom the organiser prefers, then first come, first served.

A group waits until all its seats are free, and nobody overtakes it; only who waits for a choice that is full lets those pass
who chose another. The event says what a freed seat becomes: a
confirmed one, an offer to be taken in time, or nothing until the organiser decides.
"""

from typing import Self

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.event import Admission, Event, PromotionPolicy
from models.question import Choice
from models.registration import limits
from models.registration.record import RegistrationRecord
from models.registration.states import RegistrationState, RegistrationVerb
from models.user import User


class WaitingList(RegistrationRecord):
    """What moves the registrations that wait."""

    __abstract__ = True

    @classmethod
    def promote(cls, event: Event) -> list[Self]:
        """Give every free seat to whoever is first in line, in the current transaction; return who got one.

        The caller holds the event's lock. Nobody gets one once registration is closed, within ``stop_before``, when the event
        is off or when the organiser does it by hand: entries stay.
        """
        promoted: list[Self] = []
        if not event.gives_seats:
            return promoted
        limited = bool(event.waiting_count and Choice.limited(event))
        scarce: set[int] = (
            set()
        )  # who waits for a choice that is full lets the others pass, but nobody to that choice
        for registration in db.session.scalars(cls._queue(event, everybody=limited)).all():
            choices = limits.made(registration) if limited else []
            lacking = {choice.id for _most, choice in limits.short(choices, registration.seats) if choice}
            if lacking or scarce & {choice.id for choice in choices}:
                scarce |= lacking
                continue
            if not event.has_seats(registration.seats):
                break
            registration.give_seat()
            promoted.append(registration)
        if promoted:
            cls.tell_positions(event)
        return promoted

    def promote_by_hand(self, *, by: User) -> bool:
        """Give free seats to one of those who wait, whoever is before them, in the current write transaction.

        Returns False, changing nothing, when they do not wait or the event is off or over. Raises RegistrationRefused when there are not
        enough free seats.
        """
        event = self.lock()
        if self.state is not RegistrationState.WAITING or event.admission in {
            Admission.OVER,
            Admission.OFF,
        }:
            return False
        limits.refuse(limits.passed(self))
        self.give_seat(by)
        self.tell_positions(event)
        return True

    def prefer(self, *, by: User, preferred: bool = True) -> bool:
        """Put a registration before those on the waiting list that are not preferred, or back.

        Returns False, changing nothing, when it is so already or is not on the waiting list.
        """
        event = self.lock()
        if self.state is not RegistrationState.WAITING or self.priority is preferred:
            return False
        self.priority = preferred
        AuditEntry.write("registration", self.id, "prefer" if preferred else "stop preferring", by=by)
        db.session.flush()
        if not self.promote(event):  # who is first now may fit where a group did not
            self.tell_positions(event)
        return True

    @classmethod
    def tell_positions(cls, event: Event) -> None:
        """Let the open pages of everybody who still waits show their new position."""
        for registration in db.session.scalars(cls.of(event, RegistrationState.WAITING)):
            change.record(registration.topic, "state")

    @classmethod
    def first_in_line(cls, event: Event) -> Self | None:
        """Return who gets the next seat."""
        return db.session.scalar(cls._in_line(event).limit(1))

    @classmethod
    def stuck(cls) -> list[Event]:
        """Return the events with free seats and people on the waiting list.

        Promotion follows every change; this is only a safety net.
        """
        free = sa.or_(Event.capacity.is_(None), Event.seats_taken < Event.capacity)
        by_itself = Event.promotion != PromotionPolicy.HAND
        return list(db.session.scalars(sa.select(Event).where(Event.waiting_count > 0, free, by_itself)))

    def give_seat(self, by: User | None = None) -> None:
        event = self.event
        until = event.offered_until if event.offers_seats else None
        if until:
            self.move(RegistrationVerb.OFFER, by=by, until=until)
        elif event.approval and by is None:
            self.move(RegistrationVerb.APPLY)
        else:
            self.move(RegistrationVerb.PROMOTE, by=by)

    @classmethod
    def _queue(cls, event: Event, *, everybody: bool) -> sa.Select[Self]:
        return cls._in_line(event).limit(None if everybody else event.seats_free).with_for_update(of=cls)

    @classmethod
    def _in_line(cls, event: Event) -> sa.Select[Self]:
        waiting = sa.select(cls).where(cls.event_id == event.id, cls.state == RegistrationState.WAITING)
        return waiting.order_by(cls.priority.desc(), cls.waiting_since, cls.id)
