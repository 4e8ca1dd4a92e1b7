"""Moving a registration to another email address.

The old link ends, the new link goes to the new address, and the old address is told.
"""

from typing import Self

import sqlalchemy as sa

import clock
import email_address
from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.erasure import Kind, Way, record
from models.event import Event, domains
from models.outbox import unasked
from models.outbox.unasked import Unasked
from models.registration.correction import AlreadyRegistered, RegistrationConflict
from models.registration.former_email import FormerEmail
from models.registration.record import RegistrationRecord
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.user import User


class EmailChanging(RegistrationRecord):
    """How a registration gets another email address."""

    __abstract__ = True

    def change_email(self, email: str) -> None:
        """Give a registration another address, in the current write transaction.

        Who does it learns nothing about others: when the new address has a registration of its own for this event, all looks
        the same here (the link dies, both addresses are written to), but this one keeps its address, and the new address
        gets both links. Raises RegistrationRefused when it is too late, and for an address that the event does not take.
        """
        event, former = self.lock(), self.email
        if not self.may_change:
            raise RegistrationRefused(RegistrationRefusal.CLOSED)
        if not domains.admits(event.email_domains, email):
            raise RegistrationRefused(RegistrationRefusal.ADDRESS)
        other = self._other(event, email)
        if other:
            self._renew()
            AuditEntry.write("registration", self.id, "keep address", visitor=True)
            cause = f"link:{other.id}:{int(clock.now().timestamp() // 600)}"
            said = "link", cause, other.email, other.language
            unasked.owe(Unasked.REPEAT, *said, registration_id=other.id)
            self._owe_about_email("address taken", other.email)
        else:
            self._change_email(email, None)
        self._owe_about_email("moved away", former)

    def correct_email(self, email: str, *, seen: str, by: User) -> bool:
        """Give a registration the address that an organiser was told, in the current write transaction.

        ``seen`` is the address that the form was opened with. The link and the ticket die as when the person moves, and both
        addresses are written to; the event's rule of addresses does not bind the staff. Returns False when that is the address
        already. Raises RegistrationRefused when nobody comes under this registration any more, RegistrationConflict when somebody was faster, and
        AlreadyRegistered when the address has a registration of its own for this event: an organiser sees both.
        """
        event, former = self.lock(), self.email
        if not self.is_active:
            raise RegistrationRefused(RegistrationRefusal.CLOSED)
        if email_address.same(email, former):
            return False
        if former != seen:
            raise RegistrationConflict
        if other := self._other(event, email):
            raise AlreadyRegistered(other)
        self._change_email(email, by)
        self._owe_about_email("moved away", former)
        return True

    def invite_instead(self, email: str) -> None:
        """Answer an attempt to move a registration from a receipt for an address already registered.

        The answer is the same as otherwise, and nothing moves. Runs in the current write
        transaction.

        The receipt was given for an address that somebody else's registration has; the new address is invited to register.
        Raises RegistrationRefused for an address that the event does not take.
        """
        event = self.event
        if not domains.admits(event.email_domains, email):
            raise RegistrationRefused(RegistrationRefusal.ADDRESS)
        self.receipt_hash = None
        change.record(self.topic, "state")
        sealed = token.derive("invitation", f"{self.uid}:{email_address.key(email)}")
        said = "invitation", f"invitation:{self.id}:{sealed}", email, self.language
        unasked.owe(Unasked.REPEAT, *said, event_id=event.id)

    def _other(self, event: Event, email: str) -> Self | None:
        mine = type(self)
        return db.session.scalar(
            sa.select(mine).where(
                mine.event_id == event.id,
                mine.email_key == email_address.key(email),
                mine.id != self.id,
            )
        )

    def _change_email(self, email: str, by: User | None) -> None:
        row = FormerEmail(registration_id=self.id, email=self.email, followed_by=email)
        db.session.add(row)
        left = f"{self.uid}:{email_address.key(self.email)}"
        record(Kind.EMAIL_CHANGE, left, Way.DESK if by else Way.PERSON)
        self.email, self.email_key = email, email_address.key(email)
        self._renew()
        db.session.flush()
        AuditEntry.write("registration", self.id, "move", by=by, visitor=by is None, former_address=row.id)
        self._owe_about_email("moved", email)

    def _renew(self) -> None:
        """Replace the private link, ending the ticket and all else derived from its generation.

        The phones at the door are told.
        """
        self.token_generation += 1
        self.token_hash = token.hashed(self.token)
        self.address_hash = token.hashed(self.address_token)
        self.receipt_hash = None
        change.record(self.topic, "state")
        change.record(change.door(self.event_id), "person", self.id)

    def _owe_about_email(self, kind: str, email: str) -> None:
        cause = f"{kind}:{self.id}:{self.token_generation}"
        unasked.owe(Unasked.REPEAT, kind, cause, email, self.language, registration_id=self.id)
