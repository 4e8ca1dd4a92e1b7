"""The application of a process's tests: built once, and lent to one test after the other.

To build it, to read its templates and to write its questions to the database takes longer than most tests: what is kept
are routes, templates and SQL. Settings, database, cached pages and the feed of changes are each test's own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

import config
import live
import page_cache
import write_turns
from app import create_app
from extensions import db, limiter
from tests.pages import CheckedClient

USUAL = {"TESTING": True, "RATELIMIT_ENABLED": False, "PUBLIC_URL": "http://localhost", "WRITE_SECONDS": 600}


class Lender:
    """Keeps the application between two tests; ``folder`` is its own while nobody has it."""

    def __init__(self, folder: Path) -> None:
        # The folder of whoever has it: so all their databases have one address.
        self.link = folder / "here"
        self.app = create_app(USUAL | {"INSTANCE": str(folder)})
        self.built = dict(self.app.config)
        self.extensions = dict(self.app.extensions)
        self.unfronted = self.app.wsgi_app.behind  # type: ignore[attr-defined]
        self.engines: dict[str, sa.Engine] = {}

    @contextmanager
    def lent(self, instance: Path, settings: Mapping[str, Any]) -> Iterator[Flask]:
        """Lend it over a folder, within its context, with ``settings`` that ``create_app`` ignores."""
        app = self.app
        app.test_client_class = CheckedClient  # a test may have taken another
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(instance)
        app.instance_path = str(instance)
        app.config.clear()
        app.config.update(self.built | config.read(USUAL | dict(settings) | {"INSTANCE": str(instance)}))
        if not app.config["DATABASE_URL"]:
            app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{self.link}/parvis.sqlite"
        app.extensions.clear()
        app.extensions.update(self.extensions)
        app.wsgi_app = self.unfronted  # type: ignore[method-assign]
        limiter.enabled = False
        engine = self.engine(app.config["SQLALCHEMY_DATABASE_URI"])
        db._app_engines[app] = {None: engine}
        live.init_app(app)
        page_cache.init_app(app)
        with app.app_context():
            yield app
            db.session.remove()
        engine.dispose()
        app.extensions["live"].engine.dispose()

    def engine(self, url: str) -> sa.Engine:
        """Return the engine of a database, without connections but with the SQL that it compiled so far."""
        if url not in self.engines:
            options: dict[str, Any] = {"url": url} | self.app.config["SQLALCHEMY_ENGINE_OPTIONS"]
            db._apply_driver_defaults(options, self.app)
            engine = self.engines[url] = db._make_engine(None, options, self.app)
            write_turns.prepare(engine, self.app.config)
            if engine.dialect.name == "sqlite":
                sa.event.listen(engine, "connect", hurry)
        return self.engines[url]


def hurry(connection: Any, _record: Any) -> None:
    """Let SQLite not wait for the disk: no power cut befalls a test.

    A real server's files stay safe.
    """
    connection.execute("PRAGMA synchronous = OFF")
