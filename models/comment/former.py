"""What a comment said before a moderator changed it: kept with it, forgotten with it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment.record import CommentRecord, Text
from models.user import User


class FormerText(Model):
    """One earlier wording of a comment, up to its version ``version``; ``user`` replaced it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    body: Mapped[str]
    name: Mapped[str] = mapped_column(sa.String(245))
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User | None] = relationship()

    @classmethod
    def of(cls, comment: CommentRecord) -> list["FormerText"]:
        """Return the earlier wordings of a comment, oldest first."""
        return list(db.session.scalars(sa.select(cls).where(cls.comment_id == comment.id).order_by(cls.id)))

    @classmethod
    def forget(cls, comment: CommentRecord) -> None:
        """Delete the earlier wordings of a comment that is deleted, in the current transaction."""
        db.session.execute(sa.delete(cls).where(cls.comment_id == comment.id))


class Rewording(CommentRecord):
    """What a moderator does to the words of a comment."""

    __abstract__ = True

    def reword(self, text: Text, name: str, website: str, *, by: User) -> None:
        """Let a moderator change a locked comment, in the current write transaction.

        The original is kept and the comment's version increases.

        It stays in its state; nothing happens when nothing differs.
        """
        if (text.body, name, website) == (self.body, self.name, self.website):
            return
        db.session.add(
            FormerText(
                comment_id=self.id,
                version=self.version,
                body=self.body,
                name=self.name,
                website=self.website,
                user_id=by.id,
            )
        )
        AuditEntry.write("comment", self.id, "reword", by=by, version=self.version)
        self.name, self.website = name, website
        self.say(text)
        self.version += 1
        self.edited_at = clock.now()
        change.record("queue", "comment", self.id)
        if self.visible:
            self.event.changed("text", self.id)
