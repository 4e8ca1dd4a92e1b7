"""Checking in and undoing it; scans may arrive late and in any order.

What counts is the time at which they happened.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import sqlalchemy as sa

import clock
from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.check_in.record import FORCIBLE, CheckInRecord, Outcome
from models.event import Event
from models.registration import Details, Registration, keyboards, ticket
from models.registration.fields import TYPED
from models.user import User


@dataclass(frozen=True, slots=True)
class Scan:
    """What a device scanned and when: a ticket's ``code``, or somebody chosen on the list.

    ``nonce`` is the number that the device gave this one scan; ``details`` are those of a walk-in.
    """

    nonce: str
    at: datetime
    code: str = ""
    registration_id: int | None = None
    device: str = ""
    told: Outcome | None = None
    forced: bool = False
    details: Details | None = None

    @property
    def once(self) -> str:
        """The name of this one scan of one code: the same number for another code is another scan."""
        if self.details:
            return token.once(self.nonce, *(getattr(self.details, field) for field in TYPED))
        return token.once(
            self.nonce, *sorted(keyboards.codes(self.code) or {self.code}), self.registration_id
        )


class Scanning(CheckInRecord):
    """Checking in by a scan, and undoing it."""

    __abstract__ = True

    @classmethod
    def record(cls, event: Event, scan: Scan, *, by: User | None = None) -> Self:
        """Let somebody in, or say why not, in the current write transaction.

        The same scan sent again returns what it was answered. A scan that happened before the one by which somebody is in
        takes its place: who came first is who scanned first, not who had network first.
        """
        event.lock()
        known = cls.by_nonce(scan.once, scan.nonce)  # older versions kept the number as it came
        if known:
            known.told = known.told or scan.told  # the device could not wait for the first answer
            return known
        registration, outcome = cls._read(event, scan)
        forced = scan.forced and outcome in FORCIBLE
        at = min(scan.at, clock.now())
        found = cls(
            event_id=event.id, registration=registration, nonce=scan.once, scanned_at=at, day=event.day_of(at),
            received_at=clock.now(), user_id=by.id if by else None, device=scan.device, told=scan.told,
            outcome=Outcome.WELCOME if forced else outcome, forced=forced, undone_at=None,
        )  # fmt: skip
        if registration and found.outcome is Outcome.WELCOME:
            found.count_for(registration)
        db.session.add(found)
        db.session.flush()
        found.write_down(by)
        return found

    @classmethod
    def undo(cls, registration: Registration, *, at: datetime | None = None, by: User | None = None) -> bool:
        """Undo a check-in of this day in the current write transaction.

        The person is outside again; the record of what happened stays, and so do the check-ins of other days.

        ``at`` is when it was taken back; an entry after that stands. Returns False, changing nothing, when there is none.
        """
        registration.lock()
        moment = min(at or clock.now(), clock.now())
        standing = cls.standing(registration, registration.event.day_of(moment))
        if standing is None or standing.scanned_at > moment:
            return False
        standing.undone_at = moment
        db.session.flush()
        registration.arrived_at = cls.first_check_in(registration)
        AuditEntry.write("registration", registration.id, "undo check-in", by=by)
        _tell(registration.event_id, registration)
        return True

    @classmethod
    def _read(cls, event: Event, scan: Scan) -> tuple[Registration | None, Outcome]:
        """Return whom a scan is about and what their registration, or their ticket, allows."""
        if scan.registration_id is not None:
            registration, revoked = db.session.get(Registration, scan.registration_id), False
        else:
            found = ticket.read(scan.code)
            registration, revoked = (found.registration, found.revoked) if found else (None, False)
        if registration is None:
            return None, Outcome.UNKNOWN
        db.session.refresh(registration)
        if registration.event_id != event.id:
            return registration, Outcome.OTHER_EVENT
        if revoked:
            return registration, Outcome.REVOKED
        # whatever became of the registration: somebody may have let them in all the same
        standing = cls.standing(registration, event.day_of(scan.at))
        if standing and standing.scanned_at <= scan.at:
            return registration, Outcome.ALREADY_IN
        return registration, Outcome.of(registration)

    def count_for(self, registration: Registration) -> None:
        """Decide whether this or another scan counts as the check-in: the one that happened first.

        An undo also covers the scans before it.
        """
        standing = self.standing(registration, self.day)
        if (standing and standing.scanned_at <= self.scanned_at) or self._is_undone(registration):
            self.outcome, self.forced = Outcome.ALREADY_IN, False
            return
        if standing:
            standing.outcome = Outcome.ALREADY_IN
            db.session.flush()  # there is never more than one that stands
        registration.arrived_at = min(registration.arrived_at or self.scanned_at, self.scanned_at)

    def _is_undone(self, registration: Registration) -> bool:
        mine = type(self)
        later = sa.exists().where(
            mine.registration_id == registration.id, mine.day == self.day, mine.undone_at > self.scanned_at
        )
        return bool(db.session.scalar(sa.select(later)))

    def write_down(self, by: User | None) -> None:
        verb = "check in" if self.outcome is Outcome.WELCOME else "refuse at the door"
        facts: dict[str, Any] = {
            "at": self.scanned_at.isoformat(),
            "outcome": self.outcome.value,
            "forced": self.forced,
        }
        if self.registration:
            AuditEntry.write("registration", self.registration.id, verb, by=by, event=self.event_id, **facts)
            _tell(self.event_id, self.registration)
        change.record(change.door(self.event_id), "scan", self.id)


def _tell(event_id: int, registration: Registration) -> None:
    change.record(change.door(event_id), "person", registration.id)
    change.record(registration.topic, "state")
