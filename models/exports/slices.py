"""What leaves, in the order in which it came, a slice in memory at once."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from models.answer import Answer
from models.comment import Comment
from models.event import Event
from models.registration import Registration

SLICE = 500


def events() -> list[int]:
    """Return the ids of all events, in the order in which they came."""
    return list(db.session.scalars(sa.select(Event.id).order_by(Event.id)))


def comments(event_id: int) -> Iterator[list[Comment]]:
    """Yield an event's comments in slices, oldest first.

    No reply thus comes before the comment that it answers.
    """
    return _slices(Comment, event_id, joinedload(Comment.user), joinedload(Comment.parent))


def registrations(event_id: int) -> Iterator[list[Registration]]:
    """Yield an event's registrations in slices, oldest first, without those that were erased."""
    hanging = [selectinload(Registration.companions), selectinload(Registration.consents)]
    answers = selectinload(Registration.answers)
    said = [answers.joinedload(Answer.question), answers.joinedload(Answer.choice)]
    return _slices(Registration, event_id, *hanging, *said, where=Registration.erased_at.is_(None))


def _slices(
    model: type[Any], event_id: int, *options: Any, where: sa.ColumnElement[bool] | None = None
) -> Iterator[list[Any]]:
    last, mine = 0, sa.and_(model.event_id == event_id, sa.true() if where is None else where)
    some = sa.select(model).where(mine).options(*options).order_by(model.id).limit(SLICE)
    while found := list(db.session.scalars(some.where(model.id > last))):
        last = found[-1].id
        yield found
        db.session.expunge_all()
