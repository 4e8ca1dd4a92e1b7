"""Calendar files (iCalendar, RFC 5545 and 5546): one event, a feed of all, or one registration.

They say PUBLISH, never REQUEST: nobody reads an answer. Addresses in them are public pages only, never a private link,
because calendars are shared. SEQUENCE rises when time, place or status change, so that the newest word wins.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

import clock
from formats import time_zone
from formats.announcement import hosted, place
from formats.links import public
from models.event import Event, EventStatus, VenueState, whole_days
from models.registration import Registration, RegistrationState
from models.site.record import Site

PRODUCT = "-//Parvis//Parvis//FR"
SETTLED = {VenueState.CONFIRMED, VenueState.ONLINE}
LOOK_AGAIN = timedelta(hours=4)


def event(event: Event) -> bytes:
    """Return the calendar file of an event."""
    return _file([_component(event)], method=_method(event.status is EventStatus.CANCELLED))


def subscription(events: list[Event]) -> bytes:
    """Return the calendar of a site to subscribe to."""
    return _file([_component(event) for event in events], name=Site.current().name)


def registration(registration: Registration) -> bytes:
    """Return the calendar file of one registration, in the attendee's language.

    It cancels the entry when the registration or the event is cancelled.
    """
    with force_locale(registration.language):
        event = registration.event
        component = _component(event)
    gone = not registration.is_active or event.status is EventStatus.CANCELLED
    changes = {
        "uid": registration.uid,
        "sequence": event.sequence + max(0, registration.turns - 1),
        "dtstamp": max(event.updated_at, registration.state_at),
        "status": "CANCELLED" if gone else component["status"],
    }
    if registration.state is not RegistrationState.CONFIRMED and not gone:
        changes["status"] = "TENTATIVE"
    for name, value in changes.items():
        component.pop(name)
        component.add(name, value)
    return _file([component], method=_method(gone))


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    page = public(f"/events/{event.slug}")
    facts: dict[str, Any] = {
        "uid": event.uid,
        "sequence": event.sequence,
        "dtstamp": event.updated_at,
        "created": event.created_at,
        "last-modified": event.updated_at,
        "summary": _clean(event.title),
        "description": _clean("\n".join(filter(None, [event.subtitle, event.host and hosted(event), page]))),
        "location": _clean(place(event)),
        "url": page,
        "status": _status(event),
        "organizer": _organizer(event),
    }
    for name, value in facts.items():
        component.add(name, value)
    for name, at in _span(event).items():
        component.add(name, at)
    return component


def _span(event: Event) -> dict[str, date]:
    """Return when an event begins and ends: whole days are dates, the last of them the day after."""
    if event.ends and whole_days.last(event):
        return {"dtstart": event.starts.date(), "dtend": event.ends.date()}
    span: dict[str, date] = {"dtstart": _local(event.starts, event.timezone)}
    if event.ends and event.ends > event.starts:
        span["dtend"] = _local(event.ends, event.timezone)
    return span


def _status(event: Event) -> str:
    """Return how certain it is: a date that will move, or a place that is not settled, is tentative."""
    if event.status is EventStatus.CANCELLED:
        return "CANCELLED"
    certain = event.status is not EventStatus.POSTPONED and event.venue_state in SETTLED
    return "CONFIRMED" if certain else "TENTATIVE"


def _organizer(event: Event) -> icalendar.vCalAddress:
    """Return who publishes, which RFC 5546 §3.2.1 asks of every file with a method."""
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    address = Site.current().email or parseaddr(current_app.config["MAIL_FROM"])[1] or f"parvis@{host}"
    organizer = icalendar.vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = icalendar.vText(_clean(event.host or Site.current().name).replace('"', "”"))
    return organizer


def _file(components: list[icalendar.Event], method: str = "PUBLISH", name: str = "") -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", method)
    if name:
        title = _("%(site)s: events", site=name)
        calendar.add("name", title)  # RFC 7986 §5.1, and its older spelling that most programs read
        calendar.add("x-wr-calname", title)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT4H")
    for part in (*_zones(components), *components):
        calendar.add_component(part)
    return calendar.to_ical()


def _zones(components: list[Any]) -> list[icalendar.Timezone]:
    """Return the clocks by which events tell their hours, each for the years of its own events."""
    years = defaultdict[str, set[int]](set)
    for component in components:
        hours = [component[name].dt for name in ("DTSTART", "DTEND") if name in component]
        for zone in {
            hour.tzinfo.key for hour in hours if isinstance(getattr(hour, "tzinfo", None), ZoneInfo)
        }:
            years[zone].update(range(hours[0].year, hours[-1].year + 1))
    return [time_zone.described(zone, frozenset(years[zone])) for zone in sorted(years)]


def _method(cancelled: bool) -> str:
    return "CANCEL" if cancelled else "PUBLISH"


def _local(wall: datetime, zone: str) -> datetime:
    """Return an hour in its zone, or in UTC where it occurs twice.

    Calendar programs disagree about which of the two is meant.
    """
    return clock.instant(wall, zone) if clock.comes_twice(wall, zone) else clock.in_zone(wall, zone)


def _clean(text: str) -> str:
    """Return the text without the control characters that RFC 5545 §3.1 forbids."""
    return "".join(char for char in text if char == "\n" or (ord(char) >= 0x20 and char != "\x7f"))
