"""What the shell offers: ``flask --app app COMMAND``."""

from flask import Flask

from commands import demo, events, init, serve, staff, worker

COMMANDS = (init.init, serve.serve, events.event, demo.demo, staff.staff, worker.worker)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
