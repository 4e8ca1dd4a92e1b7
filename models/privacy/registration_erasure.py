"""Erasing what is known of who registered: all that names them goes, the row stays and is counted.

What hangs on a registration (every table with a foreign key to it) goes whole, unless it is listed as ANONYMOUS.
"""

from collections.abc import Sequence

import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import Actor, AuditEntry
from models.change_feed import change
from models.erasure import Kind, Way, record
from models.event import Event, EventStatus
from models.outbox.message import OutboxMessage
from models.registration import ACTIVE, Registration, RegistrationState
from models.registration.fields import FIELDS
from models.user import User

ANONYMOUS = {"check_in", "message"}  # arrivals stay counted; of mails, the fact that they were sent
OFF = {EventStatus.CANCELLED, EventStatus.ARCHIVED}
AT_ONCE = 500  # rows that one statement names


class StillLive(Exception):
    """The event is still to come, or going on, and the person has a part in it: they cancel first."""


def may_erase(registration: Registration) -> bool:
    """Say whether a registration can be erased now: it holds no part in an event that is still to come."""
    event = registration.event
    return event.is_over or event.status in OFF or not registration.is_active


def erase(registration: Registration, *, by: User | None = None) -> None:
    """Erase who registered, in the current write transaction; ``by`` a member of staff, else the person.

    Erasing twice changes nothing. Raises StillLive when the registration has a part in an event that is still to come.
    """
    event = registration.lock()
    if registration.erased_at:
        return
    if not may_erase(registration):
        raise StillLive
    change.record(registration.topic, "state")
    change.record(change.door(event.id), "person", registration.id)
    erase_all([registration.id], actor=Actor.STAFF if by else Actor.VISITOR, by=by)
    db.session.refresh(registration)
    event.changed("seats")


def erase_all(ids: Sequence[int], *, actor: Actor = Actor.PARVIS, by: User | None = None) -> int:
    """Erase registrations by their ids, in the current write transaction.

    The caller has checked that they may be erased.

    Returns how many there were.
    """
    for start in range(0, len(ids), AT_ONCE):
        _erase(ids[start : start + AT_ONCE], actor, by)
    return len(ids)


def _erase(ids: Sequence[int], actor: Actor, by: User | None) -> None:
    mine = Registration.id.in_(ids)
    way = {Actor.STAFF: Way.DESK, Actor.VISITOR: Way.PERSON}.get(actor, Way.RETENTION)
    for uid in db.session.scalars(sa.select(Registration.uid).where(mine)):
        record(Kind.REGISTRATION, uid, way)
    _leave(mine)
    number = sa.cast(Registration.id, sa.String)
    personal = [name for name, field in FIELDS.items() if field.personal]
    blank = dict.fromkeys([*personal, "submission", "folded", "name_key"], "")
    dead = {key: sa.literal("erased:") + number for key in ("email_key", "token_hash", "uid")}
    gone: dict[str, None] = dict.fromkeys(("receipt_hash", "address_hash", "consent_at", "held_until"))
    db.session.execute(
        sa.update(Registration).where(mine).values(blank | dead | gone | {"erased_at": clock.now()})
    )
    for table, column in hanging():
        if table.name not in ANONYMOUS:
            db.session.execute(sa.delete(table).where(column.in_(ids)))
    OutboxMessage.forget(OutboxMessage.registration_id.in_(ids))
    line: dict[str, object] = {
        "actor": actor,
        "user_id": by.id if by else None,
        "subject": "registration",
        "verb": "erase",
        "facts": {},
    }
    rows = [line | {"subject_id": each, "at": clock.now()} for each in ids]
    db.session.execute(sa.insert(AuditEntry), rows)
    db.session.expire_all()


def _leave(mine: sa.ColumnElement[bool]) -> None:
    """Cancel registrations, except for confirmed ones of events that are over.

    This takes them off the waiting list and frees the seats of events still to come.
    """
    over = sa.select(Event.id).where(sa.func.coalesce(Event.ends_at, Event.starts_at) <= clock.now())
    kept = sa.and_(Registration.state == RegistrationState.CONFIRMED, Registration.event_id.in_(over))
    left = {"state": RegistrationState.CANCELLED, "waiting_since": None, "state_at": clock.now()}
    db.session.execute(
        sa.update(Registration).where(mine, Registration.state.in_(ACTIVE), ~kept).values(left)
    )


def hanging() -> list[tuple[sa.Table, sa.Column[int]]]:
    """Return every table whose rows belong to a registration, with the column that says to which."""
    own = Registration.__table__
    tables = db.metadata.sorted_tables
    return [
        (table, column)
        for table in reversed(tables)
        for column in table.columns
        if column.references(own.c.id)
    ]
