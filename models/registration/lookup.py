"""Registration lookup: one mail to a known email address, and the page to which it links.

The link is a pass, valid for a day: it names one registration, when it ends, and proves both together with the email
address (HMAC). It opens the list of what was registered under that address and nothing else, and dies when the address
changes.
"""

from datetime import UTC, datetime, timedelta
from typing import Self

import sqlalchemy as sa

import clock
import email_address
from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.event import Event, EventStatus
from models.outbox import unasked
from models.outbox.unasked import Unasked
from models.registration.record import RegistrationRecord

KIND = "my registrations"
PASS_LASTS = timedelta(hours=24)
ONE_MAIL = timedelta(minutes=10)  # asking again within them sends nothing more


class LookingUp(RegistrationRecord):
    """What finds the registrations of an email address again for whoever reads its mail."""

    __abstract__ = True

    @classmethod
    def owe_lookup(cls, email: str) -> None:
        """Owe a known email address one mail with a link to all its registrations, in the write transaction.

        An unknown address is owed nothing. Both write, so that the one takes no longer than the other.
        """
        change.record("people", "asked")
        newest = next(iter(cls.listed_under(email_address.key(email))), None)
        if newest is None:
            return
        slot = int(clock.now().timestamp() // ONE_MAIL.total_seconds())
        AuditEntry.write("registration", newest.id, "ask links", visitor=True)
        cause = f"{KIND}:{newest.id}:{slot}"
        said = newest.email, newest.language
        unasked.owe(Unasked.REPEAT, KIND, cause, *said, registration_id=newest.id)

    @classmethod
    def listed_under(cls, email_key: str) -> list[Self]:
        """Return the registrations of an email address for events visible to the public, latest first."""
        found = (
            sa.select(cls)
            .join(cls.event)
            .options(sa.orm.contains_eager(cls.event))
            .where(cls.email_key.in_(email_address.keys(email_key)), Event.status != EventStatus.DRAFT)
            .order_by(Event.starts_at.desc(), cls.id.desc())
        )
        return list(db.session.scalars(found))

    @property
    def lookup_pass(self) -> str:
        """A pass to the list of registrations under this email address, valid for a day from now."""
        return _signed(self, int((clock.now() + PASS_LASTS).timestamp()))

    @classmethod
    def by_lookup_pass(cls, secret: str) -> list[Self]:
        """Return the registrations that a pass lists, latest event first.

        Returns none for a pass that is forged, expired, or of a former email address.
        """
        number, _dash, rest = secret.partition("-")
        ends = rest.partition("-")[0]
        if not (
            number.isascii() and number.isdigit() and ends.isascii() and ends.isdigit() and len(secret) < 60
        ):
            return []
        registration = db.session.get(cls, int(number)) if len(number) < 10 else None
        proof = rest.partition("-")[2]
        if registration is None or not token.fits(proof, KIND, _mine(registration), int(ends)):
            return []
        if datetime.fromtimestamp(int(ends), UTC) <= clock.now():
            return []
        return cls.listed_under(registration.email_key)


def _signed(registration: RegistrationRecord, ends: int) -> str:
    return f"{registration.id}-{ends}-{token.derive(KIND, _mine(registration), ends)}"


def _mine(registration: RegistrationRecord) -> str:
    return f"{registration.id}:{registration.email_key}"
