"""``init``: create the database or bring it up to date; running it again changes nothing."""

import logging

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade

from commands import revision


def migrate() -> None:
    """Bring the database to the newest revision. Raises ClickException when this program cannot."""
    if obstacle := revision.obstacle():
        raise click.ClickException(obstacle)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade()


@click.command()
@with_appcontext
def init() -> None:
    """Create the database, or migrate it to this version."""
    migrate()
    click.echo("The database is up to date.")
