"""``move-database``: the whole of a living site into another database, SQLite or PostgreSQL.

Every table goes along as it is, with its numbers, so that each link, ticket and session works on. It happens in one
transaction of the new database, and the old one is only read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.dialects.postgresql import REGCLASS

import config
from commands import revision
from commands.init import migrate as bring_up_to_date
from commands.key import refuse_foreign
from commands.running import refuse_while_running
from extensions import db
from extensions import migrate as migrations

AT_ONCE = 500
DONE = (
    "{rows} rows of {tables} tables are in the new database, and the old one is as it was. Now set, on every host:\n"
    "PARVIS_DATABASE_URL={url}\n"
    "The secret key goes along: it stays in the instance folder, or PARVIS_SECRET_KEY. Then start the site, run "
    "`flask --app app doctor`, and keep the old database until you are sure."
)


@click.command("move-database")
@click.argument("url")
@with_appcontext
def move_database(url: str) -> None:
    """Copy the stopped site into the empty database at URL (postgresql://… or sqlite:////…)."""
    refuse_foreign()
    refuse_while_running("move the database")
    if (present := revision.present()) != revision.newest():
        raise click.ClickException(f"The database is at revision {present}: run flask --app app init first.")
    with db.engine.connect() as source, _site_on(url):
        refuse_while_running("move the database")
        bring_up_to_date()
        with db.engine.connect().execution_options(writes=True) as target, target.begin():
            _refuse_filled(target)
            with _as_it_is(target):
                counts = {table.name: _copy(table, source, target) for table in db.metadata.sorted_tables}
            _go_on_counting(source, target)
            _compare(source, target)
    click.echo(DONE.format(rows=sum(counts.values()), tables=len(counts), url=url))


@contextmanager
def _site_on(url: str) -> Iterator[None]:
    """Run the block within an application that has nothing but the database at an address."""
    instance = current_app.config["INSTANCE"]
    site = Flask("the new database", instance_path=instance)
    site.config.from_mapping(config.read({"DATABASE_URL": url, "INSTANCE": instance}))
    try:
        db.init_app(site)
        migrations.init_app(site, db)
        with site.app_context(), db.engine.connect():
            pass
    except sa.exc.ArgumentError:
        raise click.ClickException(f"{url} is no address of a database.") from None
    except sa.exc.SQLAlchemyError as fault:
        raise click.ClickException(f"The new database cannot be opened: {fault.orig or fault}") from None  # type: ignore[attr-defined]
    with site.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def _refuse_filled(target: sa.Connection) -> None:
    for table in db.metadata.sorted_tables:
        if target.scalar(sa.select(sa.exists(sa.select(table)))):
            raise click.ClickException(f"The new database is not empty: it has rows in {table.name}.")


def _copy(table: sa.Table, source: sa.Connection, target: sa.Connection) -> int:
    """Copy the rows of a table, some at a time, and return how many there were."""
    names, number = [column.name for column in table.columns], 0
    # A JSON column that may be empty keeps NULL apart from JSON's null.
    kinds = {
        column.name: sa.bindparam(column.name, type_=sa.JSON(none_as_null=True))
        for column in table.columns
        if isinstance(column.type, sa.JSON) and column.nullable
    }
    insert = table.insert().values(kinds) if kinds else table.insert()
    found = source.execute(sa.select(table), execution_options={"yield_per": AT_ONCE})
    for rows in found.partitions():
        target.execute(insert, [dict(zip(names, row, strict=True)) for row in rows])
        number += len(rows)
    return number


@contextmanager
def _as_it_is(target: sa.Connection) -> Iterator[None]:
    """Within the block no trigger counts and no foreign key minds the order; then all are back."""
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # looked at when the transaction ends
        triggers = target.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        off = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        on = [sql for _, sql in triggers]
    else:
        of_ours = "connamespace = current_schema()::regnamespace AND contype = 'f'"
        keys = target.exec_driver_sql(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "  # noqa: S608
            f"FROM pg_constraint WHERE {of_ours}"
        ).all()
        tables = [target.dialect.identifier_preparer.format_table(one) for one in db.metadata.sorted_tables]
        off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
        off += [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in keys]
        on = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}" for table, name, rule in keys]
        on += [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
    for statement in off:
        target.exec_driver_sql(statement)
    yield
    for statement in on:
        target.exec_driver_sql(statement)


def _go_on_counting(source: sa.Connection, target: sa.Connection) -> None:
    """Let no number be given again that the old database has given already."""
    for table in db.metadata.sorted_tables:
        if (last := _last_number(table, source)) and "id" in table.columns:
            _set_last_number(table, target, last)


def _last_number(table: sa.Table, source: sa.Connection) -> int:
    if "id" not in table.columns or not isinstance(table.columns["id"].type, sa.Integer):
        return 0
    highest = source.scalar(sa.select(sa.func.max(table.columns["id"]))) or 0
    if source.dialect.name == "sqlite":
        given = source.scalar(
            sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
        )
    else:
        sequence = _sequence(table, source)
        given = source.scalar(sa.func.pg_sequence_last_value(sa.cast(sequence, REGCLASS))) if sequence else 0
    return max(highest, given or 0)


def _set_last_number(table: sa.Table, target: sa.Connection, last: int) -> None:
    if target.dialect.name != "sqlite":
        if sequence := _sequence(table, target):
            target.execute(sa.select(sa.func.setval(sequence, last)))
        return
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return
    said: dict[str, Any] = {"name": table.name, "last": last}
    target.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), said)
    target.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), said)


def _sequence(table: sa.Table, connection: sa.Connection) -> str | None:
    name = connection.dialect.identifier_preparer.format_table(table)
    found: str | None = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(name, "id")))
    return found


def _compare(source: sa.Connection, target: sa.Connection) -> None:
    """Raise ClickException, which undoes everything, when a table has not as many rows as it had."""
    for table in db.metadata.sorted_tables:
        count = sa.select(sa.func.count()).select_from(table)
        if (had := source.scalar(count)) != (has := target.scalar(count)):
            raise click.ClickException(
                f"{table.name} had {had} rows and would have {has}: nothing was moved."
            )
