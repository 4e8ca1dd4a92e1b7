"""Tickets: the code that a confirmed registration shows at the door, opaque and revocable.

A code is the registration's random uid and a seal of the site's key over it and a generation (40 letters and digits that
a QR code holds in its compact alphanumeric mode). Nothing is stored: a new generation revokes every code before it, and so
does a new private link, because whoever should not have the one should not have the other.
"""

import base64
import hmac
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.outbox import unasked
from models.outbox.unasked import Unasked
from models.registration import keyboards
from models.registration.registration import Registration
from models.user import User

SEALED = 9  # bytes of the seal: guessing is checked at a door, never offline


@dataclass(frozen=True, slots=True)
class Ticket:
    """A code that this site gave out, and whether a newer one took its place."""

    registration: Registration
    revoked: bool


def code(registration: Registration) -> str:
    """Return the code of a registration's present ticket; empty unless it is confirmed."""
    return present(registration) if registration.has_ticket else ""


def present(registration: Registration) -> str:
    """Return the code of a registration's ticket, whatever its state; it admits only when confirmed."""
    return _written(registration.uid, _generation(registration), registration.signing_key)


def read(text: str) -> Ticket | None:
    """Return the ticket of a code that was scanned or typed, by any keyboard; None for anything else.

    A text that could be two tickets is none.
    """
    codes = {code: str(uuid.UUID(bytes=base64.b32decode(code)[:16])) for code in keyboards.codes(text)}
    having = sa.select(Registration).where(Registration.uid.in_(codes.values()))
    registrations = {registration.uid: registration for registration in db.session.scalars(having)}
    known = [_known(code, registrations[uid]) for code, uid in codes.items() if uid in registrations]
    tickets = [ticket for ticket in known if ticket]
    return tickets[0] if len(tickets) == 1 else None


def _known(code: str, registration: Registration) -> Ticket | None:
    """Return the ticket of a code in its own letters; None unless this site sealed it."""
    for generation in range(_generation(registration), 1, -1):
        sealed = [_written(registration.uid, generation, each) for each in token.accepted()]
        if any(hmac.compare_digest(each, code) for each in sealed):
            return Ticket(registration, revoked=generation != _generation(registration))
    return None


def revoke(registration: Registration, *, by: User | None = None) -> bool:
    """Send an attendee another ticket, in the current write transaction; the previous one is void.

    Returns False, changing nothing, for a registration that has none.
    """
    registration.lock()
    if not registration.has_ticket:
        return False
    registration.ticket_generation += 1
    AuditEntry.write("registration", registration.id, "revoke ticket", by=by, visitor=by is None)
    cause = f"ticket:{registration.id}:{registration.ticket_generation}"
    said = "ticket", cause, registration.email, registration.language
    unasked.owe(Unasked.STEP, *said, registration_id=registration.id)
    change.record(registration.topic, "state")
    change.record(change.door(registration.event_id), "person", registration.id)
    return True


def _generation(registration: Registration) -> int:
    """Return a number that rises with the ticket's generation and with the private link's: at first 2."""
    return registration.ticket_generation + registration.token_generation


def _written(uid: str, generation: int, key: str) -> str:
    sealed = token.seal("ticket", uid, generation, secret=key)[:SEALED]
    return base64.b32encode(uuid.UUID(uid).bytes + sealed).decode()
