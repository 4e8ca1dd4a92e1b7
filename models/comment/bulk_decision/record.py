"""A bulk decision: what somebody decided about many comments at once, and the filter that it may name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, declared_attr, joinedload, mapped_column, relationship

import clock
from extensions import Model, db
from models.change_feed.change import Change
from models.comment import Comment, Verb
from models.comment.decision import Decision
from models.comment.queue import Queue
from models.user import User

SHOWN = 100  # bulk decisions, on the page that lists them
RECENT = timedelta(hours=1)


class TooOld(Exception):
    """A filter was seen so long ago that nobody knows any more what changed since."""


class BulkDecisionRecord(Model):
    """A moderator's decision about many comments; ``undoes_id`` names the one that it undoes.

    ``decided`` counts the comments that moved, ``left`` those that had changed since they were seen. ``cause`` names the page
    that was sent, so that a second click decides nothing anew.
    """

    __abstract__ = True
    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    verb: Mapped[Verb]
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("batch.id"), unique=True)
    decided: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    cause: Mapped[str | None] = mapped_column(sa.String(22), unique=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @declared_attr
    def user(cls) -> Mapped[User]:  # noqa: N805
        """The moderator who decided."""
        return relationship()

    @property
    def ids(self) -> sa.Select[Any]:
        """Select the ids of its comments."""
        return sa.select(Decision.comment_id).where(Decision.batch_id == self.id)

    @property
    def is_undone(self) -> bool:
        """Whether a later one has taken this one back."""
        return db.session.scalar(sa.select(type(self).id).where(type(self).undoes_id == self.id)) is not None

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something to take back."""
        return self.verb is not Verb.UNDO and bool(self.decided) and not self.is_undone

    def some(self, most: int) -> list[Comment]:
        """Return its comments, newest first, at most so many."""
        found = sa.select(Comment).where(Comment.id.in_(self.ids)).order_by(Comment.id.desc())
        return list(db.session.scalars(found.options(joinedload(Comment.event)).limit(most)))

    @classmethod
    def latest(cls) -> list[Self]:
        """Return the latest ones of everybody, newest first."""
        found = sa.select(cls).options(joinedload(cls.user)).order_by(cls.id.desc())
        return list(db.session.scalars(found.limit(SHOWN)))

    @classmethod
    def last_of(cls, user: User) -> Self | None:
        """Return a moderator's newest one, while it is recent and they decided nothing else since."""
        its = aliased(Decision)
        its_last = sa.select(sa.func.max(its.id)).where(its.batch_id == cls.id).scalar_subquery()
        since = sa.exists().where(Decision.user_id == user.id, Decision.id > its_last)
        theirs = sa.select(cls, since).where(cls.user_id == user.id, cls.at > clock.now() - RECENT)
        newest = db.session.execute(theirs.order_by(cls.id.desc()).limit(1)).first()
        return None if newest is None or newest[1] else newest[0]

    @classmethod
    def of(cls, cause: str) -> Self | None:
        """Return the one that a page has caused already."""
        return db.session.scalar(sa.select(cls).where(cls.cause == cause)) if cause else None


@dataclass(frozen=True, slots=True)
class Filtered:
    """A filter as somebody saw it, up to the comment ``newest`` and the queue's change ``version``.

    ``count`` is how many comments it found.
    """

    queue: Queue
    newest: int
    version: int
    count: int = 0

    def counted(self) -> int:
        """Return how many comments it still finds unchanged. Raises TooOld."""
        return db.session.scalar(sa.select(sa.func.count()).select_from(self.comments().subquery())) or 0

    def comments(self) -> sa.Select[Any]:
        """Select the ids of the comments that it found and that nobody changed since. Raises TooOld."""
        since = sa.and_(Change.topic == "queue", Change.part == "comment")
        if self.version and not db.session.scalar(
            sa.select(Change.id).where(Change.topic == "queue", Change.id == self.version)
        ):
            raise TooOld
        changed = sa.select(Change.ref).where(since, Change.id > self.version, Change.ref.is_not(None))
        return self.queue.ids().where(Comment.id <= self.newest, Comment.id.not_in(changed))
