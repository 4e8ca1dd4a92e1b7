"""What a comment said before a moderator changed it: kept with it, forgotten with it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models.audit_log import entry
from models.change_feed import change
from models.comment.record import Comment
from models.comment.text import Text
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
    def of(cls, comment: Comment) -> list["FormerText"]:
        """Return the earlier wordings of a comment, oldest first."""
        return list(db.session.scalars(sa.select(cls).where(cls.comment_id == comment.id).order_by(cls.id)))

    @classmethod
    def forget(cls, comment: Comment) -> None:
        """Delete the earlier wordings of a comment that is deleted, in the current transaction."""
        db.session.execute(sa.delete(cls).where(cls.comment_id == comment.id))


def reword(comment: Comment, text: Text, name: str, website: str, *, by: User) -> None:
    """Let a moderator change a locked comment, in the current write transaction: the original is kept, its version rises.

    It stays in its state; nothing happens when nothing differs.
    """
    if (text.body, name, website) == (comment.body, comment.name, comment.website):
        return
    db.session.add(
        FormerText(
            comment_id=comment.id,
            version=comment.version,
            body=comment.body,
            name=comment.name,
            website=comment.website,
            user_id=by.id,
        )
    )
    entry.write("comment", comment.id, "reword", by=by, version=comment.version)
    comment.name, comment.website = name, website
    comment.say(text)
    comment.version += 1
    comment.edited_at = clock.now()
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("text", comment.id)
