"""Which secret key the site's links were made with: a fingerprint, never the key itself.

A host that has another key would mail links that lead nowhere. It must not serve, and must not send.
"""

import hashlib
import hmac
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models import token
from models.registration import Registration

FOREIGN = (
    "The secret key of this host is not the one that this site's private links and tickets were made with; what it mailed "
    "would lead nowhere. Set PARVIS_SECRET_KEY to the key of the other host, or bring its file secret-key into {instance}; "
    "a backup holds the key as well. Is it lost for good? flask --app app key adopt (all links mailed so far end)."
)


class ForeignKey(RuntimeError):
    """The site's links were made with another key; the message says what to do."""


class SigningKey(Model):
    """The fingerprint of the key that the site uses, and since when."""

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    since: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def check(cls) -> None:
        """Do nothing when this process may make and mail links. Raises ForeignKey.

        A database that has no fingerprint yet is asked whether its newest registration's link is ours.
        """
        kept = db.session.get(cls, 1, populate_existing=True)
        ours = kept.fingerprint in map(fingerprint, token.accepted()) if kept else _made_the_newest()
        if not ours:
            raise ForeignKey(FOREIGN.format(instance=current_app.config["INSTANCE"]))

    @classmethod
    def take(cls) -> None:
        """Keep the fingerprint of the present key, in the current write transaction. Raises ForeignKey.

        It replaces that of a key which the settings call a former one.
        """
        cls.check()
        cls.put()

    @classmethod
    def put(cls) -> None:
        """Keep the fingerprint of the present key whatever was there, in the current write transaction."""
        kept, present = db.session.get(cls, 1), fingerprint(token.accepted()[0])
        if kept is None:
            db.session.add(cls(id=1, fingerprint=present))
        elif kept.fingerprint != present:
            kept.fingerprint, kept.since = present, clock.now()


def fingerprint(key: str) -> str:
    """Return what the database keeps of a key: 64 characters from which nobody finds it."""
    return hmac.new(key.encode(), b"fingerprint", hashlib.sha256).hexdigest()


def _made_the_newest() -> bool:
    newest = sa.select(Registration).where(Registration.erased_at.is_(None)).order_by(Registration.id.desc())
    registration = db.session.scalar(newest.limit(1))
    return registration is None or token.hashed(registration.token) == registration.token_hash
