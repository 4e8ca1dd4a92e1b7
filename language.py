"""Which language an answer speaks: the address says it (``?lang=en``), and every address made in that answer repeats it.

No cookie remembers it. The site's own language needs no word in the address.
"""

from typing import Any

from flask import Flask, current_app, has_request_context, request
from flask_babel import get_locale

LANGUAGES = {"fr": "Français", "en": "English"}


def init_app(app: Flask) -> None:
    """Carry the language from address to address, and let templates ask for it."""
    app.url_defaults(remember)
    app.jinja_env.globals.update(get_locale=get_locale, languages=LANGUAGES)


def chosen() -> str:
    """Return the language of this answer: what the address asks for, else the site's."""
    asked = request.args.get("lang", "") if has_request_context() else ""
    return asked if asked in LANGUAGES else str(current_app.config["LOCALE"])


def remember(endpoint: str, values: dict[str, Any]) -> None:
    """Add the language to an address that is being made, unless it is the site's own or the address is a file's."""
    if has_request_context() and "lang" not in values and not endpoint.startswith("files."):
        language = chosen()
        if language != current_app.config["LOCALE"]:
            values["lang"] = language
