"""Dates, hours, numbers and telephone numbers in the reader's language. Babel gives the base; this is what it lacks."""

import re

from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup

import prose


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    for filter_ in (phone, dialled, article):
        app.jinja_env.filters[filter_.__name__] = filter_


def article(text: str) -> Markup:
    """Return the HTML of a text in Markdown that the staff wrote."""
    return Markup(prose.article(text))


def phone(number: str) -> str:
    """Return a telephone number as it is read: « 01 45 45 45 00 » in French, +33 1 45 45 45 00 elsewhere."""
    digits = re.sub(r"[\s.\-()]", "", number)
    if not re.fullmatch(r"0\d{9}", digits):
        return number
    pairs = "\u00a0".join(re.findall(r"\d\d", digits))
    return pairs if str(get_locale()) == "fr" else f"+33\u00a0{pairs[1:]}"


def dialled(number: str) -> str:
    """Return a telephone number as a ``tel:`` link dials it (RFC 3966): +33145454500."""
    digits = re.sub(r"[^\d+]", "", number)
    return f"+33{digits[1:]}" if re.fullmatch(r"0\d{9}", digits) else digits
