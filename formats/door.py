"""The door in words, and as what a phone keeps to work without network."""

import hashlib
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import pgettext

import clock
from folding import folded
from models.check_in import CheckIn, Outcome
from models.check_in.scan import FORCIBLE, allowed
from models.event import Event
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
        door_word=door_word, door_hour=door_hour, allowed_in=allowed, company=company
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


def company(person: Registration) -> str:
    """Return where somebody comes from and with whom: « Atelier du Canal, avec Zoé Arc »."""
    named = [_("with %(name)s", name=companion.name) for companion in person.companions]
    return ", ".join(part for part in [person.organisation, *named] if part)


def known(person: Registration) -> dict[str, Any]:
    """Return what a phone keeps of somebody: no address, and of the ticket a hash only."""
    return {
        "id": person.id,
        "name": person.name,
        "more": company(person),
        "seats": person.seats,
        "may": allowed(person).value,
        "in": milliseconds(person.arrived_at) if person.arrived_at else None,
        "ticket": hashed(ticket.present(person)),
        "key": folded(
            " ".join([person.name, person.organisation, *(each.name for each in person.companions)])
        ),
        "sort": person.name_key,
    }


def hashed(code: str) -> str:
    """Return the hash by which a phone recognises a ticket."""
    return hashlib.sha256(code.encode()).hexdigest()[:HASH]


def answered(found: CheckIn) -> dict[str, Any]:
    """Return the answer to a scan."""
    person = found.registration if found.outcome is not Outcome.OTHER_EVENT else None
    return {
        "outcome": found.outcome.value,
        "at": milliseconds(found.scanned_at),
        "forced": found.forced,
        "person": known(person) if person else None,
        "where": found.registration.event.title if found.registration and not person else "",
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
