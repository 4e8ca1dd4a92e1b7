"""The language of an answer, which its address names (``?lang=en``).

Every address made in that answer repeats it.

No cookie remembers it. The site's own language needs no word in the address.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import get_locale


def spoken(folder: Path) -> dict[str, str]:
    """Return the languages by code, each under its own name.

    They are French, English and those that have a catalogue in the folder.
    """
    others = sorted(catalogue.parent.parent.name for catalogue in folder.glob("*/LC_MESSAGES/messages.po"))
    codes = dict.fromkeys(("fr", "en", *others))
    return {code: (Locale.parse(code).get_language_name(code) or code).capitalize() for code in codes}


LANGUAGES = spoken(Path(__file__).with_name("translations"))


def init_app(app: Flask) -> None:
    """Carry the language from address to address, and let templates ask for it."""
    app.url_defaults(remember)
    app.jinja_env.globals.update(get_locale=get_locale, languages=LANGUAGES, here=here, twin=twin)
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # {% trans %} reads as the catalogue has it


def chosen() -> str:
    """Return the language of this answer: what the address asks for, else the site's."""
    asked = request.args.get("lang", "") if has_request_context() else ""
    return asked if asked in LANGUAGES else str(current_app.config["LOCALE"])


def remember(endpoint: str, values: dict[str, Any]) -> None:
    """Add the language to an address being made, except for the site's own language or a file."""
    if has_request_context() and "lang" not in values and not endpoint.startswith("files."):
        language = chosen()
        if language != current_app.config["LOCALE"]:
            values["lang"] = language


def known_arguments(names: Collection[str]) -> None:
    """Leave any other argument out of the address of this page, which is kept for everybody."""
    g.known_arguments = names


def here() -> str:
    """Return the address of the page being answered, without its language.

    Returns the home page's when the request is not a GET.
    """
    if request.method not in {"GET", "HEAD"}:
        return "/"
    known = g.get("known_arguments", request.args)
    arguments = [
        (name, value) for name, value in request.args.items(multi=True) if name != "lang" and name in known
    ]
    return quote(request.path) + (f"?{urlencode(arguments)}" if arguments else "")


def twin(address: str, language: str) -> str:
    """Return the address of the same page in a language; ``address`` names none."""
    if language == current_app.config["LOCALE"]:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
