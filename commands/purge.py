"""``purge``: forget what is too old now, as the worker does by itself."""

from collections import Counter

import click
from flask.cli import with_appcontext

import clock
from extensions import db
from mails import kept_files
from models.privacy import retention


@click.command()
@with_appcontext
def purge() -> None:
    """Delete what is kept no longer (the privacy page says how long that is)."""
    counts: Counter[str] = Counter()
    while True:
        with db.writing():
            gone = retention.purge(clock.now())
        counts.update(gone)
        if not any(gone.values()):
            break
    counts["files of mails"] = kept_files.sweep()
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
