"""``purge``: forget what is too old now, as the worker does by itself."""

import click
from flask.cli import with_appcontext

import worker
from extensions import db


@click.command()
@click.option(
    "--rewrite",
    is_flag=True,
    help="On PostgreSQL: write every table anew, so that its files hold nobody erased.",
)
@with_appcontext
def purge(rewrite: bool) -> None:
    """Delete what is kept no longer (the privacy page says how long that is)."""
    for name, count in worker.forget().items():
        click.echo(f"{name}: {count}")
    if rewrite and db.engine.dialect.name == "postgresql":
        rewrite_tables()


def rewrite_tables() -> None:
    """Write tables and statistics anew without their dead rows; each is locked while its turn lasts."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in [*(each.name for each in db.metadata.sorted_tables), "pg_statistic"]:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table}"')
            click.echo(f"{table}: written anew")
