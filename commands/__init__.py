"""What the shell offers: ``flask --app app COMMAND``."""

from flask import Flask

from commands import (
    backup,
    bounce,
    demo,
    doctor,
    events,
    exports,
    imports,
    init,
    key,
    move_database,
    purge,
    serve,
    staff,
    worker,
)

COMMANDS = (
    init.init,
    init.ready,
    serve.serve,
    key.key,
    worker.worker,
    events.event,
    imports.group,
    exports.group,
    demo.demo,
    staff.staff,
    doctor.doctor,
    backup.backup,
    backup.restore,
    move_database.move_database,
    purge.purge,
    bounce.bounce,
)


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
