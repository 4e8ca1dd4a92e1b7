"""« Retrouver mes inscriptions »: one mail to an address that is known, and the page that its link opens for a day.

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
from models.audit_log import entry
from models.change_feed import change
from models.event import Event, EventStatus
from models.outbox import message
from models.registration.registration import Registration

PASS_LASTS = timedelta(hours=24)
ONE_MAIL = timedelta(minutes=10)  # asking again within them sends nothing more


def ask_links(email: str) -> None:
    """Owe a known address one mail that leads to everything it registered, in the current write transaction.

    An unknown address is owed nothing. Both write, so that the one takes no longer than the other.
    """
    change.record("people", "asked")
    newest = next(iter(mine(address_key(email))), None)
    if newest is None:
        return
    slot = int(clock.now().timestamp() // ONE_MAIL.total_seconds())
    entry.write("registration", newest.id, "ask links", person=True)
    message.owe(
        "my registrations",
        f"my registrations:{newest.id}:{slot}",
        newest.email,
        newest.language,
        registration_id=newest.id,
    )


def mine(email_key: str) -> list[Registration]:
    """Return what was registered under an address, for events that visitors may know of; latest event first."""
    found = (
        sa.select(Registration)
        .join(Registration.event)
        .where(Registration.email_key == email_key, Event.status != EventStatus.DRAFT)
        .order_by(Event.starts_at.desc(), Registration.id.desc())
    )
    return list(db.session.scalars(found))


def pass_for(registration: Registration) -> str:
    """Return a pass that opens, from now on and for a day, the list of what this registration's address registered."""
    return _signed(registration, int((clock.now() + PASS_LASTS).timestamp()))


def admitted(secret: str) -> list[Registration]:
    """Return what a pass lists, latest event first; nothing for a pass that is forged, too old, or of a former address."""
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
