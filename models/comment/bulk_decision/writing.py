"""Writing a bulk decision: states, decisions, audit log, visibility and notifications.

Each takes a few statements, however many comments there are.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from extensions import db
from models import subscription
from models.audit_log.record import Actor, AuditEntry
from models.change_feed import change
from models.comment import Comment, CommentState, Verb
from models.comment.bulk_decision.record import BulkDecisionRecord
from models.comment.decision import Decision
from models.comment.report import Report
from models.comment.states import REMOVED

Written = TypeVar("Written", bound=BulkDecisionRecord)


def write(
    bulk: Written,
    rows: Sequence[Any],
    target: Callable[[Any], CommentState | None],
    undone: dict[int, int] | None = None,
) -> Written:
    """Write a bulk decision with its states, decisions, audit log lines, visibility and notifications."""
    bulk.decided = len(rows)
    db.session.add(bulk)
    db.session.flush()
    if rows:
        moves = [_move(bulk, row, target(row), (undone or {}).get(row.id)) for row in rows]
        _move_all(moves)
        db.session.execute(sa.insert(Decision), [move["decision"] for move in moves])
        db.session.execute(sa.insert(AuditEntry), [move["entry"] for move in moves])
        _show(bulk)
        for row in rows:
            change.record("queue", "comment", row.id)
        db.session.expire_all()
    return bulk


def _move(
    bulk: BulkDecisionRecord, row: Any, target: CommentState | None, undoes_id: int | None
) -> dict[str, Any]:
    """Return the rows to write for one comment's move.

    Undoing and restoring never move a comment from spam back into the bin.
    """
    back = bulk.verb in {Verb.RESTORE, Verb.UNDO} and row.state in REMOVED
    before = (CommentState.PENDING if back else row.state) if target in REMOVED else None
    who = {"user_id": bulk.user_id, "at": bulk.at}
    facts = {"source": row.state, "target": target, "version": row.version, "batch": bulk.id}
    decision = {"comment_id": row.id, "verb": bulk.verb, "source": row.state, "target": target}
    decision |= {"version": row.version, "undoes_id": undoes_id, "batch_id": bulk.id}
    entry = {
        "actor": Actor.STAFF,
        "subject": "comment",
        "subject_id": row.id,
        "verb": bulk.verb.value,
        "facts": facts,
    }
    return {
        "id": row.id,
        "target": target,
        "before": before,
        "decision": decision | who,
        "entry": entry | who,
    }


def _move_all(moves: Iterable[dict[str, Any]]) -> None:
    table: sa.Table = Comment.__table__  # type: ignore[assignment]
    places = {name: sa.bindparam(name, type_=table.c.state.type) for name in ("target", "before")}
    change_one = sa.update(table).where(table.c.id == sa.bindparam("number"))
    change_one = change_one.values(
        state=places["target"], state_before=places["before"], version=table.c.version + 1
    )
    said = [{"number": move["id"], "target": move["target"], "before": move["before"]} for move in moves]
    db.session.connection().execute(change_one, said)


def _show(bulk: BulkDecisionRecord) -> None:
    """Set the visibility of the bulk decision's comments and their replies, as Comment.show does.

    Their followers are owed mails about what appears, and none about what disappears.

    What is hidden goes first: nothing may appear below it.
    """
    above = aliased(Comment)
    its = sa.select(Comment.id, Comment.event_id).where(Comment.id.in_(bulk.ids))
    approved = Comment.state == CommentState.APPROVED
    on_top = sa.or_(
        Comment.parent_id.is_(None), sa.exists().where(above.id == Comment.parent_id, above.visible)
    )
    _turn(its.where(Comment.visible, ~approved), visible=False)
    _turn(its.where(~Comment.visible, approved, on_top), visible=True)
    subscription.hush(_with_below(its.where(~approved)))
    Report.close(sa.select(Comment.id).where(Comment.id.in_(bulk.ids), approved))
    subscription.tell(_with_below(its.where(approved, Comment.visible)))


def _turn(tops: sa.Select[int, int], *, visible: bool) -> None:
    """Make comments and the approved replies below them visible or not.

    The pages of their events are notified of the topmost comments.
    """
    told = db.session.execute(tops).all()
    turned = sa.update(Comment).where(Comment.id.in_(_with_below(tops))).values(visible=visible)
    db.session.execute(turned, execution_options={"synchronize_session": False})
    for row in told:
        change.record(f"event:{row.event_id}", "comment", row.id)


def _with_below(tops: sa.Select[int, int]) -> sa.Select[int]:
    """Select the ids of comments, and of those below them with nothing but approved ones in between."""
    chain = sa.select(tops.subquery().c.id).cte("chain", recursive=True)
    below = sa.select(Comment.id).where(
        Comment.parent_id == chain.c.id, Comment.state == CommentState.APPROVED
    )
    return sa.select(chain.union(below).c.id)
