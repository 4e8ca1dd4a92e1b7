"""The extensions, as objects without an application; ``create_app`` introduces them to one."""

from typing import TYPE_CHECKING

from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

import language
from config import ROOT
from database import Base, Database
from write_turns import Busy

__all__ = ["Busy", "Model", "babel", "csrf", "db", "init_app", "limiter", "migrate"]

db = Database(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
migrate = Migrate(directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)


def init_app(app: Flask) -> None:
    """Introduce every extension to the application."""
    db.init_app(app)
    migrate.init_app(app, db)
    babel.init_app(app, locale_selector=language.chosen)
    csrf.init_app(app)
    limiter.init_app(app)
