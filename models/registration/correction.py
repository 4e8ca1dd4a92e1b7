"""What an organiser can correct of somebody's registration, and enrolling somebody by hand.

A form remembers by a fingerprint what its reader saw, as the form of an event does: who saves second loses nothing.
"""

from dataclasses import asdict
from typing import Self

import sqlalchemy as sa

import email_address
from extensions import db
from models.event import Event
from models.registration.amend import Amending
from models.registration.fields import AttendeeFacts
from models.registration.record import RegistrationRecord
from models.registration.request import Details, Registering
from models.registration.states import RegistrationState
from models.user import User


class RegistrationConflict(Exception):
    """Somebody else corrected the registration since the form was opened; nothing was saved."""


class AlreadyRegistered(Exception):
    """The address has a ``registration`` for this event; nothing was added."""

    def __init__(self, registration: RegistrationRecord) -> None:
        super().__init__(registration.id)
        self.registration = registration


class Correcting(Amending, Registering):
    """What organisers do by hand: correct a registration, add attendees."""

    __abstract__ = True

    def correct(self, facts: AttendeeFacts, *, seen: str, by: User) -> bool:
        """Change a registration to the given facts, in the current write transaction.

        ``seen`` is the fingerprint of the facts with which the form was opened.

        Returns False when nothing differs. Raises RegistrationConflict when somebody was faster, RegistrationRefused when it is too late or there
        are not that many seats.
        """
        self.lock()
        present = AttendeeFacts.of(self)
        if not facts.differing(present):
            return False
        if present.unseen(seen):
            raise RegistrationConflict
        self.amend(Details(email=self.email, **asdict(facts)), by=by)
        return True

    @classmethod
    def add_attendee(cls, event: Event, details: Details, *, by: User) -> Self:
        """Register somebody by hand, in the current write transaction; they get the mail that everybody gets.

        What they agreed to is not known, so no consent is written. Raises AlreadyRegistered, and RegistrationRefused when there are not
        that many seats: nobody exceeds the capacity.
        """
        event.lock()
        known = db.session.scalar(cls._by_address(event, details.email))
        if known and (known.is_active or known.state is RegistrationState.REFUSED):
            raise AlreadyRegistered(known)
        cls.register(event, details, by=by)
        return db.session.scalars(cls._by_address(event, details.email)).one()

    @classmethod
    def taken(cls, event: Event, emails: list[str]) -> set[str]:
        """Return the keys of those email addresses that are already registered for an event.

        Cancelled registrations do not count.
        """
        gone = RegistrationState.CANCELLED
        kept = sa.select(cls.email_key).where(cls.event_id == event.id, cls.state != gone)
        return set(db.session.scalars(kept)) & {email_address.key(email) for email in emails}

    @classmethod
    def _by_address(cls, event: Event, email: str) -> sa.Select[Self]:
        return sa.select(cls).where(cls.event_id == event.id, cls.email_key == email_address.key(email))
