"""Waiting for one's turn to write, fairly, and without keeping anybody else.

SQLite lets one writer in at a time and its own busy handler is unfair: under load a writer can starve for seconds. Here
writers queue: within a process on a lock, between processes on two files (a turnstile and the lock itself), so that who
has just written cannot push past who already waits. On PostgreSQL the event's row is the lock; there writers use half of
the connections at most, so that who only reads always finds one.

Nobody waits inside a call to the system or to SQLite, which would stop everybody whom the same process serves: what
cannot be had is asked for again a moment later. Who has waited for too long is told that the database is ``Busy``.
"""

import fcntl
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import monotonic, sleep
from typing import IO, Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from flask import current_app

MIGRATING = 10.0  # seconds that a migration waits for who is writing
PAUSE = 0.001  # seconds between two tries; in the server others are served meanwhile
READ_WAIT = (
    1000  # milliseconds within which a reader may meet SQLite tidying up after a crash; no writer keeps it
)


class Busy(sa.exc.OperationalError):
    """Others wrote for longer than a writer may wait, or no connection was free."""


def prepare(engine: sa.Engine, settings: Mapping[str, Any]) -> None:
    """Let the connections of an engine keep to the rules of waiting."""
    sa.event.listen(engine, "handle_error", _say_busy, retval=True)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _prepare_postgresql(engine, settings["WRITE_SECONDS"])
        _places[engine] = threading.Semaphore(max(1, settings["DATABASE_CONNECTIONS"] // 2))


_within_process = threading.Lock()
_places: WeakKeyDictionary[sa.Engine, threading.Semaphore] = WeakKeyDictionary()


@contextmanager
def turn(engine: sa.Engine, patience: float | None) -> Iterator[float]:
    """Wait at most ``patience`` seconds (else the setting's) for the turn to write; yield the deadline."""
    until = monotonic() + (current_app.config["WRITE_SECONDS"] if patience is None else patience)
    path = engine.url.database
    if engine.dialect.name != "sqlite":
        with _within(_places[engine], until):
            yield until
    elif not path or path == ":memory:":
        yield until
    else:
        with (
            _within(_within_process, until),
            open(f"{path}-turnstile", "w") as turnstile,
            open(f"{path}-writer", "w") as writer,
        ):
            _lock(turnstile, until)
            _lock(writer, until)
            fcntl.flock(turnstile, fcntl.LOCK_UN)
            yield until


@contextmanager
def _within(places: "threading.Lock | threading.Semaphore", until: float) -> Iterator[None]:
    """Wait in line for one of the places of this process."""
    if not places.acquire(timeout=max(0, until - monotonic())):
        raise _too_late()
    try:
        yield
    finally:
        places.release()


def _lock(file: IO[str], until: float) -> None:
    """Wait for the lock on a file, which another process may hold."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= until:
                raise _too_late() from None
            sleep(PAUSE)
        else:
            return


def _too_late() -> Busy:
    return Busy(None, None, TimeoutError("others are writing to the database"))


def _say_busy(context: sa.engine.ExceptionContext) -> Exception | None:
    """Turn what the driver says when a lock or a connection cannot be had into Busy."""
    if context.is_pre_ping:
        return None
    fault = context.original_exception
    locked = getattr(fault, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    locked = locked or getattr(fault, "sqlstate", None) in {
        "55P03",
        "53300",
    }  # lock_not_available, too_many_connections
    unreached = context.connection is None and context.dialect.name == "postgresql"
    return Busy(None, None, fault) if locked or unreached else None


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Set the pragmas of each connection, and send BEGIN ourselves as the driver does so too late."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {READ_WAIT}",
            "journal_mode = WAL",
            "synchronous = FULL",  # an acknowledged registration survives a power cut
            "foreign_keys = ON",
            "secure_delete = ON",  # what is erased is overwritten
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        until = connection.get_execution_options().get("writes")
        if until:
            _begin_writing(connection, until if until is not True else monotonic() + MIGRATING)
        else:
            _driver(connection).execute("BEGIN")


def _driver(connection: sa.Connection) -> Any:
    """Return the driver's own connection, for what costs less than to say it through SQLAlchemy."""
    return connection.connection.driver_connection


def _begin_writing(connection: sa.Connection, until: float) -> None:
    """Begin as the one who writes, when no other program does."""
    _driver(connection).execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except Busy:
                if monotonic() >= until:
                    raise
                sleep(10 * PAUSE)
            else:
                return
    finally:
        _driver(connection).execute(f"PRAGMA busy_timeout = {READ_WAIT}")


def _prepare_postgresql(engine: sa.Engine, seconds: int) -> None:
    """Let nobody wait for a lock longer than a writer may."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = '{seconds}s'")
        connection.autocommit = False


def shorten(connection: sa.Connection, until: float) -> None:
    """On PostgreSQL, wait no longer for the locks of one transaction than is left until then."""
    left, usual = until - monotonic(), current_app.config["WRITE_SECONDS"]
    if connection.dialect.name == "postgresql" and not usual - 1 < left <= usual:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{max(1, left * 1000):.0f}ms'")
