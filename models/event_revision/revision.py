"""Revising an event: the one way in which its facts change, whoever asks, a file or the desk.

A revision writes the facts, the audit log and what open pages must show, gives seats that became free to the waiting list, and
owes a mail to everybody who is coming or waiting when time, place or status changed.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.event import Event, EventFacts, EventStatus, Fault, Problem
from models.event.facts import TOLD
from models.event.field import Kind
from models.event.fields import FIELDS
from models.event_revision import change_notice
from models.registration import ACTIVE, Registration, RegistrationState
from models.user import User

TOLD_OF = tuple(
    state for state in ACTIVE if state is not RegistrationState.HELD
)  # never an address that nobody confirmed
WRITTEN_OUT = tuple(
    name
    for name, field in FIELDS.items()
    if field.kind not in {Kind.LONG_TEXT, Kind.WORDS} and not field.personal
)
SPAN = ("starts", "ends")
HEARD_OF = {EventStatus.PUBLISHED, EventStatus.POSTPONED, EventStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class Revision:
    """The result of changing an event: the changed fields, and how many were promoted and notified.

    ``beyond`` is how many seats are taken above the capacity: they stay, nobody new comes in before they are free.
    """

    event: Event
    changed: tuple[str, ...]
    promoted: int = 0
    told: int = 0
    beyond: int = 0


class EventRefused(ValueError):
    """Facts that cannot be true; ``faults`` says which."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.problem}" for fault in faults))
        self.faults = faults


class EventConflict(Exception):
    """Somebody else has changed the event since the editor looked at it."""


def faults(facts: EventFacts, event: Event | None = None) -> list[Fault]:
    """Return the problems of these facts for an event (None: a new one), including a slug in use."""
    holder = Event.by_slug(facts.slug)
    taken = holder is not None and holder is not event
    return facts.faults() + [Fault("slug", Problem.SLUG_TAKEN)] * taken


def create(facts: EventFacts, *, by: User | None = None, **about: Any) -> Event:
    """Add an event in the current write transaction; raises EventRefused.

    What it is ``about`` besides stands in the audit log.
    """
    if found := faults(facts):
        raise EventRefused(found)
    event = Event(id=_fresh_id(), seats_taken=0, seats_allowed=0, waiting_count=0, sequence=0)
    facts.write_to(event)
    db.session.add(event)
    db.session.flush()
    AuditEntry.write("event", event.id, "create", by=by, after=facts.plain(WRITTEN_OUT), **about)
    event.changed("facts")
    return event


def _fresh_id() -> int | None:
    """Return a number that no event ever had; None where the database sees to it.

    SQLite would give the number of the newest event again once that is deleted, and its audit log with it.
    """
    if db.engine.dialect.name != "sqlite":
        return None
    newest = sa.select(sa.func.max(Event.id)).scalar_subquery()
    deleted = sa.select(sa.func.max(AuditEntry.subject_id)).where(AuditEntry.subject == "event")
    found = sa.func.max(sa.func.coalesce(newest, 0), sa.func.coalesce(deleted.scalar_subquery(), 0))
    return int(db.session.scalar(sa.select(found)) or 0) + 1


def revise(event: Event, facts: EventFacts, *, by: User | None = None, seen: str | None = None) -> Revision:
    """Change an event's facts in the current write transaction; do nothing when they are the same.

    ``by`` is the member of staff who does it, None for the command line; ``seen`` is the fingerprint of the facts that
    they saw. Raises EventRefused, and EventConflict when the event has changed since.
    """
    event.lock()
    if seen is not None and EventFacts.of(event).unseen(seen):
        raise EventConflict
    if found := faults(facts, event):
        raise EventRefused(found)
    before, taken = EventFacts.of(event), event.seats_taken
    changed = facts.differing(before)
    if not changed:
        return Revision(event, (), beyond=_beyond(event))
    told = recipients(event, facts)
    facts.write_to(event)
    event.seats_allowed = taken if event.capacity is not None and taken > event.capacity else 0
    event.sequence += 1 if set(changed) & set(TOLD) else 0
    event.updated_at = clock.now()
    _write_audit_entry(event, changed, before, by)
    event.changed("facts")
    event.changed("seats")
    change_notice.owe(told, event, before)
    return Revision(event, changed, len(Registration.promote(event)), len(told), _beyond(event))


def recipients(event: Event, facts: EventFacts) -> list[Registration]:
    """Return who would be notified if an event had these facts.

    Those are attendees and the waiting list, when time, place or status changes.

    Filing an event away tells nobody, nor does correcting one that is over.
    """
    before = EventFacts.of(event)
    if not set(facts.differing(before)) & set(TOLD) or facts.status not in HEARD_OF:
        return []
    if before.is_over and facts.is_over:
        return []
    return list(db.session.scalars(Registration.of(event, *TOLD_OF)))


def _write_audit_entry(event: Event, changed: tuple[str, ...], before: EventFacts, by: User | None) -> None:
    """Write what was changed; both hours where one was, for together they say if it lasts whole days."""
    kept = {*changed, *(SPAN if set(changed) & set(SPAN) else ())}
    names = tuple(name for name in WRITTEN_OUT if name in kept)
    after = EventFacts.of(event).plain(names)
    AuditEntry.write(
        "event", event.id, "revise", by=by, changed=list(changed), before=before.plain(names), after=after
    )


def _beyond(event: Event) -> int:
    return 0 if event.capacity is None else max(0, event.seats_taken - event.capacity)
