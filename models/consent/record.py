"""Clauses of an event, and the consents that people gave to them: the exact words, and when."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models.event import Event

LONGEST = 2000


class Clause(Model):
    """A text to agree to, under a ``key`` that files know it by; other words are another ``version``.

    A ``withdrawn`` one is asked no more, and stays with who agreed.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(sa.String(80))
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    required: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def of(cls, event: Event) -> list["Clause"]:
        """Return the clauses that an event asks people to agree to, in their order."""
        found = sa.select(cls).where(cls.event_id == event.id, ~cls.withdrawn)
        return list(db.session.scalars(found.order_by(cls.position, cls.id)))


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """A clause as an organiser writes it.

    ``key`` identifies the existing clause, so that a new text becomes its next version.
    """

    text: str
    required: bool = False
    key: str = ""


class Consent(Model):
    """What somebody agreed to: the words that they read, and when; ``ended_at`` is when they took it back.

    Without a clause it is the agreement that the details are kept, which every form asks for.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clause.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    @classmethod
    def standing(cls, registration_id: int | None) -> list["Consent"]:
        """Return what a registration agrees to now."""
        found = sa.select(cls).where(cls.registration_id == registration_id, cls.ended_at.is_(None))
        return list(db.session.scalars(found.order_by(cls.agreed_at, cls.id)))
