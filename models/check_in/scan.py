"""Checking in and undoing it; scans may arrive late and in any order.

What counts is the time at which they happened.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log import entry
from models.change_feed import change
from models.check_in.record import CheckIn, Outcome
from models.event import Event
from models.registration import Registration, ticket
from models.user import User

BY_STATE = {
    "confirmed": Outcome.WELCOME,
    "waiting": Outcome.WAITING,
    "offered": Outcome.WAITING,
    "cancelled": Outcome.CANCELLED,
    "refused": Outcome.CANCELLED,
}  # every other state waits for somebody's answer
FORCIBLE = {Outcome.CANCELLED, Outcome.AWAITING_APPROVAL, Outcome.WAITING, Outcome.REVOKED}


@dataclass(frozen=True, slots=True)
class Scan:
    """What a device scanned and when: a ticket's ``code``, or a ``person`` chosen on the list.

    ``nonce`` identifies this one scan.
    """

    nonce: str
    at: datetime
    code: str = ""
    person: int | None = None
    device: str = ""
    told: Outcome | None = None
    forced: bool = False


def check_in(event: Event, scan: Scan, *, by: User | None = None) -> CheckIn:
    """Let somebody in, or say why not, in the current write transaction.

    The same scan sent again returns what it was answered. A scan that happened before the one by which somebody is in
    takes its place: who came first is who scanned first, not who had network first.
    """
    event.lock()
    known = CheckIn.by_nonce(scan.nonce)
    if known:
        known.told = known.told or scan.told  # the device could not wait for the first answer
        return known
    registration, outcome = _read(event, scan)
    forced = scan.forced and outcome in FORCIBLE
    found = CheckIn(
        event_id=event.id, registration=registration, nonce=scan.nonce, scanned_at=min(scan.at, clock.now()),
        received_at=clock.now(), user_id=by.id if by else None, device=scan.device, told=scan.told,
        outcome=Outcome.WELCOME if forced else outcome, forced=forced, undone_at=None,
    )  # fmt: skip
    if registration and found.outcome is Outcome.WELCOME:
        _settle(registration, found)
    db.session.add(found)
    db.session.flush()
    _write_down(event, found, by)
    return found


def undo(registration: Registration, *, at: datetime | None = None, by: User | None = None) -> bool:
    """Undo a check-in in the current write transaction.

    The person is outside again; the record of what happened stays.

    ``at`` is when it was taken back; an entry after that stands. Returns False, changing nothing, when there is none.
    """
    event, moment = registration.lock(), min(at or clock.now(), clock.now())
    standing = CheckIn.standing(registration)
    if standing is None or standing.scanned_at > moment:
        return False
    standing.undone_at, registration.arrived_at = moment, None
    entry.write("registration", registration.id, "undo check-in", by=by)
    _tell(event, registration)
    return True


def _read(event: Event, scan: Scan) -> tuple[Registration | None, Outcome]:
    """Return whom a scan is about and what their registration, or their ticket, allows."""
    if scan.person is not None:
        person = db.session.get(Registration, scan.person)
        revoked = False
    else:
        found = ticket.read(scan.code)
        person, revoked = (found.registration, found.revoked) if found else (None, False)
    if person is None:
        return None, Outcome.UNKNOWN
    db.session.refresh(person)
    if person.event_id != event.id:
        return person, Outcome.OTHER_EVENT
    if revoked:
        return person, Outcome.REVOKED
    standing = CheckIn.standing(
        person
    )  # whatever became of the registration: somebody may have let them in all the same
    return person, Outcome.ALREADY_IN if standing and standing.scanned_at <= scan.at else allowed(person)


def allowed(registration: Registration) -> Outcome:
    """Return what the state of a registration means at the door."""
    return BY_STATE.get(registration.state.value, Outcome.AWAITING_APPROVAL)


def _settle(registration: Registration, found: CheckIn) -> None:
    """Decide which of two scans counts as the check-in: the one that happened first.

    An undo also covers the scans before it.
    """
    standing, at = CheckIn.standing(registration), found.scanned_at
    if (standing and standing.scanned_at <= at) or _undone_since(registration, at):
        found.outcome, found.forced = Outcome.ALREADY_IN, False
        return
    if standing:
        standing.outcome = Outcome.ALREADY_IN
        db.session.flush()  # there is never more than one that stands
    registration.arrived_at = at


def _undone_since(registration: Registration, at: datetime) -> bool:
    later = sa.select(CheckIn.id).where(CheckIn.registration_id == registration.id, CheckIn.undone_at > at)
    return db.session.scalar(later.limit(1)) is not None


def _write_down(event: Event, found: CheckIn, by: User | None) -> None:
    verb = "check in" if found.outcome is Outcome.WELCOME else "refuse at the door"
    facts: dict[str, Any] = {
        "at": found.scanned_at.isoformat(),
        "outcome": found.outcome.value,
        "forced": found.forced,
    }
    if found.registration:
        entry.write("registration", found.registration.id, verb, by=by, event=event.id, **facts)
        _tell(event, found.registration)
    change.record(change.door(event.id), "scan", found.id)


def _tell(event: Event, registration: Registration) -> None:
    change.record(change.door(event.id), "person", registration.id)
    change.record(registration.topic, "state")
