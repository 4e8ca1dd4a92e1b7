"""Dates, hours, numbers, places and seats in the reader's language. Babel gives the base; this is what it lacks.

How a language writes a date is a text like any other: the patterns stand in its catalogue (CLDR date patterns, UTS #35),
with the no-break spaces that belong into them. A third language needs a catalogue and no code.
"""

import re
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal
from flask import Flask, current_app
from flask_babel import get_locale, ngettext, pgettext
from flask_babel import gettext as _
from markupsafe import Markup

import clock
import prose
from models.event import Event, VenueState

_BRITISH = {"en": "en_GB"}  # 22 March, 9:30 am


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ event|when }}``."""
    words = [
        article,
        day,
        dialled,
        hour,
        moment,
        number,
        phone,
        place,
        place_lines,
        registered,
        seats,
        seats_left,
    ]
    app.jinja_env.filters.update({word.__name__: word for word in [*words, short_day, waiting, when, zone]})


def article(text: str) -> Markup:
    """Return the HTML of a text in Markdown that the staff wrote."""
    return Markup(prose.article(text))


def when(event: Event) -> str:
    """Return day and hours: « mardi 22 mars 2022, de 9 h 30 à 16 h 30 », “22 to 24 March 2022, from 9:30 am on the first…”."""
    start, end = event.starts, event.ends
    said = {"day": day(start), "start": hour(start)}
    if end is None or end <= start:
        return _("%(day)s at %(start)s", **said)
    said["end"] = hour(end)
    if end.date() == start.date():
        return _("%(day)s, %(start)s to %(end)s", **said)
    if end - start < timedelta(days=1):
        return _("%(day)s, %(start)s to %(end)s the next day", **said)
    said["day"] = days(start, end)
    return _("%(day)s, from %(start)s on the first day to %(end)s on the last", **said)


def days(first: date, last: date) -> str:
    """Return several days without their hours: « du 22 au 24 mars 2022 », « du 30 mars au 2 avril 2022 »."""
    if first.year != last.year:
        begins = short_day(first)
    elif first.month != last.month:
        begins = _date(first, pgettext("date pattern", "d\u00a0MMMM"))
    else:
        begins = _date(first, pgettext("date pattern", "d"))
    return pgettext("span of days", "%(first)s to %(last)s", first=begins, last=short_day(last))


def day(at: date) -> str:
    """Return a day with its name: « mardi 22 mars 2022 », « mercredi 1er avril 2026 »."""
    return _date(at, pgettext("date pattern", "EEEE d\u00a0MMMM y"))


def short_day(at: date) -> str:
    """Return a day without its name: « 22 mars 2022 »."""
    return _date(at, pgettext("date pattern", "d\u00a0MMMM y"))


def hour(at: datetime | time) -> str:
    """Return an hour: « 9 h 30 », « 16 h »; 9:30 am, 4 pm, noon."""
    at = at.time() if isinstance(at, datetime) else at
    if at.minute:
        return format_time(at, pgettext("hour pattern", "h:mm\u00a0a"), locale=_locale())
    if at.hour in {0, 12}:
        return pgettext("hour", "noon") if at.hour else pgettext("hour", "midnight")
    return format_time(at, pgettext("full hour pattern", "h\u00a0a"), locale=_locale())


def moment(at: datetime) -> str:
    """Return an instant by the site's clock: « 22 mars 2022 à 9 h 30 »."""
    local = clock.wall(at, current_app.config["TIMEZONE"])
    return pgettext("moment", "%(day)s at %(hour)s", day=short_day(local), hour=hour(local))


def zone(event: Event) -> str:
    """Return whose clock the hours follow, when a reader may doubt it: an event online, or in another zone than the site's."""
    if event.venue_state is not VenueState.ONLINE and event.timezone == current_app.config["TIMEZONE"]:
        return ""
    return _(
        "local time in %(city)s", city=get_timezone_location(event.timezone, _locale(), return_city=True)
    )


def place(event: Event) -> str:
    """Return where it is on one line, saying what is not settled yet: « Paris (lieu à confirmer) »."""
    return ", ".join(place_lines(event))


def place_lines(event: Event) -> list[str]:
    """Return where it is, as the lines of an address."""
    if event.venue_state is VenueState.ONLINE:
        return [_("Online")]
    if event.venue_state is VenueState.CONFIRMED:
        known = [
            line for part in (event.venue_name, event.address) for line in part.splitlines() if line.strip()
        ]
        city = event.city if event.city.casefold() not in " ".join(known).casefold() else ""
        return [line.strip() for line in [*known, city] if line.strip()] or [_("Venue to be confirmed")]
    if event.venue_state is VenueState.CITY and event.city:
        return [_("%(city)s (venue to be confirmed)", city=event.city)]
    return [_("Venue to be confirmed")]


def number(count: int) -> str:
    """Return a number with its thousands apart: « 1 234 », 1,234."""
    return format_decimal(count, locale=_locale())


def seats_left(count: int) -> str:
    """Return how many seats remain: « 3 places restantes »."""
    return ngettext("%(count)s seat left", "%(count)s seats left", count, count=number(count))


def seats(count: int) -> str:
    """Return a number of seats: « 80 places »."""
    return ngettext("%(count)s seat", "%(count)s seats", count, count=number(count))


def registered(count: int) -> str:
    """Return how many people come: « 12 inscrits »."""
    return ngettext("%(count)s registered", "%(count)s registered", count, count=number(count))


def waiting(count: int) -> str:
    """Return how many people wait: « 2 personnes sur la liste d’attente »."""
    said = number(count)
    return ngettext(
        "%(count)s person on the waiting list", "%(count)s people on the waiting list", count, count=said
    )


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
    if at.day == 1:
        pattern = re.sub(r"\bd\b", pgettext("the first of a month, in a date pattern", "d"), pattern)
    return format_date(at, pattern, locale=_locale())


def _locale() -> Locale:
    code = str(get_locale())
    return Locale.parse(_BRITISH.get(code, code))
