"""A check-in: one scan, or one name chosen on the list, with its outcome, by whom and when."""

from datetime import datetime
from enum import StrEnum
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from database import choice
from extensions import Model, db
from models.event import Event
from models.registration import Registration
from models.user import User


class Outcome(StrEnum):
    """What the door answers; everything but WELCOME is a reason to stay outside."""

    WELCOME = "welcome"
    ALREADY_IN = "already in"
    CANCELLED = "cancelled"
    AWAITING_APPROVAL = "awaiting approval"
    WAITING = "waiting"
    OTHER_EVENT = "other event"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


STANDING = sa.text("outcome = 'welcome' AND undone_at IS NULL")


class CheckIn(Model):
    """A scan; ``scanned_at`` is when it happened, by the device's clock.

    ``received_at`` is when it reached the server.

    The same scan sent twice has the same ``nonce`` and is one row. A registration has one standing entry at most, which
    the database keeps. ``told`` is what a device without network answered by itself; where that was a welcome and the
    ``outcome`` is another one, somebody has to look.
    """

    __table_args__ = (
        sa.Index(
            "uq_check_in_standing", "registration_id", unique=True,
            sqlite_where=STANDING, postgresql_where=STANDING,
        ),
        sa.Index("ix_check_in_event_id_scanned_at", "event_id", "scanned_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    nonce: Mapped[str] = mapped_column(sa.String(64), unique=True)
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    device: Mapped[str] = mapped_column(sa.String(64), default="")
    outcome: Mapped[Outcome]
    told: Mapped[Outcome | None] = mapped_column(choice(Outcome, "told"))
    forced: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()
    user: Mapped[User | None] = relationship()

    @classmethod
    def by_nonce(cls, nonce: str) -> Optional["CheckIn"]:
        """Return the scan that was received under a nonce."""
        return db.session.scalar(sa.select(cls).where(cls.nonce == nonce))

    @classmethod
    def standing(cls, registration: Registration) -> Optional["CheckIn"]:
        """Return the scan by which somebody is in; None while they are not."""
        return db.session.scalar(sa.select(cls).where(cls.registration_id == registration.id, STANDING))
