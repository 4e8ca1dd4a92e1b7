"""``serve``: migrate, make sure that there is something to see and somebody to sign in, then run the server."""

import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from commands.init import migrate
from commands.staff import first_administrator
from config import ROOT


@click.command()
@with_appcontext
def serve() -> None:
    """Run the production server: gunicorn with gevent workers, and the worker that sends mail."""
    migrate()
    config = current_app.config
    gunicorn = Path(sys.executable).with_name("gunicorn")
    bind = f"{config['HOST']}:{config['PORT']}"
    click.echo(f"Parvis answers on http://{bind}")
    link = first_administrator()
    if link:
        click.echo(f"The first administrator signs in here, once within a day:\n{link}")
    sys.stdout.flush()
    os.execv(gunicorn, [str(gunicorn), "--config", str(ROOT / "server.py"), "--bind", bind])  # noqa: S606
