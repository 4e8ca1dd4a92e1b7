"""A check-in: one scan, or one name chosen on the list, with its outcome, by whom and when."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

import clock
from database import choice
from extensions import Model, db
from models.event import Event
from models.registration import Registration, RegistrationState
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

    @classmethod
    def of(cls, registration: Registration) -> "Outcome":
        """Return what the state of a registration means at the door."""
        return BY_STATE.get(registration.state, cls.AWAITING_APPROVAL)


BY_STATE = {
    RegistrationState.CONFIRMED: Outcome.WELCOME,
    RegistrationState.WAITING: Outcome.WAITING,
    RegistrationState.OFFERED: Outcome.WAITING,
    RegistrationState.CANCELLED: Outcome.CANCELLED,
    RegistrationState.REFUSED: Outcome.CANCELLED,
}  # every other state waits for somebody's answer
FORCIBLE = {Outcome.CANCELLED, Outcome.AWAITING_APPROVAL, Outcome.WAITING, Outcome.REVOKED}
STANDING = sa.text("outcome = 'welcome' AND undone_at IS NULL")


class CheckInRecord(Model):
    """A scan; ``scanned_at`` is when it happened, by the device's clock.

    ``received_at`` is when it reached the server.

    The same scan sent twice has the same ``nonce`` (the device's number and what was scanned) and is one row. A registration has one standing entry at most for
    each ``day`` of the event, which the database keeps. ``told`` is what a device without network answered by itself; where that was a welcome and the
    ``outcome`` is another one, somebody has to look.
    """

    __abstract__ = True
    __table_args__ = (
        sa.Index(
            "uq_check_in_standing", "registration_id", "day", unique=True,
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
    day: Mapped[date]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    device: Mapped[str] = mapped_column(sa.String(64), default="")
    outcome: Mapped[Outcome]
    told: Mapped[Outcome | None] = mapped_column(choice(Outcome, "told"))
    forced: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None]

    @declared_attr
    def event(cls) -> Mapped[Event]:  # noqa: N805
        """The event at whose door it happened."""
        return relationship()

    @declared_attr
    def registration(cls) -> Mapped[Registration | None]:  # noqa: N805
        """Whom it was about, if that is known."""
        return relationship()

    @declared_attr
    def user(cls) -> Mapped[User | None]:  # noqa: N805
        """The colleague at the door, or who lent the phone."""
        return relationship()

    @classmethod
    def by_nonce(cls, *nonces: str) -> Self | None:
        """Return the scan that was received under one of these."""
        return db.session.scalar(sa.select(cls).where(cls.nonce.in_(nonces)))

    @classmethod
    def standing(cls, registration: Registration, day: date) -> Self | None:
        """Return the scan by which somebody is in on a day of the event; None while they are not."""
        mine = cls.registration_id == registration.id, cls.day == day
        return db.session.scalar(sa.select(cls).where(*mine, STANDING))

    @classmethod
    def first_check_in(cls, registration: Registration) -> datetime | None:
        """Return when somebody first came in, on whatever day; None if they never did."""
        mine = cls.registration_id == registration.id
        return db.session.scalar(sa.select(sa.func.min(cls.scanned_at)).where(mine, STANDING))
