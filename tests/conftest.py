"""What every test may ask for: an application with its database, and a client that checks pages."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import clock
from app import create_app
from extensions import db
from models.user import Role, User
from tests import compiled, postgres, server
from tests.factories import Factory
from tests.lending import USUAL, Lender
from tests.pages import CheckedClient
from tests.zones import SERVERS, stand_somewhere

stand_somewhere()
compiled.keep()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that the migrations made, to be copied by every test."""
    instance = tmp_path_factory.mktemp("migrated")
    app = create_app({"INSTANCE": str(instance)})
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    return instance / "parvis.sqlite"


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server's database that the migrations made, to be copied by every test."""
    programs = postgres.find()
    if programs is None:
        pytest.skip("no PostgreSQL here: install Debian's package postgresql")
    with postgres.running(programs) as server, postgres.fresh_database(server) as address:
        app = create_app({"INSTANCE": str(tmp_path_factory.mktemp("postgres")), "DATABASE_URL": address})
        with app.app_context():
            upgrade()
            db.session.remove()
            db.engine.dispose()
        yield address


@pytest.fixture
def settings() -> dict[str, Any]:
    """Settings that a test module may override with a fixture of its own."""
    return {}


@pytest.fixture(scope="session")
def lender(tmp_path_factory: pytest.TempPathFactory) -> Lender:
    """Who keeps the application between two tests of a process."""
    return Lender(tmp_path_factory.mktemp("lender"))


@pytest.fixture
def app(lender: Lender, migrated: Path, tmp_path: Path, settings: dict[str, Any]) -> Iterator[Flask]:
    """Return the application on a fresh database; with other settings, one of the test's own."""
    shutil.copy(migrated, tmp_path / "parvis.sqlite")
    if set(settings) <= {"DATABASE_URL"}:
        with lender.lent(tmp_path, settings) as app:
            yield app
        return
    app = create_app(USUAL | {"INSTANCE": str(tmp_path)} | settings)
    app.test_client_class = CheckedClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def nursery() -> Iterator[server.Nursery]:
    """Who starts the servers of this process's tests."""
    nursery = server.Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collects what the database is asked: ``with statements() as said: …``."""

    @contextmanager
    def listening() -> Iterator[list[str]]:
        said: list[str] = []

        def note(*args: Any) -> None:
            said.append(args[2])

        sa.event.listen(db.engine, "before_cursor_execute", note)
        yield said
        sa.event.remove(db.engine, "before_cursor_execute", note)

    return listening


@pytest.fixture
def set_clock() -> Iterator[Callable[..., datetime]]:
    """Set the clock until the test ends and return the time: ``set_clock(moment)``, ``(hours=3)``."""
    with ExitStack() as supposed:

        def suppose(moment: datetime | None = None, **ahead: float) -> datetime:
            moment = (moment or clock.now()) + timedelta(**ahead)
            supposed.enter_context(clock.at(moment))
            return moment

        yield suppose


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser without JavaScript; ``client.partial`` posts as htmx does."""
    return app.test_client()


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes events, people and comments in the database: ``make.event(capacity=2)``."""
    return Factory()


@pytest.fixture
def signed_in(app: Flask, make: Factory) -> Callable[..., CheckedClient]:
    """Return a signed-in browser: ``signed_in(Role.MODERATOR)`` or ``signed_in(user)``."""

    def browser(who: User | Role = Role.ADMIN) -> CheckedClient:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        client.sign_in(make.session(who if isinstance(who, User) else make.user(who)))
        return client

    return browser


@pytest.fixture(params=SERVERS)
def anywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """Runs a test with the server in one zone after the other; none of them is where the events are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()
