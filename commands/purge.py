"""``purge``: forget what is too old now, as the worker does by itself."""

from collections import Counter

import click
from flask.cli import with_appcontext

import clock
from extensions import db
from mails import kept_files
from models.privacy import retention


@click.command()
@click.option(
    "--rewrite",
    is_flag=True,
    help="On PostgreSQL: write every table anew, so that its files hold nobody erased.",
)
@with_appcontext
def purge(rewrite: bool) -> None:
    """Delete what is kept no longer (the privacy page says how long that is)."""
    counts: Counter[str] = Counter()
    while True:
        with db.writing():
            gone = retention.purge(clock.now())
        counts.update(gone)
        if not any(gone.values()):
            break
    counts["files of mails"] = kept_files.sweep(erased=retention.erases(counts))
    for name, count in counts.items():
        click.echo(f"{name}: {count}")
    if rewrite and db.engine.dialect.name == "postgresql":
        rewrite_tables()


def rewrite_tables() -> None:
    """Write tables and statistics anew without their dead rows; each is locked while its turn lasts."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in [*(each.name for each in db.metadata.sorted_tables), "pg_statistic"]:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            click.echo(f"{table}: written anew")
