"""An email address that subscribes to replies.

It is confirmed once, by a button behind a link that was only sent to that address.
"""

import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
import email_address
from extensions import Model, db
from models import token
from models.erasure import Kind, Way, record
from models.outbox import unasked
from models.outbox.message import OutboxMessage
from models.outbox.unasked import Unasked

ASKED_AGAIN = timedelta(days=1)
UNCONFIRMED_KEPT = timedelta(days=30)
ENDED_KEPT = timedelta(days=7)  # who ended their last subscription by its link may think better of it


class Follower(Model):
    """An address that asked to be told of replies."""

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), unique=True)
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]

    @property
    def token(self) -> str:
        """The token of the link that confirms the address, made from the site's key each time, never stored."""
        return token.known(self.token_hash, "follower", self.uid)

    @classmethod
    def by_token(cls, secret: str) -> "Follower | None":
        """Return the address that a link confirms."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret)))

    @classmethod
    def known(cls, email: str, language: str) -> "Follower":
        """Return who has an address, however it is spelt, added in the current write transaction if need be."""
        found = db.session.scalar(sa.select(cls).where(cls.email_key == email_address.key(email)))
        if found is None:
            found = cls(
                uid=str(uuid.uuid4()), email=email, email_key=email_address.key(email), language=language
            )
            found.token_hash = token.hashed(found.token)
            db.session.add(found)
            db.session.flush()
        return found

    @classmethod
    def forget(cls, email: str) -> int:
        """Delete an email address with all its subscriptions, in the current write transaction.

        Returns how many there were.
        """
        gone = sa.delete(cls).where(cls.email_key.in_(email_address.keys(email_address.key(email))))
        return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]

    @classmethod
    def forget_idle(cls, *which: sa.ColumnElement[bool]) -> int:
        """Delete addresses that follow nothing, with the mails to them, in the current write transaction."""
        gone = db.session.scalars(sa.select(cls).where(*which)).all()
        for follower in gone:
            record(Kind.FOLLOWER, follower.email_key, Way.RETENTION)
            told = OutboxMessage.kind.in_(["confirm address", "reply"])
            OutboxMessage.forget(sa.and_(told, OutboxMessage.recipients == follower.email))
            db.session.execute(sa.delete(cls).where(cls.id == follower.id))
        return len(gone)

    def ask(self) -> None:
        """Owe an unconfirmed address the mail with its link, in the current transaction; once a day at most."""
        if self.confirmed_at or (self.asked_at and clock.now() < self.asked_at + ASKED_AGAIN):
            return
        self.asked_at = clock.now()
        cause = f"confirm address:{self.id}:{self.asked_at:%Y-%m-%dT%H:%M:%S}"
        said = "confirm address", cause, self.email, self.language
        unasked.owe(Unasked.REPEAT, *said, follower_id=self.id)
