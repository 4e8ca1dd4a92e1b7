"""An event in words: when, where, who invites, how many seats, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from babel.dates import get_timezone_location
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from folding import folded
from formats.wording import day, days, hour_of, in_sentence, locale, moment, number
from models.event import Admission, Event, EventFacts, VenueState, categories, whole_days

A_WHOLE_DAY, MIDNIGHT = timedelta(days=1), time()
A_DAY = timedelta(hours=5)  # what lasts as long is « une journée »
FREE = {"free", "gratuit", "gratuite", "free of charge", "entree libre", "0", "0 €"}
MAPS = (
    ("OpenStreetMap", "https://www.openstreetmap.org/search?query={}"),
    ("Google Maps", "https://www.google.com/maps/search/?api=1&query={}"),
)
APPLE = "https://maps.apple.com/?q={}"
LONG_ENOUGH = 200  # characters that search results and previews show at most


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ event|when }}``."""
    words = (
        admission_note, hosted, hours, local_moment, maps, place, place_lines, price_words, registered, seats, seats_left, stamped, summary, waiting,
        when, when_by_parts, zone,
    )  # fmt: skip
    app.jinja_env.filters.update({word.__name__: word for word in words})
    app.jinja_env.filters.update(categories=categories.of, mail_query=mail_query)


def when(event: Event | EventFacts) -> str:
    """Return day and hours, and the time zone where in doubt: « … à 19 h (heure locale : Dakar) »."""
    return _by_clock_of(event, hours(event))


def when_by_parts(event: Event | EventFacts) -> Markup:
    """Return the same for a narrow column: a line breaks between day and hours, and not within the hours."""
    told = when(event)
    found = (one for one in (days(event.starts, _last_day(event)), day(event.starts)) if told.startswith(one))
    date = next(found, told)
    hours = told.removeprefix(date)
    comma = "," if hours.startswith(",") else ""
    hours = hours.removeprefix(comma).strip()
    return Markup('{}{} <span class="hours">{}</span>').format(date, comma, hours) if hours else escape(told)


def stamped(event: Event | EventFacts) -> str:
    """Return when it begins as programs read it: « 2027-05-08T09:30 », « 2027-05-08 » for whole days."""
    return (
        event.starts.date().isoformat()
        if whole_days.last(event)
        else event.starts.isoformat(timespec="minutes")
    )


def local_moment(at: datetime, event: Event | EventFacts) -> str:
    """Return an instant in the event's time zone: « 22 mars 2022 à 9 h 30 ».

    The place is added where the time zone may be in doubt.
    """
    return _by_clock_of(event, moment(at, event.timezone))


def _by_clock_of(event: Event | EventFacts, told: str) -> str:
    named = zone(event)
    return f"{told} ({named})" if named else told


def hours(event: Event | EventFacts) -> str:
    """Return day and hours: « mardi 22 mars 2022, de 9 h 30 à 16 h 30 ».

    An event of several days reads “22 to 24 March 2022, from 9:30 am on the first…”.
    """
    if whole := whole_days.last(event):
        return day(event.starts) if whole == event.starts.date() else days(event.starts, whole)
    start, end, last = event.starts, event.ends, _last_day(event)
    said = {"day": day(start), "start": hour_of(start, event.timezone)}
    if end is None or end <= start:
        return _("%(day)s at %(start)s", **said)
    said["end"] = hour_of(end, event.timezone, ends=True)
    lasts = end - start
    if last == start.date():
        return _("%(day)s, %(start)s to %(end)s", **said)
    if lasts < A_WHOLE_DAY:
        return _("%(day)s, %(start)s to %(end)s the next day", **said)
    said["day"] = days(start, last)
    return _("%(day)s, from %(start)s on the first day to %(end)s on the last", **said)


def _last_day(event: Event | EventFacts) -> date:
    """Return the day on which an event ends; midnight belongs to the evening before."""
    end = event.ends or event.starts
    before = end.time() == MIDNIGHT and end > event.starts
    return end.date() - A_WHOLE_DAY if before else end.date()


def zone(event: Event | EventFacts) -> str:
    """Return the time zone of the hours when a reader may be in doubt about it.

    That is the case for an event online, or in another zone than the site's.
    """
    if whole_days.last(event):
        return ""  # a date has no hours to be in doubt about
    if event.venue_state is not VenueState.ONLINE and event.timezone == current_app.config["TIMEZONE"]:
        return ""
    return _("local time in %(city)s", city=get_timezone_location(event.timezone, locale(), return_city=True))


def place(event: Event | EventFacts) -> str:
    """Return where it is on one line, saying what is not settled yet: « Paris (lieu à confirmer) »."""
    return ", ".join(place_lines(event))


def place_lines(event: Event | EventFacts) -> list[str]:
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


def hosted(event: Event) -> str:
    """Return who invites: « Une journée proposée par la revue ».

    A day is what lies within the day: an evening or a night is none.
    """
    host, lasts = in_sentence(event.host), (event.ends or event.starts) - event.starts
    if len(event.days) > 1:
        return _("Several days hosted by %(host)s", host=host)
    if lasts >= A_DAY and len(event.half_days) > 1:
        return _("A day hosted by %(host)s", host=host)
    return _("An event hosted by %(host)s", host=host)


def admission_note(event: Event) -> str:
    """Return when registration opens or closes, or that it is closed; nothing where it has no such hour."""
    if event.admission is Admission.NOT_YET and event.opens_at:
        return _("Registration opens on %(moment)s", moment=local_moment(event.opens_at, event))
    if event.admission in {Admission.OPEN, Admission.WAITING_LIST} and event.closes_at:
        return _("Registration closes on %(moment)s", moment=local_moment(event.closes_at, event))
    closed = {Admission.CLOSED, Admission.OVER, Admission.OFF}
    return _("Registration is closed") if event.admission in closed else ""


def price_words(event: Event) -> str:
    """Return what an event costs, in the organiser's words; “free” is said in the reader's language."""
    return _("Free") if is_free(event) else event.price


def is_free(event: Event) -> bool:
    """Say whether an event's price says that it has none."""
    return folded(event.price) in FREE


def maps(event: Event) -> list[tuple[str, str]]:
    """Return where the way to a confirmed place is shown: the names of maps and their addresses.

    The first opens the application that the reader's own device has for it (RFC 5870); none of them is asked before.
    """
    if event.venue_state is not VenueState.CONFIRMED:
        return []
    where = quote(place(event), safe="")
    named = ((_("Map application"), "geo:0,0?q={}"), *MAPS, (_("Apple Maps"), APPLE))
    return [(name, address.format(where)) for name, address in named]


def mail_query(said: Mapping[str, str]) -> str:
    """Return what a ``mailto:`` link fills in, as RFC 6068 writes it."""
    return urlencode(said, quote_via=quote)


def summary(event: Event) -> str:
    """Return the event in a sentence or two, for search results and previews.

    It says when and where, whether registration is still or already closed, and its question.
    """
    told = f"{when(event)}, {place(event)}."
    if event.admission in {Admission.NOT_YET, Admission.CLOSED}:
        told = f"{told} {admission_note(event)}."
    told = f"{told[:1].upper()}{told[1:]} {event.subtitle}".strip()
    return told if len(told) <= LONG_ENOUGH else f"{told[:LONG_ENOUGH].rpartition(' ')[0]}…"


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
