"""Tells pages what changed: cached ones whether they are still true, open ones at once.

Everything follows the table of changes (models/change_feed/change.py), so it crosses processes without another server. On SQLite
``PRAGMA data_version`` says in microseconds whether anybody wrote; on PostgreSQL LISTEN/NOTIFY wakes the open pages. Each
process reads new rows once and hands them to everybody who waits along a linked list: a reader holds the link that comes
next, so nobody can miss one and nobody keeps a queue.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from config import APPLICATION
from models.change_feed.change import CHANNEL, Change

log = logging.getLogger(__name__)

BEAT = 0.1  # seconds between two looks at the database while somebody has a page open
HEARTBEAT = 25  # seconds of silence after which a stream says something, so that proxies keep it open


class Link:
    """The next changes of one topic; ``happened`` is set once they are known and ``next`` exists."""

    __slots__ = ("changes", "happened", "id", "next", "rendered")

    def __init__(self) -> None:
        self.happened = threading.Event()
        self.changes: list[tuple[str, int | None]] = []
        self.id = 0
        self.next: Link | None = None
        self.rendered: dict[tuple[str, str], bytes] = {}

    @property
    def following(self) -> "Link":
        """The link after this one, once this one has happened."""
        if self.next is None:
            raise RuntimeError("this link has not happened yet")
        return self.next


class Feed:
    """One process's view of the changes.

    It reads through a connection of its own. Requests ask while they hold one of the pool's; if the feed, which they wait
    for, had to wait for the pool in turn, a rush would stand still.
    """

    def __init__(self, url: sa.URL, **options: Any) -> None:
        self.engine = sa.create_engine(
            url, **options | {"pool_size": 1, "max_overflow": 0, "pool_timeout": 30}
        )
        self.lock = threading.RLock()
        self.connection: Any = None
        self.data_version: int | None = None
        self.last = 0
        self.versions: dict[str, int] = {}
        self.tails: dict[str, Link] = {}
        self.watching = False
        self.over = False

    def version(self, topic: str) -> int:
        """Return a number that differs whenever the topic changed, across all processes, as of now."""
        with self.lock:
            self.catch_up()
            return self.versions.get(topic, 0)

    def newest(self) -> int:
        """Return the number of the newest change of all, as of now."""
        with self.lock:
            self.catch_up()
            return self.last

    def agrees(self, versions: dict[str, int]) -> bool:
        """Say whether topics still have these versions, as of now."""
        with self.lock:
            self.catch_up()
            present = self.versions.get
            return all(present(topic, 0) == version for topic, version in versions.items())

    def tail(self, topic: str) -> Link:
        """Return the link of a topic that will come next, and see to it that somebody watches the database."""
        with self.lock:
            self.catch_up()
            if not self.watching:
                self.watching = True
                threading.Thread(target=self._watch, name="live", daemon=True).start()
            return self.tails.setdefault(topic, Link())

    def let_go(self) -> None:
        """End every walk along the changes, those that begin from now on included."""
        with self.lock:
            self.over = True
            for link in self.tails.values():
                link.happened.set()

    def since(self, topic: str, last: int) -> tuple[int, list[tuple[str, int | None]]]:
        """Return the newest id and what changed in a topic after change ``last``, each part once."""
        rows = sa.select(Change.id, Change.part, Change.ref).where(Change.topic == topic, Change.id > last)
        with self.engine.connect() as connection:
            found = connection.execute(rows.order_by(Change.id)).all()
        changes = list(dict.fromkeys((row.part, row.ref) for row in found))
        return (found[-1].id if found else last), changes

    def catch_up(self) -> None:
        """Read what others wrote since the last look; a question of microseconds when nobody did (SQLite)."""
        version = self._data_version()
        if version is not None and version == self.data_version:
            return
        rows = sa.select(Change.id, Change.topic, Change.part, Change.ref).where(Change.id > self.last)
        with self.engine.connect() as connection:
            found = connection.execute(rows.order_by(Change.id)).all()
        self.data_version = version  # only now: a look that failed is taken again
        for topic in dict.fromkeys(row.topic for row in found):
            changes = list(dict.fromkeys((row.part, row.ref) for row in found if row.topic == topic))
            self._happened(topic, max(row.id for row in found if row.topic == topic), changes)
        self.last = found[-1].id if found else self.last

    def _happened(self, topic: str, newest: int, changes: list[tuple[str, int | None]]) -> None:
        self.versions[topic] = newest
        link = self.tails.get(topic)
        if link:
            self.tails[topic] = link.next = Link()
            link.id, link.changes = newest, changes
            link.happened.set()

    def _data_version(self) -> int | None:
        """Return the number that SQLite changes with every commit of another connection.

        Returns None where there is no such number (PostgreSQL).
        """
        if self.engine.dialect.name != "sqlite":
            return None
        if self.connection is None:
            self.connection = self._open()
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _open(self) -> Any:
        """Open a connection of our own that never writes: ``data_version`` counts what *others* commit."""
        return sqlite3.connect(
            str(self.engine.url.database), timeout=1, check_same_thread=False, isolation_level=None
        )

    def _watch(self) -> None:
        wait = self._listen() if self.engine.dialect.name == "postgresql" else self._beat()
        for _ in wait:
            try:
                with self.lock:
                    self.catch_up()
            except (sa.exc.DBAPIError, sqlite3.Error):
                log.exception("the changes could not be read; trying again")

    @staticmethod
    def _beat() -> Iterator[None]:
        pause = threading.Event()
        while True:
            pause.wait(BEAT)
            yield

    def _listen(self) -> Iterator[None]:
        """Yield whenever PostgreSQL says that something changed, and once after each lost connection."""
        psycopg = import_module("psycopg")  # eight megabytes that a site on SQLite does without
        address = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            connect = partial(psycopg.connect, address, autocommit=True, application_name=APPLICATION)
            with contextlib.suppress(psycopg.Error), connect() as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                yield
                for _ in connection.notifies():
                    yield
            time.sleep(1)


def init_app(app: Flask) -> None:
    """Give the application its feed; the database is first asked when somebody wants to know."""
    with app.app_context():
        url = app.extensions["sqlalchemy"].engine.url
        app.extensions["live"] = Feed(url, **app.config["SQLALCHEMY_ENGINE_OPTIONS"])


def let_go(app: Flask) -> None:
    """End the streams of this process: their readers come back, to another one."""
    app.extensions["live"].let_go()


def feed() -> Feed:
    """Return this process's feed."""
    found: Feed = current_app.extensions["live"]
    return found


def versions(*topics: str) -> dict[str, int]:
    """Return the version of each topic, as it is now."""
    now = feed()
    return {topic: now.version(topic) for topic in topics}


def follow(topic: str) -> Iterator[Link | None]:
    """Return an iterator over the changes of a topic from now on.

    It yields links, and None after ``HEARTBEAT`` without changes. It ends when the process stops.

    The place in line is taken at once, not when the iteration begins, so nothing that happens in between is missed.
    """
    now = feed()
    return _walk(now, now.tail(topic))


def _walk(feed: Feed, link: Link) -> Iterator[Link | None]:
    while not feed.over:
        if link.happened.wait(HEARTBEAT):
            if link.next is None:
                return
            yield link
            link = link.following
        else:
            yield None
