"""« Retrouver mes inscriptions »: one mail to a known email address, and the page it links to.

The link is valid for a day.

The link is a pass: it names one registration, when it ends, and proves both together with the address (HMAC). It opens
the list of what was registered under that address and nothing else, and dies when the address changes.
"""

import hmac
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

import clock
from extensions import db
from folding import address_key
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.event import Event, EventStatus
from models.outbox.message import OutboxMessage
from models.registration.registration import Registration

PASS_LASTS = timedelta(hours=24)
ONE_MAIL = timedelta(minutes=10)  # asking again within them sends nothing more


def ask_links(email: str) -> None:
    """Owe a known email address one mail with a link to all its registrations.

    Runs in the current write transaction.

    An unknown address is owed nothing. Both write, so that the one takes no longer than the other.
    """
    change.record("people", "asked")
    newest = next(iter(mine(address_key(email))), None)
    if newest is None:
        return
    slot = int(clock.now().timestamp() // ONE_MAIL.total_seconds())
    AuditEntry.write("registration", newest.id, "ask links", visitor=True)
    OutboxMessage.owe(
        "my registrations",
        f"my registrations:{newest.id}:{slot}",
        newest.email,
        newest.language,
        registration_id=newest.id,
    )


def mine(email_key: str) -> list[Registration]:
    """Return the registrations of an email address for events visible to the public, latest first."""
    found = (
        sa.select(Registration)
        .join(Registration.event)
        .where(Registration.email_key == email_key, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc(), Registration.id.desc())
    )
    return list(db.session.scalars(found))


def pass_for(registration: Registration) -> str:
    """Return a pass to the list of registrations under this registration's email address.

    It is valid for a day from now.
    """
    return _signed(registration, int((clock.now() + PASS_LASTS).timestamp()))


def admitted(secret: str) -> list[Registration]:
    """Return the registrations that a pass lists, latest event first.

    Returns none for a pass that is forged, expired, or of a former email address.
    """
    number, _dash, rest = secret.partition("-")
    ends = rest.partition("-")[0]
    if not (number.isascii() and number.isdigit() and ends.isascii() and ends.isdigit() and len(secret) < 60):
        return []
    registration = db.session.get(Registration, int(number)) if len(number) < 10 else None
    if registration is None or not hmac.compare_digest(
        _signed(registration, int(ends)).encode(), secret.encode()
    ):
        return []
    if datetime.fromtimestamp(int(ends), UTC) <= clock.now():
        return []
    return mine(registration.email_key)


def _signed(registration: Registration, ends: int) -> str:
    return f"{registration.id}-{ends}-{token.derive('my registrations', f'{registration.id}:{registration.email_key}', ends)}"
