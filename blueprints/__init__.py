"""HTTP only: one module a noun. Importing this package gathers them."""

from flask import Flask

from blueprints import (
    account,
    calendars,
    errors,
    events,
    feeds,
    files,
    live,
    sessions,
    site,
)

BLUEPRINTS = (
    account.blueprint,
    calendars.blueprint,
    events.blueprint,
    feeds.blueprint,
    files.blueprint,
    live.blueprint,
    sessions.blueprint,
    site.blueprint,
)


def init_app(app: Flask) -> None:
    """Register every blueprint and the error pages."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.init_app(app)
    files.init_app(app)
    site.init_app(app)
