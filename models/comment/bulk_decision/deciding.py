"""Deciding about many comments at once, and taking it back."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from extensions import db
from models.comment import Comment, CommentState, Verb
from models.comment.bulk_decision.record import BulkDecision, Filtered
from models.comment.bulk_decision.writing import write
from models.comment.decision import Decision
from models.comment.states import TRANSITIONS
from models.event import Event
from models.user import User

Target = Callable[[Any], CommentState | None]


def decide_seen(seen: dict[int, int], verb: Verb, *, by: User) -> BulkDecision:
    """Decide about comments, each in the version that was seen (by its id), in the current write transaction."""
    ids = sa.select(Comment.id).where(Comment.id.in_(seen))
    rows, target = _locked(ids), _leading(verb)
    fresh = [row for row in rows if row.version == seen[row.id]]
    moved = [row for row in fresh if target(row)]
    settled = [row for row in rows if row.state is _goal(verb)]  # somebody did the same already
    left = len(seen) - len({row.id for row in (*moved, *settled)})
    return write(BulkDecision(user=by, verb=verb, left=left), moved, target)


def decide_filtered(seen: Filtered, verb: Verb, cause: str, *, by: User) -> BulkDecision:
    """Decide about all that a filter found, in the current write transaction; the same cause again changes nothing.

    Raises TooOld, having changed nothing.
    """
    done = BulkDecision.of(cause)
    if done:
        return done
    target = _leading(verb)
    moved = [row for row in _locked(seen.comments()) if target(row)]
    return write(
        BulkDecision(user=by, verb=verb, cause=cause, left=max(0, seen.count - len(moved))), moved, target
    )


def undo(batch: BulkDecision, *, by: User) -> BulkDecision | None:
    """Put back what a batch moved and nobody has touched since, in the current write transaction; None when it is undone."""
    rows = _locked(batch.ids)
    if batch.is_undone:
        return None
    found = db.session.execute(
        sa.select(Decision.comment_id, Decision.id, Decision.source, Decision.version).where(
            Decision.batch_id == batch.id
        )
    )
    made = {row.comment_id: row for row in found}
    moved = [row for row in rows if row.version == made[row.id].version + 1]
    undoing = BulkDecision(user=by, verb=Verb.UNDO, undoes_id=batch.id, left=batch.decided - len(moved))
    undone = {row.id: made[row.id].id for row in moved}
    return write(undoing, moved, lambda row: made[row.id].source, undone)


def _locked(ids: sa.Select[Any]) -> Sequence[Any]:
    """Return what matters of some comments, with their events locked until the transaction ends."""
    events = sa.select(Comment.event_id).where(Comment.id.in_(ids))
    db.session.flush()
    db.session.execute(sa.select(Event.id).where(Event.id.in_(events)).order_by(Event.id).with_for_update())
    columns = (Comment.id, Comment.event_id, Comment.state, Comment.state_before, Comment.version)
    found = sa.select(*columns).where(Comment.id.in_(ids), ~Comment.erased).order_by(Comment.id)
    return db.session.execute(found).all()


def _goal(verb: Verb) -> CommentState | None:
    return {
        Verb.APPROVE: CommentState.APPROVED,
        Verb.SPAM: CommentState.SPAM,
        Verb.BIN: CommentState.BIN,
    }.get(verb)


def _leading(verb: Verb) -> Target:
    """Return the function that says where a verb leads from a comment's row; to None where the table has no such step."""

    def target(row: Any) -> CommentState | None:
        step = TRANSITIONS.get(row.state, verb)
        return (step.target or row.state_before or CommentState.PENDING) if step else None

    return target
