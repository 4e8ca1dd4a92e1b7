"""Addresses for whoever reads us elsewhere: mail, feeds, calendars, search engines."""

from flask import Flask, current_app


def init_app(app: Flask) -> None:
    """Give templates ``public("/about")``."""
    app.jinja_env.globals["public"] = public


def public(path: str) -> str:
    """Return the full address of a path on this site, from the settings and never from the request."""
    return f"{current_app.config['PUBLIC_URL']}{path}"
