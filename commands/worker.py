"""``worker``: the loop that sends mail and lets time pass, in a process of its own."""

import signal
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

import logs
import worker as loop
from commands import backup, key


@click.command()
@with_appcontext
def worker() -> None:
    """Send mail, promote, forget: beside the one that ``serve`` runs by itself, or instead of it."""
    key.refuse_weak()
    backup.refuse_unfinished()
    key.refuse_foreign()
    logs.catch_all()
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  what the proxy stands for
    loop.run(app, going=lambda: not stopping)
