"""Notes: what moderators say to one another about a comment. Nobody else ever reads them."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

import clock
from extensions import Model, db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment.record import CommentRecord
from models.user import User


class Note(Model):
    """One note about a comment; it goes with it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()

    @classmethod
    def about(cls, comments: Iterable[CommentRecord]) -> dict[int, list["Note"]]:
        """Return the notes about some comments, by comment, oldest first, in one query."""
        ids = [comment.id for comment in comments]
        written = sa.select(cls).where(cls.comment_id.in_(ids)).order_by(cls.id)
        found: dict[int, list[Note]] = {}
        for note in db.session.scalars(written.options(joinedload(cls.user))):
            found.setdefault(note.comment_id, []).append(note)
        return found

    @classmethod
    def forget(cls, comment: CommentRecord) -> None:
        """Delete the notes about a comment that is deleted, in the current transaction."""
        db.session.execute(sa.delete(cls).where(cls.comment_id == comment.id))


class Annotating(CommentRecord):
    """What moderators tell one another about a comment."""

    __abstract__ = True

    def annotate(self, body: str, *, by: User) -> None:
        """Add a note to a comment in the current write transaction; colleagues see it at once.

        The comment itself does not change.
        """
        self.lock()
        db.session.add(Note(comment_id=self.id, user_id=by.id, body=body))
        AuditEntry.write("comment", self.id, "note", by=by)
        change.record("queue", "comment", self.id)
