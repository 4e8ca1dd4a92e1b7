"""An audit entry: who did what to what, and when. It is added with the act and never edited."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models.user import User


class Actor(StrEnum):
    """Who acted: a member of the staff, a visitor through their link, or Parvis by itself."""

    STAFF = "staff"
    VISITOR = "person"
    PARVIS = "parvis"

    @classmethod
    def of(cls, by: User | None, *, visitor: bool) -> "Actor":
        """Return who acts: a member of the staff, else a visitor, else Parvis."""
        return cls.STAFF if by else cls.VISITOR if visitor else cls.PARVIS


class AuditEntry(Model):
    """One line of the audit log. ``facts`` hold ids, states and numbers, never a name or an address."""

    __tablename__ = "entry"

    __table_args__ = (sa.Index("ix_entry_subject_subject_id", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor: Mapped[Actor]
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    subject: Mapped[str] = mapped_column(sa.String(20))  # event, registration, comment, user, site
    subject_id: Mapped[int]
    verb: Mapped[str] = mapped_column(sa.String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    user: Mapped[User | None] = relationship()

    @classmethod
    def write(
        cls,
        subject: str,
        subject_id: int,
        verb: str,
        *,
        by: User | None = None,
        visitor: bool = False,
        **facts: Any,
    ) -> None:
        """Add an entry in the current write transaction: by the staff, else a visitor, else Parvis.

        All of a transaction are written in one statement, just before the commit.
        """
        actor, user_id = Actor.of(by, visitor=visitor), by.id if by else None
        said = {"subject": subject, "subject_id": subject_id, "verb": verb, "facts": facts}
        entry = {"at": clock.now(), "actor": actor, "user_id": user_id} | said
        db.session.info.setdefault("entries", []).append(entry)

    @classmethod
    def about(cls, subject: str, subject_id: int) -> sa.Select[Self]:
        """Select what was done to one thing, oldest first."""
        mine = cls.subject == subject, cls.subject_id == subject_id
        return sa.select(cls).where(*mine).order_by(cls.at, cls.id)


def write_recorded() -> None:
    """Write what was done in this transaction; ``db.writing()`` calls it just before the commit."""
    if entries := db.session.info.pop("entries", []):
        db.session.connection().execute(sa.insert(AuditEntry), entries)


db.last_words.append(write_recorded)
