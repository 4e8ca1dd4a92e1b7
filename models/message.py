"""The outbox: a row for each mail that is owed, added in the transaction that causes it.

The row knows its kind and facts, never the words: ``mails/`` writes them in the reader's language when the worker sends.
A cause is unique, so the same cause can never write twice.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db


class MessageState(StrEnum):
    """Where a mail stands. SENDING is kept while the server is being spoken to; FAILED waits for a person."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720)]


class Message(Model):
    """A mail owed to ``recipients`` (addresses, comma separated) about what ``facts`` name by their ids."""

    __table_args__ = (sa.Index("ix_message_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    cause: Mapped[str] = mapped_column(sa.String(120), unique=True)
    recipients: Mapped[str]
    language: Mapped[str] = mapped_column(sa.String(8))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registration.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")


def owe(
    kind: str,
    cause: str,
    recipients: str | list[str],
    language: str,
    *,
    registration_id: int | None = None,
    comment_id: int | None = None,
    due_at: datetime | None = None,
    **facts: Any,
) -> None:
    """Add a mail to the outbox in the current transaction; the same cause a second time, or nobody to tell, adds none."""
    to = recipients if isinstance(recipients, str) else ", ".join(recipients)
    if not to or db.session.scalar(sa.select(Message.id).where(Message.cause == cause)):
        return
    message = Message(kind=kind, cause=cause, recipients=to, language=language, facts=facts)
    message.registration_id, message.comment_id = registration_id, comment_id
    message.due_at = due_at or clock.now()
    db.session.add(message)
