"""A moderator's decision about a comment, with the version seen, and whether it was undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

import clock
from database import choice
from extensions import Model, db
from models.comment.former import Rewording
from models.comment.origin import Source
from models.comment.record import CommentRecord, Text
from models.comment.report import Report, Reporting
from models.comment.states import CommentState, Verb
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

    comment: Mapped[Any] = relationship("Comment")
    user: Mapped[User | None] = relationship()

    @classmethod
    def last(cls, comment: CommentRecord) -> "Decision | None":
        """Return the newest decision about a comment, undoings included."""
        return db.session.scalar(cls._about([comment.id]).order_by(cls.id.desc()).limit(1))

    @classmethod
    def standing(cls, comments: Iterable[CommentRecord]) -> dict[int, "Decision"]:
        """Return, by comment id, the decision that gave it its state and that can be undone.

        Comments about which nobody decided are left out.
        """
        states = {comment.id: comment.state for comment in comments}
        undoing = aliased(cls)
        taken_back = sa.select(undoing.id).where(undoing.undoes_id == cls.id).exists()
        found = cls._about(states).where(cls.verb != Verb.UNDO, ~taken_back).order_by(cls.id)
        newest = {decision.comment_id: decision for decision in db.session.scalars(found)}
        return {key: decision for key, decision in newest.items() if decision.target is states[key]}

    @classmethod
    def _about(cls, comment_ids: Iterable[int]) -> sa.Select["Decision"]:
        return sa.select(cls).where(cls.comment_id.in_(list(comment_ids))).options(joinedload(cls.user))


REACHED = {
    Verb.APPROVE: {CommentState.APPROVED},
    Verb.SPAM: {CommentState.SPAM},
    Verb.BIN: {CommentState.BIN},
    Verb.RESTORE: {CommentState.PENDING, CommentState.APPROVED},
    Verb.UNDO: set(),
}


class Deciding(Reporting, Rewording):
    """What moderators decide about a comment, and what they write in its place or below it."""

    __abstract__ = True

    def decide(self, verb: Verb, version: int, *, by: User) -> Decision | None:
        """Decide about the version of a comment that somebody saw, in the current write transaction.

        Returns the decision, or None when all is so already (a second click). Raises DecisionRefused when it leads nowhere,
        CommentConflict when the comment was changed since: the same decision naming the new version overrules.
        """
        self.lock()
        last = Decision.last(self)
        if self._is_so_already(verb, version, last):
            self._close_reports()
            return None
        if version != self.version:
            raise CommentConflict
        undone = Decision.standing([self]).get(self.id) if verb is Verb.UNDO else None
        source = self.state
        try:
            if undone:
                self.put_back(undone.source, by=by)
            else:
                self.move(verb, by=by)
        except IllegalTransition:
            raise DecisionRefused from None
        self.version += 1  # a colleague who still sees the comment as it was has not seen this decision
        decision = Decision(
            comment=self, user=by, verb=verb, source=source, target=self.state, version=version
        )
        decision.undoes_id = undone.id if undone else None
        db.session.add(decision)
        self._close_reports()
        return decision

    def rephrase(self, text: Text, name: str, website: str, version: int, *, by: User) -> None:
        """Change the words of the version of a comment that a moderator saw, in the current write transaction.

        Raises CommentConflict when it is no longer as they saw it.
        """
        self.lock()
        if version != self.version:
            raise CommentConflict
        self.reword(text, name, website, by=by)

    def reply(self, text: Text, version: int, source: Source, *, by: User) -> Self:
        """Reply to a comment as the staff, in the current write transaction.

        A comment that is still waiting is approved by that.

        Returns the reply, which is published. Raises CommentConflict or DecisionRefused when what waits cannot be
        approved as it was seen, and CommentRefused when the event takes no comments.
        """
        self.lock()
        if self.state is not CommentState.APPROVED:
            self.decide(Verb.APPROVE, version, by=by)
        parent = self if self.takes_replies else self.listed_below
        reply = type(self)(event=self.event, parent=parent, user=by, language=self.language)
        reply.name, reply.email, reply.website = by.displayed, by.email[:100], ""
        reply.say(text)
        reply.post(source)
        return reply

    def _close_reports(self) -> None:
        """What a moderator publishes, or finds well published, has been looked at."""
        if self.state is CommentState.APPROVED:
            Report.close(sa.select(type(self).id).where(type(self).id == self.id))

    def _is_so_already(self, verb: Verb, version: int, last: Decision | None) -> bool:
        """Whether the comment is where the decision leads, or this is the last decision sent once more."""
        again = last is not None and (last.verb, last.version) == (verb, version)
        return again or self.state in REACHED[verb]
