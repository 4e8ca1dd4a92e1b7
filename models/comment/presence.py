"""Which moderator is reading which comment now, so that two need not read the same one.

The note expires by itself.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

import clock
from extensions import Model, db
from models.change_feed import change
from models.comment.comment import Comment
from models.user import User

LASTS = timedelta(seconds=60)


class Presence(Model):
    """The one comment that a moderator has before their eyes, ``until`` they would have said so again."""

    __tablename__ = "reading"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime]

    user: Mapped[User] = relationship()

    @property
    def seconds_left(self) -> int:
        """How long it still lasts, rounded up."""
        return max(1, int((self.until - clock.now()).total_seconds()) + 1)

    @classmethod
    def of(cls, comments: Iterable[Comment]) -> dict[int, list["Presence"]]:
        """Return who is reading some comments now, by comment, in one query."""
        ids = [comment.id for comment in comments]
        now = sa.select(cls).where(cls.comment_id.in_(ids), cls.until > clock.now()).order_by(cls.user_id)
        found: dict[int, list[Presence]] = {}
        for reading in db.session.scalars(now.options(joinedload(cls.user))):
            found.setdefault(reading.comment_id, []).append(reading)
        return found

    @classmethod
    def note(cls, comment: Comment, *, by: User) -> None:
        """Note in the current write transaction that somebody is reading a comment, and no longer another."""
        number, user, now = comment.id, by.id, clock.now()
        # One after the other, for a moderator may have two windows.
        db.session.execute(sa.select(User.id).where(User.id == user).with_for_update())
        reading = db.session.get(cls, user)
        before = reading.comment_id if reading and reading.until > now else None
        if reading is None:
            db.session.add(cls(user_id=user, comment_id=number, until=now + LASTS))
        else:
            reading.comment_id, reading.until = number, now + LASTS
        if before != number:
            for changed in filter(None, (before, number)):
                change.record("queue", "reading", changed)
