"""A check-in; also of walk-ins, who are registered and let in while a seat is free or if forced."""

import uuid
from dataclasses import replace
from typing import Self

import sqlalchemy as sa

import email_address
from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.check_in.scan import Scan, Scanning
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
from models.registration.fields import TYPED
from models.user import User


class CheckIn(Scanning):
    """One scan at the door, with its outcome, by whom and when."""

    @classmethod
    def walk_in(cls, event: Event, details: Details, scan: Scan, *, by: User | None = None) -> Self:
        """Add a walk-in and let them in, in the current write transaction; the email address is optional.

        An address that is registered already lets in whom it belongs to. Raises RegistrationRefused when no seat is free, unless
        ``scan.forced``: then the event holds more attendees than seats, and the audit log says who wanted that.
        """
        event.lock()
        scan = replace(scan, details=details)
        known = cls.by_nonce(scan.once, scan.nonce)
        if known:
            return known
        registration = _by_address(event, details.email)
        if registration is None:
            registration = _seat(event, details, forced=scan.forced, by=by)
        elif registration.state is RegistrationState.CANCELLED and not limits.passed(registration):
            registration.move(RegistrationVerb.REGISTER, by=by)
        # if it is forced, that now concerns the state of the registration and not a seat
        return cls.record(event, replace(scan, registration_id=registration.id), by=by)


def _by_address(event: Event, email: str) -> Registration | None:
    found = sa.select(Registration).where(
        Registration.event_id == event.id, Registration.email_key == email_address.key(email)
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
        AuditEntry.write("event", event.id, "force a seat", by=by, seats=details.seats)
    registration = Registration(event=event, uid=str(uuid.uuid4()), token_generation=1)
    for field in TYPED:
        setattr(registration, field, getattr(details, field))
    registration.email_key = (
        email_address.key(details.email) or registration.uid
    )  # without an address nobody is anybody else
    registration.token_hash = token.hashed(registration.token)
    registration.move(RegistrationVerb.REGISTER, by=by)
    return registration


def _fits(event: Event, seats: int) -> bool:
    return event.seats_free is None or seats <= event.seats_free
