"""The rules hold on both databases: every test of this folder runs on SQLite and, where there is one, on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask_migrate import upgrade

from app import create_app
from extensions import db
from tests.postgres import find, fresh_database, running


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server's database that the migrations made, to be copied by every test."""
    programs = find()
    if programs is None:
        pytest.skip("no PostgreSQL here: install Debian's package postgresql")
    with running(programs) as server, fresh_database(server) as address:
        app = create_app({"INSTANCE": str(tmp_path_factory.mktemp("postgres")), "DATABASE_URL": address})
        with app.app_context():
            upgrade()
            db.session.remove()
            db.engine.dispose()
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """The database on which a test runs: a copy of the migrated one."""
    if request.param == "sqlite":
        yield {}
        return
    template = request.getfixturevalue("postgres_template")
    server, _, original = template.rpartition("/")
    name = f"{original}_copy"
    plain = server.replace("+psycopg", "") + "/postgres"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        yield {"DATABASE_URL": f"{server}/{name}"}
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
