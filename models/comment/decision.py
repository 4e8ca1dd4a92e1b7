"""A decision: what a moderator did about a comment, which version they had seen, and whether it was taken back."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

import clock
from database import choice
from extensions import Model, db
from models.comment import post
from models.comment.admission import Source
from models.comment.former import reword
from models.comment.record import Comment
from models.comment.report import close_reports
from models.comment.states import CommentState, Verb
from models.comment.text import Text
from models.comment.thread import owner_of, takes_replies
from models.transitions import IllegalTransition
from models.user import User


class CommentConflict(Exception):
    """Somebody changed the comment since the moderator saw it: its text, or its state by another decision."""


class DecisionRefused(Exception):
    """The comment is in a state from which the decision leads nowhere."""


class Decision(Model):
    """One decision, never edited: undoing it is another decision that names it in ``undoes_id``."""

    __table_args__ = (sa.Index("ix_decision_comment_id_id", "comment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    verb: Mapped[Verb]
    source: Mapped[CommentState] = mapped_column(choice(CommentState, "source"))
    target: Mapped[CommentState] = mapped_column(choice(CommentState, "target"))
    version: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("batch.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    comment: Mapped[Comment] = relationship()
    user: Mapped[User | None] = relationship()

    @classmethod
    def last(cls, comment: Comment) -> "Decision | None":
        """Return the newest decision about a comment, undoings included."""
        return db.session.scalar(cls._about([comment.id]).order_by(cls.id.desc()).limit(1))

    @classmethod
    def standing(cls, comments: Iterable[Comment]) -> dict[int, "Decision"]:
        """Return, by comment, the decision that made it what it is and can be undone; none where nobody decided."""
        states = {comment.id: comment.state for comment in comments}
        undoing = aliased(cls)
        taken_back = sa.select(undoing.id).where(undoing.undoes_id == cls.id).exists()
        found = cls._about(states).where(cls.verb != Verb.UNDO, ~taken_back).order_by(cls.id)
        newest = {decision.comment_id: decision for decision in db.session.scalars(found)}
        return {key: decision for key, decision in newest.items() if decision.target is states[key]}

    @classmethod
    def _about(cls, comment_ids: Iterable[int]) -> sa.Select["Decision"]:
        return sa.select(cls).where(cls.comment_id.in_(list(comment_ids))).options(joinedload(cls.user))


def decide(comment: Comment, verb: Verb, version: int, *, by: User) -> Decision | None:
    """Decide about the version of a comment that somebody saw, in the current write transaction.

    Returns the decision, or None when all is so already (a second click). Raises Overtaken when the comment is no longer
    as they saw it: the same decision naming the new version overrules. Raises Impossible when it leads nowhere.
    """
    comment.lock()
    last = Decision.last(comment)
    if _is_so_already(comment, verb, version, last):
        _settle_reports(comment)
        return None
    if version != comment.version:
        raise CommentConflict
    undone = Decision.standing([comment]).get(comment.id) if verb is Verb.UNDO else None
    source = comment.state
    try:
        if undone:
            comment.put_back(undone.source, by=by)
        else:
            comment.move(verb, by=by)
    except IllegalTransition:
        raise DecisionRefused from None
    comment.version += 1  # a colleague who still sees the comment as it was has not seen this decision
    decision = Decision(
        comment=comment, user=by, verb=verb, source=source, target=comment.state, version=version
    )
    decision.undoes_id = undone.id if undone else None
    db.session.add(decision)
    _settle_reports(comment)
    return decision


def rephrase(comment: Comment, text: Text, name: str, website: str, version: int, *, by: User) -> None:
    """Change the words of the version of a comment that a moderator saw, in the current write transaction.

    Raises Overtaken when it is no longer as they saw it.
    """
    comment.lock()
    if version != comment.version:
        raise CommentConflict
    reword(comment, text, name, website, by=by)


def reply(comment: Comment, text: Text, version: int, source: Source, *, by: User) -> Comment:
    """Reply to a comment for the house, in the current write transaction; what still waits is approved by it.

    Returns the reply, which is published. Raises Overtaken or Impossible when what waits cannot be approved as it was
    seen, and Refused when the event takes no comments.
    """
    comment.lock()
    if comment.state is not CommentState.APPROVED:
        decide(comment, Verb.APPROVE, version, by=by)
    parent = comment if takes_replies(comment) else owner_of(comment)
    reply = Comment(event=comment.event, parent=parent, user=by, language=comment.language)
    reply.name, reply.email, reply.website = by.displayed, by.email[:100], ""
    reply.say(text)
    post(reply, source)
    return reply


def _settle_reports(comment: Comment) -> None:
    """What a moderator publishes, or finds well published, has been looked at."""
    if comment.state is CommentState.APPROVED:
        close_reports(sa.select(Comment.id).where(Comment.id == comment.id))


REACHED = {
    Verb.APPROVE: {CommentState.APPROVED},
    Verb.SPAM: {CommentState.SPAM},
    Verb.BIN: {CommentState.BIN},
    Verb.RESTORE: {CommentState.PENDING, CommentState.APPROVED},
    Verb.UNDO: set(),
}


def _is_so_already(comment: Comment, verb: Verb, version: int, last: Decision | None) -> bool:
    """Whether the comment is where the decision leads, or this is the last decision sent once more."""
    again = last is not None and (last.verb, last.version) == (verb, version)
    return again or comment.state in REACHED[verb]
