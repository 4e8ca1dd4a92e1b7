"""``init``: create the database or bring it up to date, as often as one likes; ``ready``: is it?"""

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


@click.command()
@with_appcontext
def ready() -> None:
    """Say whether this program can take over the running site: the server asks it before it reloads."""
    present, newest = revision.present(), revision.newest()
    if present != newest:
        raise click.ClickException(
            f"The database is at revision {present}, this program works with {newest}: "
            "a reload does not change tables. Stop the site, then start it (docs/upgrading.md)."
        )
    click.echo("This program can take over.")
