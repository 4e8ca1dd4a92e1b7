"""Walk-ins: people without a registration, added and let in while a seat is free or if forced."""

import uuid

import sqlalchemy as sa

from extensions import db
from folding import address_key
from models import token
from models.audit_log import entry
from models.check_in.record import CheckIn
from models.check_in.scan import Scan, check_in
from models.event import Event
from models.registration import (
    Details,
    Registration,
    RegistrationRefusal,
    RegistrationRefused,
    RegistrationState,
    RegistrationVerb,
    limits,
)
from models.user import User


def walk_in(event: Event, details: Details, scan: Scan, *, by: User | None = None) -> CheckIn:
    """Add a walk-in and let them in, in the current write transaction; the email address is optional.

    An address that is registered already lets in whom it belongs to. Raises RegistrationRefused when no seat is free, unless
    ``scan.forced``: then the event holds more people than seats, and history says who wanted that.
    """
    event.lock()
    known = CheckIn.by_nonce(scan.nonce)
    if known:
        return known
    person = _by_address(event, details.email)
    if person is None:
        person = _seat(event, details, forced=scan.forced, by=by)
    elif person.state is RegistrationState.CANCELLED and not limits.passed(person):
        person.move(RegistrationVerb.REGISTER, by=by)
    return check_in(event, _about(scan, person), by=by)


def _about(scan: Scan, person: Registration) -> Scan:
    """Return the scan as one of a person who is on the list now.

    If it is forced, that then concerns the state of their registration and not a seat.
    """
    return Scan(scan.nonce, scan.at, person=person.id, device=scan.device, told=scan.told, forced=scan.forced)


def _by_address(event: Event, email: str) -> Registration | None:
    found = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.email_key == address_key(email)
    )
    return db.session.scalar(found) if email else None


def _seat(event: Event, details: Details, *, forced: bool, by: User | None) -> Registration:
    """Return a new confirmed registration."""
    short = not _fits(event, details.seats)
    if short and not forced:
        raise RegistrationRefused(RegistrationRefusal.FULL, event.seats_free)
    if short:
        event.seats_allowed = event.seats_taken + details.seats
        db.session.flush()
        entry.write("event", event.id, "force a seat", by=by, seats=details.seats)
    person = Registration(event=event, uid=str(uuid.uuid4()), token_generation=1)
    for field in ("name", "email", "organisation", "job_title", "seats", "language"):
        setattr(person, field, getattr(details, field))
    person.email_key = address_key(details.email) or person.uid  # without an address nobody is anybody else
    person.token_hash = token.hashed(person.token)
    person.move(RegistrationVerb.REGISTER, by=by)
    return person


def _fits(event: Event, seats: int) -> bool:
    return event.seats_free is None or seats <= event.seats_free
