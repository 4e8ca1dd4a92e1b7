"""What changed for those who are looking: one row a change, written in the transaction that made it.

Cached pages ask it whether they are still true; open pages are told from it, and catch up with it after a lost
connection. It says only *what* changed; the words are made from the present state when somebody is told.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db


class Change(Model):
    """A topic (a page, so to say: ``event:12``, ``events``, ``queue``, ``registration:7``) and its part that changed."""

    __table_args__ = (sa.Index("ix_change_topic_id", "topic", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(sa.String(80))
    part: Mapped[str] = mapped_column(sa.String(20))
    ref: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)


KEPT = timedelta(days=1)


def record(topic: str, part: str, ref: int | None = None) -> None:
    """Note in the current transaction that a part of a topic changed; ``ref`` is the id of the comment or the like."""
    db.session.add(Change(topic=topic, part=part, ref=ref))


def purge(now: datetime) -> None:
    """Delete the changes that nobody can still be waiting for; each topic keeps its newest, which pages compare with."""
    newest = sa.select(sa.func.max(Change.id)).group_by(Change.topic)
    db.session.execute(sa.delete(Change).where(Change.at < now - KEPT, Change.id.not_in(newest)))
