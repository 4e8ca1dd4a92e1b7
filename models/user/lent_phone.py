"""Lending the door of one event to a phone: for a time, with a scope, by a link that opens it once."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import token
from models.user.record import User
from models.user.roles import Right


class Scope(StrEnum):
    """What a lent phone may do at its door; SCOPES says what that allows."""

    SEE = "see"
    CHECK_IN = "check in"


SCOPES: dict[Scope, frozenset[Right]] = {
    Scope.SEE: frozenset({Right.SEE_DOOR}),
    Scope.CHECK_IN: frozenset({Right.SEE_DOOR, Right.CHECK_IN}),
}


class LentPhone(Model):
    """A phone lent for one event's check-in, ``until`` an instant, in the name of the lender.

    It never has more rights than the lender.
    """

    __tablename__ = "loan"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    device: Mapped[str] = mapped_column(sa.String(60))
    scope: Mapped[Scope]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    @classmethod
    def issue(
        cls, user: User, event_id: int, device: str, scope: Scope, until: datetime
    ) -> tuple["LentPhone", str]:
        """Lend in the current transaction; return the phone and the token of its link, which is shown once."""
        secret = token.fresh()
        phone = cls(
            user=user,
            event_id=event_id,
            device=device,
            scope=scope,
            until=until,
            token_hash=token.hashed(secret),
        )
        db.session.add(phone)
        return phone, secret

    @classmethod
    def usable(cls, secret: str) -> "LentPhone | None":
        """Return the phone of a link's token while it can still be opened."""
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.opened_at.is_(None))
        phone = db.session.scalar(found)
        return phone if phone and phone.stands else None

    @classmethod
    def of(cls, event_id: int) -> list["LentPhone"]:
        """Return the phones lent for an event, newest first."""
        return list(
            db.session.scalars(sa.select(cls).where(cls.event_id == event_id).order_by(cls.id.desc()))
        )

    @property
    def stands(self) -> bool:
        """Whether it lasts: not taken back, not too old, lent by somebody who is still of the staff."""
        return self.ended_at is None and clock.now() < self.until and self.user.active

    def open(self) -> None:
        """Use the link up, in the current transaction."""
        self.opened_at = clock.now()

    def end(self) -> None:
        """Take the phone back, in the current transaction."""
        self.ended_at = self.ended_at or clock.now()

    def allows(self, right: Right | None, event_id: int | None) -> bool:
        """Say whether the phone may do something about an event: its scope and its lender's role both say so."""
        return (
            right in SCOPES[self.scope]
            and right is not None
            and self.user.may(right)
            and event_id == self.event_id
        )
