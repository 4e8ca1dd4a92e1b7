"""``serve``: migrate, make sure there is an event and an administrator, then run the server."""

import os
import socket
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from commands import backup, key
from commands.demo import load_example
from commands.init import migrate
from commands.staff import first_administrator
from config import ROOT, path_fault


@click.command()
@with_appcontext
def serve() -> None:
    """Run the production server: gunicorn with gevent workers, and the worker that sends mail."""
    backup.refuse_unfinished()
    config = current_app.config
    bind = f"{config['HOST']}:{config['PORT']}"
    if os.environ.get("LISTEN_PID") != str(os.getpid()):  # else systemd listens, and hands its socket over
        _check_port(config["HOST"], config["PORT"])
    key.refuse_weak()
    _check_path(config["PUBLIC_URL"])
    migrate()
    key.refuse_foreign()
    if load_example():
        click.echo("The database was empty: the example event is loaded.")
    click.echo(f"Parvis answers on http://{bind}")
    link = first_administrator()
    if link:
        click.echo(f"The first administrator signs in here, once within a day:\n{link}")
    sys.stdout.flush()
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.execv(gunicorn, [str(gunicorn), "--config", str(ROOT / "server.py"), "--bind", bind])  # noqa: S606


def _check_path(public_url: str) -> None:
    """End with one clear line when the public address has a path."""
    if fault := path_fault(public_url):
        raise click.ClickException(f"PARVIS_PUBLIC_URL: {fault}.")


def _check_port(host: str, port: int) -> None:
    """End with one clear line when nobody can listen there: gunicorn would say it five times."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise click.ClickException(
                f"Parvis cannot listen on {host}:{port}: {fault.strerror or fault}. "
                "Is it running already? Another port: PARVIS_PORT=8001 make serve"
            ) from None
