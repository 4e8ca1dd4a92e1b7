"""An event's facts in the organiser's words: field names, states, and any value on one line."""

from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from formats.wording import end_hour, hour, number, short_day
from models.event import Event, EventStatus, whole_days
from models.event.fields import FIELDS
from models.labels import Labelled
from models.registration import RegistrationState

BESIDE = {
    "questions": _l("Questions"),
    "consents": _l("Consent texts"),
}  # what an event has besides its fields
STATES = {
    EventStatus.DRAFT: lazy_pgettext("event", "draft"),
    EventStatus.PUBLISHED: lazy_pgettext("event", "published"),
    EventStatus.POSTPONED: lazy_pgettext("event", "postponed"),
    EventStatus.CANCELLED: lazy_pgettext("event", "cancelled"),
    EventStatus.ARCHIVED: lazy_pgettext("event", "archived"),
}
PEOPLE = {
    RegistrationState.CONFIRMED: lazy_pgettext("registration", "confirmed"),
    RegistrationState.WAITING: lazy_pgettext("registration", "waiting"),
    RegistrationState.CANCELLED: lazy_pgettext("registration", "cancelled"),
    RegistrationState.HELD: lazy_pgettext("registration", "address to confirm"),
    RegistrationState.PENDING: lazy_pgettext("registration", "to approve"),
    RegistrationState.OFFERED: lazy_pgettext("registration", "seat offered"),
    RegistrationState.REFUSED: lazy_pgettext("registration", "refused"),
}


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ event|fact("starts") }}``."""
    for word in (above_capacity, fact, field_words, status_word):
        app.jinja_env.filters[word.__name__] = word


def field_words(names: list[str]) -> str:
    """Return the names of fields in a row: « Titre, Places »."""
    return ", ".join(
        _(FIELDS[name].words) if name in FIELDS else str(BESIDE.get(name, name)) for name in names
    )


def status_word(status: EventStatus | RegistrationState) -> str:
    """Return the status of an event, or the state of a registration, in a word."""
    return str(STATES[status] if isinstance(status, EventStatus) else PEOPLE[status])


def above_capacity(event: Event) -> str:
    """Return that more seats are taken than there are, which the organiser has allowed."""
    return ngettext(
        "%(count)s seat is taken already: nobody loses theirs, and nobody new comes in before there is room.",
        "%(count)s seats are taken already: nobody loses theirs, and nobody new comes in before there is room.",
        event.seats_taken,
        count=number(event.seats_taken),
    )


def fact(event: Event, name: str) -> str:
    """Return the value of one of an event's fields as somebody would say it."""
    return end_words(name, event) if name in {"starts", "ends"} else said(getattr(event, name))


def end_words(name: str, hours: whole_days.Hours) -> str:
    """Return when something ``starts`` or ``ends``: the day alone for whole days.

    An end at midnight belongs to the evening before.
    """
    last, ends = whole_days.last(hours), hours.ends
    if last:
        return short_day(hours.starts if name == "starts" else last)
    if name == "ends" and ends and ends.time() == whole_days.MIDNIGHT:
        return f"{short_day(ends - whole_days.A_DAY)}, {end_hour(ends)}"
    return said(hours.starts if name == "starts" else ends)


def said(value: Any) -> str:
    """Return a value in words; nothing at all has a word too."""
    if value is None or value in ("", []):
        return _("(empty)")
    if isinstance(value, EventStatus):
        return status_word(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{short_day(value)}, {hour(value)}"
    if isinstance(value, list):
        return "; ".join(", ".join(filter(None, (one.name, one.function, one.role))) for one in value)
    return _(value.label) if isinstance(value, Labelled) else str(value)
