"""``purge``: forget what is too old now, as the worker does by itself."""

import click
from flask.cli import with_appcontext

import clock
from extensions import db
from models import retention


@click.command()
@with_appcontext
def purge() -> None:
    """Delete what is kept no longer (the privacy page says how long that is)."""
    with db.writing():
        counts = retention.purge(clock.now())
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
