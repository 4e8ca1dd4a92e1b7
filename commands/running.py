"""Whether a site is running, for commands that must have its database to themselves."""

import fcntl
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app

from config import APPLICATION
from extensions import db

SAYS = "The site is running. Stop it, {then}, and start it again."
OTHERS = (
    sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND application_name = :name"
    )
).bindparams(name=APPLICATION)


def refuse_while_running(then: str) -> None:
    """Raise ClickException while a process of the site uses its database.

    ``then`` is what is to be done once it has ended.

    On SQLite its worker holds a lock; on PostgreSQL every process of Parvis, on any host, has connections.
    """
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        runs = _is_locked(Path(current_app.config["INSTANCE"], "worker.lock"))
    else:
        with db.engine.connect() as connection:
            runs = bool(connection.scalar(OTHERS))
    if runs:
        raise click.ClickException(SAYS.format(then=then))


def _is_locked(path: Path) -> bool:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
