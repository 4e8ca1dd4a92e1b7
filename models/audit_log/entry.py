"""The history: who did what to what, and when. Rows are added with the act and never edited."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models.user import User


class Actor(StrEnum):
    """Who acted: a member of the staff, the person concerned through their link, or Parvis by itself."""

    STAFF = "staff"
    PERSON = "person"
    PARVIS = "parvis"


class AuditEntry(Model):
    """One line of history. ``facts`` hold ids, states and numbers, never a name or an address."""

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


def write(
    subject: str, subject_id: int, verb: str, *, by: User | None = None, person: bool = False, **facts: Any
) -> None:
    """Add a line to the audit log in the current transaction.

    Its actor is the staff member ``by``, else the person when ``person`` is true, else Parvis.
    """
    actor = Actor.STAFF if by else Actor.PERSON if person else Actor.PARVIS
    db.session.add(
        AuditEntry(
            actor=actor,
            user_id=by.id if by else None,
            subject=subject,
            subject_id=subject_id,
            verb=verb,
            facts=facts,
        )
    )


def history(subject: str, subject_id: int) -> sa.Select[AuditEntry]:
    """Select the history of one thing, oldest first."""
    return (
        sa.select(AuditEntry)
        .where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.at, AuditEntry.id)
    )
