"""Nothing from outside answers 500: every route and method, as a visitor and as an administrator (Y5).

With ``PARVIS_HOSTILE=everything`` in the environment all of tests/hostile.py is sent, which takes long; else a part of it.
"""

import os
import shutil
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask, got_request_exception
from flask.testing import FlaskClient

import live
from app import create_app
from config import ROOT
from extensions import db
from models.user import StaffSession, User
from tests.hostile import Asked, World, attacks
from tests.pages import CheckedClient

DATABASES = os.environ.get("PARVIS_HOSTILE_ON", "sqlite").split()
EVERYTHING = os.environ.get("PARVIS_HOSTILE") == "everything"
SETTINGS = {"TESTING": True, "PROPAGATE_EXCEPTIONS": False, "RATELIMIT_ENABLED": False, "PUBLIC_URL": "http://localhost",
            "COMMENT_PAUSE": 0, "COMMENTS_PER_MINUTE": 10**6}  # fmt: skip
STAFF = ("/desk", "/moderation", "/account")


class Site:
    """An application with a world, and who asks it; ``restore`` puts its database back as it was."""

    def __init__(self, app: Flask, keep: Callable[[], Callable[[], None]]) -> None:
        self.app, self.faults = app, []  # type: tuple[Flask, list[str]]
        with app.app_context():
            self.world = World(app)
            admin = User.by_email("admin@example.org")
            assert admin
            with db.writing():
                self.session = StaffSession.begin(admin)
            db.session.remove()
            self.bring_back = keep()
        for staff in (True, False):
            self.world.look(self.browser(staff=staff))
        got_request_exception.connect(self._note, app)

    def restore(self) -> None:
        """Put the database back as it was, and forget what the process knows of it."""
        feed: live.Feed = self.app.extensions["live"]
        feed.engine.dispose()
        self.bring_back()
        feed.last, feed.data_version = 0, None
        feed.versions.clear()
        self.app.extensions.pop("pages", None)

    def browser(self, *, staff: bool) -> FlaskClient:
        client = CheckedClient(self.app, self.app.response_class, use_cookies=True)
        if staff:
            client.sign_in(self.session)
        plain = FlaskClient(self.app, self.app.response_class, use_cookies=True)
        plain._cookies, plain.environ_base = client._cookies, client.environ_base
        return plain

    def status(self, browser: FlaskClient, asked: Asked) -> int:
        """Return the status of an answer; of one that never ends, its beginning is read."""
        self.faults.clear()
        try:
            with browser.open(asked.address, method=asked.method, **asked.options) as answer:
                if answer.mimetype != "text/event-stream":
                    answer.get_data()
                return answer.status_code
        except Exception as fault:  # noqa: BLE001  whatever breaks while the answer is being sent
            self._note(self.app, fault)
            return 500

    def _note(self, _app: Flask, exception: Exception) -> None:
        frames = traceback.extract_tb(exception.__traceback__)
        ours = [
            frame
            for frame in frames
            if frame.filename.startswith(str(ROOT)) and ".venv" not in frame.filename
        ]
        where = ", ".join(f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}" for frame in ours[-2:])
        self.faults.append(f"{type(exception).__name__}: {str(exception)[:150]} ({where})")


def folder_kept(path: Path) -> Callable[[], Callable[[], None]]:
    """Return a function that remembers a SQLite file, and returns the one that brings it back."""

    def copied(source: str | Path, target: str | Path) -> None:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)

    def keep() -> Callable[[], None]:
        copied(path, f"{path}.kept")
        return lambda: copied(f"{path}.kept", path)

    return keep


def server_kept(app: Flask, address: str) -> Callable[[], None]:
    """Remember a database of PostgreSQL, and return the function that brings it back."""
    db.engine.dispose()
    copy(address, f"{address}_kept")

    def restore() -> None:
        with app.app_context():
            db.engine.dispose()
        copy(f"{address}_kept", address)

    return restore


def copy(source: str, target: str) -> None:
    """Make a database of PostgreSQL anew, as a copy of another."""
    server, _, name = target.replace("+psycopg", "").rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source.rpartition("/")[2]}"'.encode())


@pytest.fixture(scope="module", params=DATABASES)
def site(request: pytest.FixtureRequest, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site to attack."""
    folder = tmp_path_factory.mktemp("hostile")
    if request.param == "sqlite":
        shutil.copy(migrated, folder / "parvis.sqlite")
        return Site(create_app({"INSTANCE": str(folder)} | SETTINGS), folder_kept(folder / "parvis.sqlite"))
    template = request.getfixturevalue("postgres_template")
    address = f"{template}_attacked"
    copy(template, address)
    app = create_app({"INSTANCE": str(folder), "DATABASE_URL": address} | SETTINGS)
    return Site(app, lambda: server_kept(app, address))


@pytest.mark.parametrize("staff", [False, True], ids=["visitor", "administrator"])
def test_y5_nothing_from_outside_answers_500(site: Site, staff: bool) -> None:
    found: dict[str, str] = {}
    for route, method in site.world.cases():
        browser = site.browser(staff=staff)
        if method == "POST":
            site.restore()
        if not staff and route.rule.startswith(STAFF):
            assert site.status(browser, Asked(method, site.world.address(route))) < 500
            continue  # who is not signed in does not come as far as any of the rest
        for asked in attacks(site.world, route, method, everything=EVERYTHING):
            if site.status(browser, asked) not in {
                *range(500),
                501,
            }:  # 501: a format that oEmbed has and we have not
                found.setdefault(f"{method} {route.rule}: {site.faults[:1]}", str(asked))
    assert not found, "\n".join(f"{fault}\n    {asked}" for fault, asked in found.items())
