"""Moving a registration to another address: the old link dies, the new one goes to the new address, the old one is told."""

import sqlalchemy as sa

import clock
from extensions import db
from folding import address_key
from models import token
from models.audit_log import entry
from models.change_feed import change
from models.event import Event
from models.event.domains import admits
from models.outbox import message
from models.registration.correction import AlreadyRegistered, RegistrationConflict
from models.registration.former_email import FormerEmail
from models.registration.record import Registration
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.user import User


def move(registration: Registration, email: str) -> None:
    """Give a registration another address, in the current write transaction.

    Who does it learns nothing about others: when the new address has a registration of its own for this event, all looks
    the same here (the link dies, both addresses are written to), but this one keeps its address, and the new address
    gets both links. Raises Refused when it is too late, and for an address that the event does not take.
    """
    event, former = registration.lock(), registration.email
    if not registration.may_change:
        raise RegistrationRefused(RegistrationRefusal.CLOSED)
    if not admits(event.email_domains, email):
        raise RegistrationRefused(RegistrationRefusal.ADDRESS)
    other = _other(event, registration, email)
    if other:
        _renew(registration)
        entry.write("registration", registration.id, "keep address", person=True)
        message.owe("link", _cause("link", other), other.email, other.language, registration_id=other.id)
        _owe("address taken", registration, other.email)
    else:
        _readdress(registration, email, None)
    _owe("moved away", registration, former)


def readdress(registration: Registration, email: str, *, seen: str, by: User) -> bool:
    """Give a registration the address that an organiser was told, in the current write transaction.

    ``seen`` is the address that the form was opened with. The link and the ticket die as when the person moves, and both
    addresses are written to; the event's rule of addresses does not bind the staff. Returns False when that is the address
    already. Raises Refused when nobody comes under this registration any more, Rewritten when somebody was faster, and
    AlreadyRegistered when the address has a registration of its own for this event: an organiser sees both.
    """
    event, former = registration.lock(), registration.email
    if not registration.is_active:
        raise RegistrationRefused(RegistrationRefusal.CLOSED)
    if email == former:
        return False
    if former != seen:
        raise RegistrationConflict
    if other := _other(event, registration, email):
        raise AlreadyRegistered(other)
    _readdress(registration, email, by)
    _owe("moved away", registration, former)
    return True


def move_receipt(known: Registration, email: str) -> None:
    """Answer who wants to move what a receipt shows, in the current write transaction: alike, and nothing moves.

    The receipt was given for an address that somebody else's registration has; the new address is invited to register.
    Raises Refused for an address that the event does not take.
    """
    event = known.event
    if not admits(event.email_domains, email):
        raise RegistrationRefused(RegistrationRefusal.ADDRESS)
    known.receipt_hash = None
    change.record(known.topic, "state")
    message.owe(
        "invitation",
        f"invitation:{known.id}:{clock.now().timestamp():.0f}",
        email,
        known.language,
        event_id=event.id,
    )


def _other(event: Event, registration: Registration, email: str) -> Registration | None:
    return db.session.scalar(
        sa.select(Registration).where(
            Registration.event_id == event.id,
            Registration.email_key == address_key(email),
            Registration.id != registration.id,
        )
    )


def _readdress(registration: Registration, email: str, by: User | None) -> None:
    row = FormerEmail(registration_id=registration.id, email=registration.email, followed_by=email)
    db.session.add(row)
    registration.email, registration.email_key = email, address_key(email)
    _renew(registration)
    db.session.flush()
    entry.write("registration", registration.id, "move", by=by, person=by is None, former_address=row.id)
    _owe("moved", registration, email)


def _renew(registration: Registration) -> None:
    """Kill the private link, and with it the ticket and whatever else is derived from its generation; phones at the door learn it."""
    registration.token_generation += 1
    registration.token_hash = token.hashed(registration.token)
    registration.address_hash = token.hashed(registration.address_token)
    registration.receipt_hash = None
    change.record(registration.topic, "state")
    change.record(change.door(registration.event_id), "person", registration.id)


def _owe(kind: str, registration: Registration, email: str) -> None:
    cause = f"{kind}:{registration.id}:{registration.token_generation}"
    message.owe(kind, cause, email, registration.language, registration_id=registration.id)


def _cause(kind: str, registration: Registration) -> str:
    return f"{kind}:{registration.id}:{int(clock.now().timestamp() // 600)}"
