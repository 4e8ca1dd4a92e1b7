"""Deleting an event in which nobody has a part: no registration and no comment was ever made there."""

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import Comment
from models.event import Event
from models.question import Question
from models.registration import Registration
from models.spam.rule import Rule
from models.user import User


class EventInUse(Exception):
    """Somebody registered or commented: the event can be archived, and is not deleted."""


def may_delete(event: Event) -> bool:
    """Say whether nobody has registered for an event or commented on it, whatever became of that."""
    theirs = (sa.select(table.id).where(table.event_id == event.id) for table in (Registration, Comment))
    return not any(db.session.scalar(sa.select(sa.exists(found))) for found in theirs)


def delete(event: Event, *, by: User | None = None) -> None:
    """Delete an event in the current write transaction; its audit log stays. Raises EventInUse."""
    event.lock()
    if not may_delete(event):
        raise EventInUse
    AuditEntry.write("event", event.id, "delete", by=by, title=event.title)
    event.changed("facts")
    db.session.execute(sa.delete(Rule).where(Rule.event_id == event.id))
    for question in reversed(Question.of(event)):  # the last first: it may depend on an answer before it
        db.session.delete(question)
        db.session.flush()
    db.session.delete(event)
    db.session.flush()
