"""What changed for those who are looking: one row a change, written in the transaction that made it.

Cached pages ask it whether they are still true; open pages are told from it, and catch up with it after a lost
connection. It says only *what* changed; the words are made from the present state when somebody is told.

Rows are written last in their transaction and, on PostgreSQL, under a lock that is held until the commit: so ids rise in
the order in which they become visible, and who has read up to *n* has missed nothing before it.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db


class Change(Model):
    """A change of one part of a topic; a topic corresponds to a page.

    Topics are ``event:12``, ``events``, ``queue`` or ``registration:7``, for example.
    """

    __table_args__ = (sa.Index("ix_change_topic_id", "topic", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(sa.String(80))
    part: Mapped[str] = mapped_column(sa.String(20))
    ref: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=clock.now)


KEPT = timedelta(days=1)
CHANNEL = "parvis_change"  # PostgreSQL's LISTEN/NOTIFY
IN_ORDER = 0x50415256  # the advisory lock's number: « PARV »


def door(event_id: int) -> str:
    """Return the topic that the phones at the door of an event follow."""
    return f"door:{event_id}"


def record(topic: str, part: str, ref: int | None = None) -> None:
    """Record in the current write transaction that a part of a topic changed.

    ``ref`` is a comment's id or the like.
    """
    db.session.info.setdefault("changes", {})[(topic, part, ref)] = None


def write_recorded() -> None:
    """Write the changes recorded in this transaction, each once.

    ``db.writing()`` calls it just before the commit.
    """
    recorded = db.session.info.pop("changes", {})
    if not recorded:
        return
    if db.engine.dialect.name == "postgresql":
        tell = sa.select(sa.func.pg_advisory_xact_lock(IN_ORDER), sa.func.pg_notify(CHANNEL, ""))
        db.session.execute(tell)
    now = clock.now()
    rows = [{"topic": topic, "part": part, "ref": ref, "at": now} for topic, part, ref in recorded]
    db.session.connection().execute(sa.insert(Change), rows)  # one statement, with or without a ref


db.last_words.append(write_recorded)


def purge(now: datetime) -> None:
    """Delete the changes that nobody can still be waiting for.

    The newest of each topic is kept, because pages compare with it.
    """
    newest = sa.select(sa.func.max(Change.id)).group_by(Change.topic)
    db.session.execute(sa.delete(Change).where(Change.at < now - KEPT, Change.id.not_in(newest)))
