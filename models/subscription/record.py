"""A subscription: what is answered to one comment is told to one address."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import token
from models.erasure import Kind, Way, record
from models.subscription.follower import Follower
from models.user import PLACEHOLDER_HOST


class Subscription(Model):
    """What is answered to one comment is told to one address, until ``ended_at``."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    follower_id: Mapped[int] = mapped_column(sa.ForeignKey("follower.id", ondelete="CASCADE"), index=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    follower: Mapped[Follower] = relationship()

    @property
    def token(self) -> str:
        """The token of the link that ends it, made from the site's key each time, never stored."""
        return token.known(self.token_hash, "subscription", self.uid)

    @property
    def is_live(self) -> bool:
        """Whether replies are told: the address is confirmed, and nobody has ended it."""
        return self.ended_at is None and self.follower.confirmed_at is not None

    @property
    def others(self) -> int:
        """How many more subscriptions of the same address go on."""
        theirs = sa.select(sa.func.count()).where(
            Subscription.follower_id == self.follower_id,
            Subscription.id != self.id,
            Subscription.ended_at.is_(None),
        )
        return db.session.scalar(theirs) or 0

    @classmethod
    def by_token(cls, secret: str) -> "Subscription | None":
        """Return the subscription that a link ends."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret)))

    @classmethod
    def to(cls, comment_id: int) -> "Subscription | None":
        """Return the subscription to the replies to a comment that goes on, if there is one."""
        return db.session.scalar(sa.select(cls).where(cls.comment_id == comment_id, cls.ended_at.is_(None)))

    @classmethod
    def forget(cls, comment_id: int) -> None:
        """Delete the subscription to the replies to a comment that is erased, in the current transaction.

        The address goes with the last comment that it followed.
        """
        theirs = sa.select(cls.follower_id).where(cls.comment_id == comment_id)
        followers = db.session.scalars(theirs).all()
        db.session.execute(sa.delete(cls).where(cls.comment_id == comment_id))
        Follower.forget_idle(Follower.id.in_(followers), ~cls._goes_on())

    @classmethod
    def forget_ended(cls, before: datetime) -> int:
        """Delete the addresses that follow nothing since an instant; return how many there were."""
        since = sa.select(cls.id).where(cls.follower_id == Follower.id, cls.ended_at > before)
        return Follower.forget_idle(Follower.created_at <= before, ~cls._goes_on(), ~since.exists())

    @classmethod
    def _goes_on(cls) -> sa.ColumnElement[bool]:
        return (
            sa.select(cls.id)
            .where(cls.follower_id == Follower.id, cls.ended_at.is_(None))
            .correlate(Follower)
            .exists()
        )

    def end(self, *, all_of_them: bool = False) -> bool:
        """Tell no more, in the current write transaction; False when it had ended already."""
        mine = Subscription.follower_id == self.follower_id if all_of_them else Subscription.id == self.id
        for uid in db.session.scalars(
            sa.select(Subscription.uid).where(mine, Subscription.ended_at.is_(None))
        ):
            record(Kind.SUBSCRIPTION, uid, Way.PERSON)
        ended = sa.update(Subscription).where(mine, Subscription.ended_at.is_(None))
        return bool(db.session.execute(ended.values(ended_at=clock.now())).rowcount)  # type: ignore[attr-defined]

    @staticmethod
    def is_offered() -> bool:
        """Return whether this site offers subscriptions to replies.

        Comments must allow replies, and the operator must not have switched it off.
        """
        return bool(current_app.config["REPLY_MAIL"] and current_app.config["COMMENT_LEVELS"])

    @classmethod
    def begin(cls, comment_id: int, email: str, language: str, *, ask: bool) -> None:
        """Let the author of a new comment follow it, in the current write transaction.

        ``ask`` for confirmation at once; otherwise the address hears of it only when the comment appears.
        """
        if not cls.is_offered() or not email or email.endswith(f"@{PLACEHOLDER_HOST}"):
            return
        follower = Follower.known(email, language)
        made = cls(uid=str(uuid.uuid4()), follower_id=follower.id, comment_id=comment_id)
        made.token_hash = token.hashed(made.token)
        db.session.add(made)
        db.session.flush()
        if ask:
            follower.ask()
