"""Who waits at the lock of who writes: what a test of two at once waits for before it goes on."""

import sys
import threading

import sqlalchemy as sa

import write_turns
from extensions import db

TURN = write_turns._within.__wrapped__.__code__  # type: ignore[attr-defined]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def waits_its_turn(thread: threading.Thread) -> bool:
    """Say whether a thread waits in SQLite's queue of writers or, on PostgreSQL, for a row."""
    if db.engine.dialect.name != "postgresql":
        frame = sys._current_frames().get(thread.ident or 0)
        return frame is not None and frame.f_code is TURN
    with db.engine.connect() as another:
        return bool(another.scalar(sa.text(WAITING)))
