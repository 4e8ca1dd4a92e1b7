"""The door in words, and as what a phone keeps to work without network."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

import clock
from folding import folded
from formats import wording
from formats.wording import day_of_month
from models.check_in import FORCIBLE, CheckIn, Outcome
from models.event import Event
from models.event.days import HalfDay, Part
from models.registration import Registration, ticket

WORDS = {
    Outcome.WELCOME: _l("Welcome"),
    Outcome.ALREADY_IN: _l("Already in"),
    Outcome.CANCELLED: _l("Registration cancelled"),
    Outcome.AWAITING_APPROVAL: _l("Awaiting approval"),
    Outcome.WAITING: _l("On the waiting list"),
    Outcome.OTHER_EVENT: _l("Ticket of another event"),
    Outcome.REVOKED: _l("Ticket replaced by a newer one"),
    Outcome.UNKNOWN: _l("Unknown ticket"),
}
HASH = 32  # hexadecimal digits of a ticket's hash that a phone keeps: enough to recognise, nothing to make one from


def init_app(app: Flask) -> None:
    """Give templates the words: ``{{ outcome|door_word }}``, ``{{ at|door_hour(event) }}``."""
    app.jinja_env.filters.update(
        door_word=door_word,
        door_hour=door_hour,
        allowed_in=Outcome.of,
        company=company,
        signature=signature,
        door_day=door_day,
        day_begins=day_begins,
        milliseconds=milliseconds,
    )
    app.jinja_env.globals.update(door_words=WORDS, forcible=FORCIBLE, door_clock=door_clock)


def door_word(outcome: Outcome) -> str:
    """Return what the door answers, in a word or two."""
    return str(WORDS[outcome])


def door_clock() -> str:
    """Return how an hour is written at the door, with {hour} and {minute}; the phone writes it alike."""
    return pgettext("hour at the door; {hour} and {minute} stay", "{hour}:{minute}")


def door_hour(at: datetime, event: Event) -> str:
    """Return an hour by the event's own clock, short enough to be read at a glance: « 9 h 12 »."""
    local = clock.wall(at, event.timezone)
    return door_clock().format(hour=local.hour, minute=f"{local.minute:02}")


def signature(half: HalfDay) -> str:
    """Return the head of a column to be signed: « Signature, matin du 8 mai »."""
    said = {"day": day_of_month(half.day)}
    if half.part is Part.MORNING:
        return _("Signature, morning of %(day)s", **said)
    if half.part is Part.AFTERNOON:
        return _("Signature, afternoon of %(day)s", **said)
    return _("Signature, evening of %(day)s", **said)


def door_day(event: Event, day: date) -> str:
    """Return a day of an event, and which of several it is: « vendredi 12 février 2027, jour 2 sur 2 »."""
    days = event.days
    if len(days) == 1:
        return wording.day(day)
    number = days.index(day) + 1
    return _("%(day)s, day %(number)s of %(count)s", day=wording.day(day), number=number, count=len(days))


def day_begins(event: Event) -> dict[str, int]:
    """Return from when each day of an event counts, as a phone keeps it."""
    begins = zip(event.days, event.day_limits[:-1], strict=True)
    return {day.isoformat(): milliseconds(at) for day, at in begins}


def company(registration: Registration) -> str:
    """Return where somebody comes from and with whom: « Atelier du Canal, avec Zoé Arc »."""
    named = [_("with %(name)s", name=companion.name) for companion in registration.companions]
    return ", ".join(part for part in [registration.organisation, *named] if part)


def known(registration: Registration, arrived: Mapping[date, datetime]) -> dict[str, Any]:
    """Return what a phone keeps of somebody: no address, and of the ticket a hash only.

    ``arrived`` is when they came in, day by day.
    """
    names = [companion.name for companion in registration.companions]
    return {
        "id": registration.id,
        "name": registration.name,
        "more": company(registration),
        "seats": registration.seats,
        "may": Outcome.of(registration).value,
        "arrived": {day.isoformat(): milliseconds(at) for day, at in arrived.items()},
        "ticket": hashed(ticket.present(registration)),
        "key": folded(" ".join([registration.name, registration.organisation, *names])),
        "sort": registration.name_key,
    }


def hashed(code: str) -> str:
    """Return the hash by which a phone recognises a ticket."""
    return hashlib.sha256(code.encode()).hexdigest()[:HASH]


def answered(found: CheckIn, arrived: Mapping[date, datetime]) -> dict[str, Any]:
    """Return the answer to a scan of somebody who came in then, day by day."""
    registration = found.registration if found.outcome is not Outcome.OTHER_EVENT else None
    return {
        "outcome": found.outcome.value,
        "at": milliseconds(found.scanned_at),
        "forced": found.forced,
        "person": known(registration, arrived) if registration else None,
        "where": found.registration.event.title if found.registration and not registration else "",
    }


def differing(found: CheckIn) -> dict[str, Any]:
    """Return a conflict: whom a phone let in without network, and what was true."""
    return {
        "id": found.id,
        "name": found.registration.name if found.registration else "",
        "outcome": found.outcome.value,
        "at": milliseconds(found.scanned_at),
        "by": found.user.displayed if found.user else "",
    }


def milliseconds(at: datetime) -> int:
    """Return an instant as JavaScript counts."""
    return int(at.timestamp() * 1000)
