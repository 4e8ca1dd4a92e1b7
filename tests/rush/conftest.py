"""A site on each database, with the real server in front."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from extensions import db
from tests import postgres, server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def app(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application in the test's own process, on the database that the server uses too."""
    if request.param == "sqlite":
        shutil.copy(migrated, tmp_path / "parvis.sqlite")
        yield from _app(tmp_path, "")
        return
    with postgres.copied(request.getfixturevalue("postgres_template")) as address:
        yield from _app(tmp_path, address.replace("+psycopg", ""))


def _app(instance: Path, database: str) -> Iterator[Flask]:
    app = create_app({"INSTANCE": str(instance), "TESTING": True, "DATABASE_URL": database} | server.PATIENT)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def served(app: Flask, tmp_path: Path, nursery: server.Nursery) -> Callable:
    """Runs the real server on the site: ``with served() as port: …``."""

    @contextmanager
    def run(program: str = "server.py", **settings: object) -> Iterator[int]:
        given = {"WORKERS": 2, "DATABASE_URL": app.config["DATABASE_URL"]} | settings
        with server.running(tmp_path, given, program, nursery.start) as url:
            yield int(url.rpartition(":")[2])

    return run
