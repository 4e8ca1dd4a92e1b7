"""What leaves, in the order in which it came, a slice in memory at once."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from models.answer import Answer
from models.comment import Comment
from models.event import Event
from models.exports.questions import clauses
from models.exports.rows import plain
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
    theirs = [selectinload(Registration.companions), selectinload(Registration.consents)]
    answers = selectinload(Registration.answers)
    said = [answers.joinedload(Answer.question), answers.joinedload(Answer.choice)]
    return _slices(Registration, event_id, *theirs, *said, where=Registration.erased_at.is_(None))


def hanging(registration: Registration) -> dict[str, Any]:
    """Return what belongs to a registration, as JSON values.

    Answers are under the question's key, choices by their label.
    """
    said: dict[str, list[str]] = {}
    for answer in registration.answers:
        said.setdefault(answer.question.key, []).append(
            answer.choice.label if answer.choice else answer.value
        )
    keys = {clause.id: clause.key for clause in clauses(registration.event)}
    return {
        "companions": [plain(one) for one in registration.companions],
        "answers": {key: sorted(said[key]) for key in sorted(said)},
        "consents": [plain(one) | {"clause": keys.get(one.clause_id or 0)} for one in registration.consents],
    }


def _slices(
    model: type[Any], event_id: int, *options: Any, where: sa.ColumnElement[bool] | None = None
) -> Iterator[list[Any]]:
    last, mine = 0, sa.and_(model.event_id == event_id, sa.true() if where is None else where)
    some = sa.select(model).where(mine).options(*options).order_by(model.id).limit(SLICE)
    while found := list(db.session.scalars(some.where(model.id > last))):
        last = found[-1].id
        yield found
        db.session.expunge_all()
