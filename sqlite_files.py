"""SQLite's files: one worker for each, and no data of people who were erased.

That includes the journal and the copy that ``restore`` set aside.

Erased rows are overwritten where they stood (``secure_delete``), but SQLite writes that into its journal first, and empties
the journal when it likes: on a quiet site weeks later. Until then both files hold whoever was erased. So the worker empties
the journal within seconds of any writing, whatever it was.
"""

import fcntl
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

import sqlalchemy as sa

LOOK = 2.0  # seconds between two looks at the journal
TURN = 0.2  # seconds between two looks whether another worker has ended
TRIES, PAUSE = (
    50,
    0.02,
)  # how often one look tries to find a moment without readers and writers, and seconds in between
COPY_KEPT = timedelta(days=7)  # unless somebody is erased before

log = logging.getLogger("parvis.sqlite")


def empty_journal(path: Path) -> bool:
    """Write the journal into the database and empty it; return False if readers or writers are busy.

    Nobody waits for it. What somebody reads meanwhile stays as it is: ask again.
    """
    journal = path.with_name(f"{path.name}-wal")
    if not journal.exists() or not journal.stat().st_size:
        return True
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # most of it, beside everybody else
        for _ in range(TRIES):
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
            time.sleep(PAUSE)
    return False


@contextmanager
def kept_empty(engine: sa.Engine) -> Iterator[None]:
    """Empty the journal every few seconds on a thread while the block runs.

    The block may wait long for mail servers.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    stopped = threading.Event()
    thread = threading.Thread(target=_keep_empty, args=(Path(str(engine.url.database)), stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _keep_empty(path: Path, stopped: threading.Event) -> None:
    while not stopped.wait(LOOK):
        try:
            empty_journal(path)
        except (sqlite3.Error, OSError):
            log.exception("The journal could not be emptied; trying again.")


def alone(instance: Path, going: Callable[[], bool]) -> IO[str]:
    """Wait until no other worker of this machine works on the same SQLite file, and keep others out."""
    lock = (instance / "worker.lock").open("w")
    while going():
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(TURN)
        else:
            break
    return lock


def copy_of(engine: sa.Engine) -> Path | None:
    """Return where ``restore`` sets aside the database that it replaces; None on PostgreSQL."""
    path = engine.url.database
    return Path(f"{path}.before") if engine.dialect.name == "sqlite" and path else None


def drop_copy(engine: sa.Engine, *, erased: bool) -> None:
    """Delete the copy that ``restore`` set aside, when it is old or somebody was ``erased``.

    The copy still contains the people who were erased.
    """
    copy = copy_of(engine)
    if copy and copy.exists() and (erased or time.time() - copy.stat().st_mtime > COPY_KEPT.total_seconds()):
        copy.unlink()
