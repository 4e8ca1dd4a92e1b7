"""Dates, hours, numbers and telephone numbers in the reader's language, where Babel is not enough.

How a language writes a date is a text like any other: the patterns stand in its catalogue (CLDR date patterns, UTS #35),
with the no-break spaces that belong into them. A third language needs a catalogue and no code.
"""

import re
from datetime import date, datetime, time

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.numbers import format_decimal
from flask import Flask, current_app
from flask_babel import get_locale, pgettext
from markupsafe import Markup

import clock
import prose
import visible_text

_BRITISH = {"en": "en_GB"}  # 22 March, 9:30 am


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ at|moment }}``."""
    words = (article, day, days, dialled, hour, isolated, moment, number, phone, short_day)
    app.jinja_env.filters.update({word.__name__: word for word in words})
    app.jinja_env.globals.update(territory=territory)


def isolated(name: str) -> str:
    """Return a name to be put into a sentence, kept apart where it is read from right to left."""
    return Markup("<bdi>%s</bdi>") % name if visible_text.is_leftward(name) else name


def article(text: str) -> Markup:
    """Return the HTML of a text in Markdown that the staff wrote."""
    return Markup(prose.article(text))


def days(first: date, last: date) -> str:
    """Return several days without their hours: « du 22 au 24 mars 2022 », « du 30 mars au 2 avril 2022 »."""
    if first.year != last.year:
        begins = short_day(first)
    elif first.month != last.month:
        begins = day_of_month(first)
    else:
        begins = _date(first, pgettext("date pattern", "d"))
    return pgettext("span of days", "%(first)s to %(last)s", first=begins, last=short_day(last))


def day(at: date) -> str:
    """Return a day with its name: « mardi 22 mars 2022 », « mercredi 1er avril 2026 »."""
    return _date(at, pgettext("date pattern", "EEEE d\u00a0MMMM y"))


def short_day(at: date) -> str:
    """Return a day without its name: « 22 mars 2022 »."""
    return _date(at, pgettext("date pattern", "d\u00a0MMMM y"))


def day_of_month(at: date) -> str:
    """Return a day without its name and year: « 22 mars »."""
    return _date(at, pgettext("date pattern", "d\u00a0MMMM"))


def hour(at: datetime | time) -> str:
    """Return the hour of a wall clock: « 9 h 30 », « 16 h »; 9:30 am, 4 pm, noon."""
    at = clock.unzoned(at).time() if isinstance(at, datetime) else at
    if at.minute:
        return format_time(at, pgettext("hour pattern", "h:mm\u00a0a"), locale=locale())
    if at.hour in {0, 12}:
        return pgettext("hour", "noon") if at.hour else pgettext("hour", "midnight")
    return format_time(at, pgettext("full hour pattern", "h\u00a0a"), locale=locale())


def end_hour(at: datetime) -> str:
    """Return the hour at which something ends: what ends at 0 h lasts until midnight, in French too."""
    return pgettext("end of a day", "midnight") if at.time() == time() else hour(at)


def hour_of(at: datetime, zone: str, *, ends: bool = False) -> str:
    """Return an hour in a zone, and which is meant if it occurs twice: « 2 h 30 (heure d’été) »."""
    told = end_hour(at) if ends else hour(at)
    return f"{told} ({_which(at, zone)})" if clock.comes_twice(at, zone) else told


def _which(at: datetime, zone: str) -> str:
    """Return which of two hours is meant when clocks go back.

    Where the difference is not called summer and winter time, this is the UTC offset.
    """
    if clock.in_zone(at.replace(fold=0), zone).dst():
        return pgettext("clock", "winter time") if at.fold else pgettext("clock", "summer time")
    return get_timezone_gmt(clock.in_zone(at, zone), locale=locale())


def moment(at: datetime, zone: str = "") -> str:
    """Return an instant by the clock of a zone, else by the site's: « 22 mars 2022 à 9 h 30 »."""
    zone = zone or current_app.config["TIMEZONE"]
    local = clock.wall(at, zone)
    return pgettext("moment", "%(day)s at %(hour)s", day=short_day(local), hour=hour_of(local, zone))


def in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: « la revue » for « La revue »; « LA REVUE » stays."""
    articles = pgettext("articles with which names begin, with spaces between", "The A An").split()
    first, blank, rest = re.match(r"(\w+['’]|\w+)?(\s*)(.*)", name, re.DOTALL).groups("")  # type: ignore[union-attr]
    known = first.replace("'", "’") in articles and rest
    return f"{first.lower()}{blank}{rest}" if known else name


def number(count: int) -> str:
    """Return a number with its thousands apart: « 1 234 », 1,234."""
    return format_decimal(count, locale=locale())


def phone(digits: str) -> str:
    """Return a telephone number as it is read: « 01 45 45 45 00 » in French, +33 1 45 45 45 00 elsewhere."""
    plain = re.sub(r"[\s.\-()]", "", digits)
    if not re.fullmatch(r"0\d{9}", plain):
        return digits
    pairs = "\u00a0".join(re.findall(r"\d\d", plain))
    return pairs if str(get_locale()) == "fr" else f"+33\u00a0{pairs[1:]}"


def dialled(digits: str) -> str:
    """Return a telephone number as a ``tel:`` link dials it (RFC 3966): +33145454500."""
    plain = re.sub(r"[^\d+]", "", digits)
    return f"+33{plain[1:]}" if re.fullmatch(r"0\d{9}", plain) else plain


def _date(at: date, pattern: str) -> str:
    at = clock.unzoned(at) if isinstance(at, datetime) else at
    if at.day == 1:
        pattern = re.sub(r"\bd\b", pgettext("the first of a month, in a date pattern", "d"), pattern)
    return format_date(at, pattern, locale=locale())


def locale() -> Locale:
    """Return whose habits Babel follows for the language of this answer."""
    code = str(get_locale())
    return Locale.parse(_BRITISH.get(code, code))


def territory() -> str:
    """Return the language of this answer with the country where most people speak it, as in fr_FR.

    The country comes from the likely subtags of Unicode CLDR.
    """
    language = str(locale())
    return (
        language if "_" in language else "{0}_{2}".format(*get_global("likely_subtags")[language].split("_"))
    )
