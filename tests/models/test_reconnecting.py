"""A database that was restarted is found again by the first request."""

import psycopg
import pytest

from extensions import db

END_ALL = """SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_the_first_request_after_postgresql_was_restarted_is_answered(app, client, make):
    path = f"/registrations/{make.registration(make.event()).token}"
    assert client.get(path).status_code == 200
    db.session.remove()
    with psycopg.connect(app.config["DATABASE_URL"].replace("+psycopg", ""), autocommit=True) as other:
        other.execute(END_ALL)
    assert client.get(path).status_code == 200
    app.extensions["live"].engine.dispose()
