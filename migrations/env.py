"""Runs the migrations on the application's own engine; `flask --app app init` is how people call it."""

from alembic import context
from flask import current_app

from extensions import db


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.driver_connection
        if sqlite:
            # SQLite alters a table by copying it, which must not cascade; foreign keys are checked at the end.
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            writer = connection.execution_options(writes=True)
            context.configure(
                connection=writer,
                target_metadata=db.metadata,
                process_revision_directives=write_nothing_empty,
                **options,
            )
            with context.begin_transaction():
                context.run_migrations()
            broken = raw.execute("PRAGMA foreign_key_check").fetchall() if sqlite else []
            if broken:
                raise RuntimeError(f"foreign keys are broken: {broken[:5]}")
        finally:
            if sqlite:
                connection.rollback()  # within a transaction, SQLite takes no notice of the next line
                raw.execute("PRAGMA foreign_keys = ON")


def write_nothing_empty(_context: object, _revision: object, directives: list) -> None:
    """`flask db migrate` writes no file when models and migrations agree."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


run()
