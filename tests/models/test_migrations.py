"""A database from before the first release is upgraded; a newer or an older one is refused.

The samples are dumps of one site at the last revision before the migrations were written anew as one: the example, and
rows in every other table. KEY is the secret key of that site, so its private links must go on opening.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

import clock
import email_address
from app import create_app
from extensions import db
from models import privacy
from models.check_in import CheckIn
from models.event import Event
from tests.postgres import fresh_database

SAMPLES = Path(__file__).parents[1] / "samples"
KEY = "the-key-of-a-sample-database-and-of-no-site"
LINKS = {
    "/registrations/7BheKqUwaIdTwqM6Eu2mxw": "Jeanne Martin",
    "/registrations/z7iHPd4ds60Pyi2nZmlQVA": "Paul Durand",
    "/registrations/1Ud9ST21PL6Ujbb6aafA0Q": "Paul Martin",  # a companion
    "/comments/ItEq-xPaIp7tVdQ_mN6mWQ": "à neuf heures",
}
SQLITE_TRIGGERS = """
SELECT name, sql FROM sqlite_master WHERE type = 'trigger'
UNION SELECT name || ': numbers', 'never used again' FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'
"""
POSTGRES_TRIGGERS = """
SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE NOT tgisinternal
"""


@pytest.fixture
def settings(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """The settings of a site on the sample of one engine."""
    script = (SAMPLES / f"database-0033.{engine}.sql").read_text(encoding="utf-8")
    if engine == "sqlite":
        with sqlite3.connect(tmp_path / "sample.sqlite") as connection:
            connection.executescript(script)
        connection.close()
        yield {"SECRET_KEY": KEY, "DATABASE_URL": f"sqlite:///{tmp_path / 'sample.sqlite'}"}
        return
    with fresh_database(request.getfixturevalue("postgres_template")) as address:
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as server:
            server.execute(script.encode())
        yield {"SECRET_KEY": KEY, "DATABASE_URL": address}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    """The engine on which a test runs."""
    return str(request.param)


@pytest.fixture
def run(app):
    """Runs a command; returns its status and what it said."""

    def invoke(command: str) -> tuple[int, str]:
        done = app.test_cli_runner().invoke(args=[command])
        return done.exit_code, done.output

    return invoke


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the database has it."""
    tables = sa.MetaData()
    with db.engine.connect() as connection:
        tables.reflect(connection)
        return {
            name: [
                dict(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
            ]
            for name, table in tables.tables.items()
            if name != "alembic_version"
        }


def schema(engine: sa.Engine) -> dict[str, Any]:
    """All that a database promises: columns, constraints, indexes and triggers, in no order."""
    found = sa.inspect(engine)
    kinds: dict[str, Callable[[str], list[Any]]] = {
        "column": found.get_columns,
        "foreign key": found.get_foreign_keys,
        "unique": found.get_unique_constraints,
        "check": found.get_check_constraints,
        "index": found.get_indexes,
    }
    described = {
        f"{table}: {kind}": sorted(plain(one) for one in ask(table))
        for table in found.get_table_names()
        for kind, ask in kinds.items()
    }
    triggers = sa.text(SQLITE_TRIGGERS if engine.dialect.name == "sqlite" else POSTGRES_TRIGGERS)
    with engine.connect() as connection:
        return described | {name: plain(says) for name, says in connection.execute(triggers)}


def plain(fact: Any) -> str:
    """A fact in words. What one database spells in two ways, by the way in which it came, is spelt in one."""
    if isinstance(fact, dict):
        unnamed = {"name"} if "referred_table" in fact else set()  # SQLite forgets it if the column was added
        return ", ".join(f"{key} {plain(fact[key])}" for key in sorted(fact.keys() - unnamed))
    words = re.sub(r"::(character varying|text)(\[\])?|[()\s]", "", str(fact))
    words = re.sub(r"^'(\d+)'$", r"\1", words)
    return {"1": "true", "0": "false"}.get(words, words)


def test_a_database_from_before_the_first_release_is_up_to_date_and_loses_nothing(app, run):
    before = rows()
    assert all(before.values()), "a table without rows would prove nothing"
    assert run("init") == (0, "The database is up to date.\n")
    after = rows()
    for table, had in before.items():
        kept = [{name: row[name] for name in old} for old, row in zip(had, after[table], strict=True)]
        assert kept == had, table


BEFORE_0036 = [  # an address, its key as it was written until then, and its key now
    ("a@straße.de", "a@strasse.de", "a@straße.de"),
    ("ﬁona@example.org", "fiona@example.org", "ﬁona@example.org"),
    ("jean@gmail.com", "jean@gmail.com", "jean@gmail.com"),
    ("Jean@googlemail.com", "jean@googlemail.com", "jean@gmail.com 2"),
    ("j.ean@gmail.com", "j.ean@gmail.com", "jean@gmail.com 3"),
    ("", "a-walk-in", "a-walk-in"),
]


def test_f18_its_addresses_are_compared_by_their_mailboxes(app, run):
    """Two rows that turn out to have one mailbox stay two, and are both found by it."""
    where = "event_id = (SELECT event_id FROM registration GROUP BY event_id ORDER BY count(*) DESC LIMIT 1)"
    people = db.session.scalars(sa.text(f"SELECT id FROM registration WHERE {where} ORDER BY id")).all()
    comment = db.session.scalar(sa.text("SELECT min(id) FROM comment"))
    db.session.rollback()
    with db.engine.begin() as connection:
        for number, (email, key, _now) in zip(people, BEFORE_0036, strict=False):
            set_row(connection, "registration", number, email=email, email_key=key)
        set_row(connection, "comment", comment, email="İ@ＥＸ.org", email_key="i̇@ex.org")
        set_row(
            connection, "rule", 1, kind="domain", text="straße.de", key="strasse.de", head="domain:strasse.de"
        )
        set_row(connection, "rule", 2, kind="domain", text="ＥＸ.de", key="ex.de", head="domain:ex.de")
    assert run("init") == (0, "The database is up to date.\n")
    kept = {row[0]: row[1] for row in db.session.execute(sa.text("SELECT id, email_key FROM registration"))}
    assert [kept[number] for number in people[: len(BEFORE_0036)]] == [
        now for _email, _key, now in BEFORE_0036
    ]
    assert len(privacy.registrations_of(email_address.key("je.an+x@googlemail.com"))) == 3
    assert db.session.scalar(sa.text(f"SELECT email_key FROM comment WHERE id = {comment}")) == "İ@ex.org"
    assert db.session.execute(sa.text("SELECT key, head FROM rule ORDER BY id LIMIT 2")).all() == [
        ("straße.de", "domain:straße.de"),
        ("ex.de", "domain:ex.de"),
    ]


def test_j7_each_of_its_scans_is_of_the_day_of_its_event_that_it_was(app, run):
    starts, ends = (
        "2026-11-28 18:00:00.000000",
        "2026-12-01 01:00:00.000000",
    )  # in Paris: 28, 29 and 30 November
    scanned = {1: "2026-11-29 02:00:00.000000", 2: "2026-12-24 12:00:00.000000"}  # in UTC
    event = db.session.scalar(sa.text("SELECT event_id FROM check_in LIMIT 1"))
    db.session.rollback()
    with db.engine.begin() as connection:
        set_row(connection, "event", event, starts=starts, ends=ends, timezone="Europe/Paris")
        for number, at in scanned.items():
            set_row(connection, "check_in", number, scanned_at=at)
    assert run("init") == (0, "The database is up to date.\n")
    kept = db.session.scalars(sa.select(CheckIn).order_by(CheckIn.id)).all()
    assert [(scan.day, scan.day) for scan in kept] == [
        (scan.event.day_of(scan.scanned_at), day) for scan, day in zip(kept, DAYS_0038, strict=True)
    ]


DAYS_0038 = [date(2026, 11, 28), date(2026, 11, 30)]


def set_row(connection: sa.Connection, table: str, number: int, **values: str) -> None:
    """Write into a row past all models."""
    columns = ", ".join(f'"{name}" = :{name}' for name in values)
    connection.execute(sa.text(f"UPDATE {table} SET {columns} WHERE id = {number}"), values)


def test_its_private_links_open(app, run):
    run("init")
    visitor = app.test_client()
    for link, says in LINKS.items():
        page = visitor.get(link)
        assert (page.status_code, says in page.text) == (200, True), link
    app.extensions["live"].engine.dispose()  # the feed of changes reads through a connection of its own


def test_its_seats_are_still_counted(app, run, make):
    run("init")
    event = Event.by_slug("assises")
    assert event
    taken = event.seats_taken
    with clock.at(event.starts_at - timedelta(hours=1)):
        make.registration(event, by=make.user(), seats=2)
    assert event.seats_taken == taken + 2


def test_it_has_the_schema_of_a_new_database(app, run, fresh):
    """Constraints, partial indexes and triggers included, which `flask db check` does not compare."""
    run("init")
    assert schema(db.engine) == fresh


@pytest.fixture
def fresh(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The schema that the migrations make of an empty database."""
    template = request.getfixturevalue("postgres_template") if engine == "postgresql" else ""
    site = create_app({"INSTANCE": str(tmp_path / "new"), "DATABASE_URL": template})
    with site.app_context():
        if not template:
            upgrade()
        found = schema(db.engine)
        db.session.remove()
        db.engine.dispose()
    return found


@pytest.mark.parametrize(
    ("present", "says"), [("9999_next_year", "newer than this program"), ("0032_loan", "git checkout")]
)
def test_init_and_doctor_say_what_to_do_about_another_revision(app, run, present, says):
    with db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :name"), {"name": present})
    for command in ("init", "serve", "doctor"):
        status, said = run(command)
        assert status == 1
        assert says in said
