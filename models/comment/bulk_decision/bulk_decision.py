"""Deciding about many comments at once, and taking it back."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import sqlalchemy as sa

from extensions import db
from models import token
from models.comment import Comment, CommentState, Verb
from models.comment.bulk_decision.record import BulkDecisionRecord, Filtered
from models.comment.bulk_decision.writing import write
from models.comment.decision import Decision
from models.comment.states import TRANSITIONS
from models.event import Event
from models.user import User

Target = Callable[[Any], CommentState | None]


class BulkDecision(BulkDecisionRecord):
    """What a moderator decided about many comments."""

    @classmethod
    def of_seen(cls, seen: dict[int, int], verb: Verb, *, by: User) -> Self:
        """Decide about comments (ids with the version of each that was seen), in the write transaction."""
        ids = sa.select(Comment.id).where(Comment.id.in_(seen))
        rows, target = _locked(ids), _leading(verb)
        fresh = [row for row in rows if row.version == seen[row.id]]
        moved = [row for row in fresh if target(row)]
        settled = [row for row in rows if row.state is _goal(verb)]  # somebody did the same already
        left = len(seen) - len({row.id for row in (*moved, *settled)})
        return write(cls(user=by, verb=verb, left=left), moved, target)

    @classmethod
    def of_filter(cls, seen: Filtered, verb: Verb, cause: str, *, by: User) -> Self:
        """Decide about all that a filter found, in the current write transaction.

        The same verb under the same cause again changes nothing. Raises TooOld, having changed nothing.
        """
        cause = token.once(cause, verb)
        done = cls.of(cause)
        if done:
            return done
        target = _leading(verb)
        moved = [row for row in _locked(seen.comments()) if target(row)]
        return write(
            cls(user=by, verb=verb, cause=cause, left=max(0, seen.count - len(moved))), moved, target
        )

    def undo(self, *, by: User) -> Self | None:
        """Put back what it moved and nobody has touched since, in the current write transaction.

        Returns the bulk decision that undoes this one, or None when it is undone already.
        """
        rows = _locked(self.ids)
        if self.is_undone:
            return None
        found = db.session.execute(
            sa.select(Decision.comment_id, Decision.id, Decision.source, Decision.version).where(
                Decision.batch_id == self.id
            )
        )
        made = {row.comment_id: row for row in found}
        moved = [row for row in rows if row.version == made[row.id].version + 1]
        undoing = type(self)(user=by, verb=Verb.UNDO, undoes_id=self.id, left=self.decided - len(moved))
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
    """Return the function that says where a verb leads from a comment's row: nowhere is None."""

    def target(row: Any) -> CommentState | None:
        step = TRANSITIONS.get(row.state, verb)
        return (step.target or row.state_before or CommentState.PENDING) if step else None

    return target
