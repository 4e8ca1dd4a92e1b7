"""Parvis: the open ground before an event. ``create_app`` is its table of contents."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

import access
import blueprints
import bodies
import commands
import config
import extensions
import formats
import hypermedia
import language
import live
import logs
import page_cache
import security


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Build the application; ``overrides`` are settings (docs/settings.md) that win over the environment.

    Raises ValueError when a setting is not of its type.
    """
    settings = config.read(overrides)
    app = Flask(__name__, instance_path=settings["INSTANCE"], static_folder=None)
    app.config.from_mapping(settings)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.init_app(app)
    bodies.init_app(app)
    extensions.init_app(app)
    language.init_app(app)
    page_cache.init_app(app)
    security.init_app(app)
    hypermedia.init_app(app)
    access.init_app(app)
    live.init_app(app)
    formats.init_app(app)
    blueprints.init_app(app)
    commands.init_app(app)
    return app
