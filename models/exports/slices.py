"""What leaves, in the order in which it came, a slice in memory at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from models.answer import Answer
from models.comment import Comment
from models.event import Event
from models.event.former_url import FormerUrl
from models.exports.questions import asked, clauses
from models.exports.rows import plain
from models.registration import Registration

SLICE = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Discussion:
    """An event and the comments under it: their ids in the ``order`` in which the ``slices`` bring them."""

    event: Event
    order: list[int]
    slices: Iterator[list[Comment]]


def everything(*, registrations: bool = False) -> Iterator[list[Row]]:
    """Yield the whole site as JSON can say it, in slices: each event, then what hangs on it."""
    for number in _events():
        event = db.session.get_one(Event, number)
        slug = event.slug
        yield [_event(event)]
        for comments in _comments(number):
            yield [_comment(each, slug) for each in comments]
        for some in _registrations(number) if registrations else ():
            yield [_registration(each, slug) for each in some]
        db.session.rollback()


def discussions() -> Iterator[Discussion]:
    """Yield all events with their comments, ordered by the second and then by depth."""
    for number in _events():
        order = _order(number)
        yield Discussion(db.session.get_one(Event, number), order, _ordered(order))
        db.session.rollback()


def known() -> tuple[set[str], set[str]]:
    """Return the slugs of the events and the uids of the comments that are here."""
    return set(db.session.scalars(sa.select(Event.slug))), set(db.session.scalars(sa.select(Comment.uid)))


def _events() -> list[int]:
    return list(db.session.scalars(sa.select(Event.id).order_by(Event.id)))


def _event(event: Event) -> Row:
    paths = sa.select(FormerUrl.path).where(FormerUrl.event_id == event.id).order_by(FormerUrl.path)
    more = {
        "speakers": [plain(speaker) for speaker in event.speakers],
        "old_addresses": list(db.session.scalars(paths)),
    }
    return {"type": "event"} | plain(event) | more | asked(event)


def _comment(comment: Comment, slug: str) -> Row:
    user = comment.user
    staff = {"email": user.email, "name": user.name, "role": user.role.value} if user else None
    where = {"event": slug, "parent": comment.parent.uid if comment.parent else None, "staff": staff}
    return {"type": "comment"} | where | plain(comment)


def _registration(registration: Registration, slug: str) -> Row:
    """Return a registration with what hangs on it; answers are under the question's key."""
    said: dict[str, list[str]] = {}
    for answer in registration.answers:
        said.setdefault(answer.question.key, []).append(
            answer.choice.label if answer.choice else answer.value
        )
    keys = {clause.id: clause.key for clause in clauses(registration.event)}
    hanging = {
        "companions": [plain(one) for one in registration.companions],
        "answers": {key: sorted(said[key]) for key in sorted(said)},
        "consents": [plain(one) | {"clause": keys.get(one.clause_id or 0)} for one in registration.consents],
    }
    return {"type": "registration", "event": slug} | plain(registration) | hanging


def _comments(event_id: int) -> Iterator[list[Comment]]:
    """Yield an event's comments in slices, oldest first, so no reply before the comment that it answers."""
    return _slices(Comment, event_id, joinedload(Comment.user), joinedload(Comment.parent))


def _registrations(event_id: int) -> Iterator[list[Registration]]:
    """Yield an event's registrations in slices, oldest first, without those that were erased."""
    theirs = [selectinload(Registration.companions), selectinload(Registration.consents)]
    answers = selectinload(Registration.answers)
    said = [answers.joinedload(Answer.question), answers.joinedload(Answer.choice)]
    return _slices(Registration, event_id, *theirs, *said, where=Registration.erased_at.is_(None))


def _slices(
    model: type[Any], event_id: int, *options: Any, where: sa.ColumnElement[bool] | None = None
) -> Iterator[list[Any]]:
    last, mine = 0, sa.and_(model.event_id == event_id, sa.true() if where is None else where)
    some = sa.select(model).where(mine).options(*options).order_by(model.id).limit(SLICE)
    while found := list(db.session.scalars(some.where(model.id > last))):
        last = found[-1].id
        yield found
        db.session.expunge_all()


def _order(event_id: int) -> list[int]:
    """Return the ids of an event's comments; an import may change the order within one second."""
    found = sa.select(Comment.created_at, Comment.depth, Comment.id).where(Comment.event_id == event_id)
    rows = db.session.execute(found.order_by(Comment.created_at, Comment.id)).all()
    seconds = groupby(rows, key=lambda row: row[0].replace(microsecond=0))
    return [row[2] for _second, some in seconds for row in sorted(some, key=lambda row: (row[1], row[2]))]


def _ordered(order: list[int]) -> Iterator[list[Comment]]:
    for start in range(0, len(order), SLICE):
        some = order[start : start + SLICE]
        found = {each.id: each for each in db.session.scalars(sa.select(Comment).where(Comment.id.in_(some)))}
        yield [found[number] for number in some]
        db.session.expunge_all()
