"""The facts of an event, as an organiser gives them in a file or on the desk, and their problems."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import clock
import visible_text
from models.event import whole_days
from models.event.commenting import A_CENTURY
from models.event.domains import are_domains
from models.event.field import Kind, SpeakerFacts
from models.event.fields import FIELDS, EventFields
from models.event.merge import Mergeable
from models.event.problems import Fault, Problem
from models.event.record import Event, Speaker
from models.event.reminder import are_reminders
from models.event.states import VenueState
from outside import is_web_address


def is_link(text: str) -> bool:
    """Say whether a text is an address on the web, or none at all."""
    return not text or is_web_address(text)


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 120
RESERVED = {"new"}  # /desk/events/new is the desk's
HOURS = tuple(name for name, field in FIELDS.items() if field.kind is Kind.HOUR)
TIME = ("starts", "ends", "timezone")
PLACE = ("venue_state", "city", "venue_name", "address")
LIMITS = (
    ("capacity", 0, 1_000_000, Problem.CAPACITY),
    ("max_seats", 1, 100, Problem.MAX_SEATS),
    ("hold_minutes", 5, 7 * 24 * 60, Problem.HOLD),
    ("offer_hours", 1, 14 * 24, Problem.OFFER),
    ("stop_before", 0, 30 * 24, Problem.STOP),
    ("comments_days", 0, A_CENTURY, Problem.DAYS),
    ("comments_links", 1, 1000, Problem.LINKS),
)
LISTS = (
    ("email_domains", are_domains, Problem.DOMAINS),
    ("reminders", are_reminders, Problem.REMINDERS),
    ("payment_link", is_link, Problem.LINK),
    ("access_link", is_link, Problem.LINK),
)
TOLD = (*TIME, *PLACE, "status")  # what calendars hold, and what people must hear of


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts(EventFields, Mergeable):
    """What an organiser says of one event. ``capacity`` None is unlimited, 0 is full."""

    def drafted(self) -> Event:
        """Return an event with these facts that is stored nowhere, to be looked at."""
        event = Event(id=0, uid="", sequence=0, seats_taken=0, seats_allowed=0, waiting_count=0)
        self.write_to(event)
        return event

    @classmethod
    def of(cls, event: Event) -> "EventFacts":
        """Return the present facts of an event."""
        values = {name: getattr(event, name) for name in FIELDS if name != "speakers"}
        speakers = tuple(SpeakerFacts(one.name, one.function, one.role) for one in event.speakers)
        return cls(speakers=speakers, **values)

    def write_to(self, event: Event) -> None:
        """Set an event's columns; who calls has checked ``faults`` and holds the event's lock."""
        for name in FIELDS:
            if name != "speakers":
                setattr(event, name, getattr(self, name))
        event.starts_at = self._at(self.starts)
        event.ends_at = self._at(self.ends) if self.ends else None
        if self.speakers != EventFacts.of(event).speakers:
            event.speakers = [
                Speaker(position=number, name=one.name, function=one.function, role=one.role)
                for number, one in enumerate(self.speakers)
            ]

    def _at(self, wall: datetime) -> datetime:
        """Return an instant of the event; whole days begin when they do, where clocks skip midnight too."""
        whole = whole_days.last(self) and wall in (self.starts, self.ends)
        return clock.midnight(wall.date(), self.timezone) if whole else clock.instant(wall, self.timezone)

    def plain(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Return some facts as texts, numbers and truths, for the history, mails and other programs."""
        return {name: _plain(getattr(self, name)) for name in names}

    def values(self) -> dict[str, Any]:
        """Return all facts as texts, numbers and truths."""
        return self.plain(tuple(FIELDS))

    @property
    def twice(self) -> tuple[str, ...]:
        """The fields whose hour comes twice that night; the first of both is meant."""
        hours = [(name, getattr(self, name)) for name in HOURS]
        return tuple(name for name, hour in hours if hour and clock.comes_twice(hour, self.timezone))

    @property
    def is_over(self) -> bool:
        """Whether an event with these facts lies in the past."""
        return clock.now() >= self._at(self.ends or self.starts)

    def faults(self) -> list[Fault]:
        """Return everything that cannot be true of these facts; an empty list lets them be written."""
        return [Fault(field, problem) for field, problem in (*self._own_faults(), *self._hour_faults())]

    def _own_faults(self) -> Iterator[tuple[str, Problem]]:
        if not SLUG.fullmatch(self.slug) or len(self.slug) > LONGEST_SLUG or self.slug in RESERVED:
            yield "slug", Problem.SLUG
        if not visible_text.shows(self.title):
            yield "title", Problem.TITLE
        for name, least, most, problem in LIMITS:
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                yield name, problem
        for name, are_fine, problem in LISTS:
            if not are_fine(getattr(self, name)):
                yield name, problem
        if self.venue_state is VenueState.CITY and not self.city:
            yield "city", Problem.CITY
        if self.venue_state is VenueState.CONFIRMED and not (self.venue_name or self.address):
            yield "venue_name", Problem.PLACE
        if not all(visible_text.names(one.name) for one in self.speakers):
            yield "speakers", Problem.SPEAKER

    def _hour_faults(self) -> Iterator[tuple[str, Problem]]:
        try:
            ZoneInfo(self.timezone)
        except (ValueError, OSError, KeyError):  # what ZoneInfo raises for a path, a folder, an unknown name
            yield "timezone", Problem.ZONE
            return
        at: dict[str, datetime] = {}
        for name in HOURS:
            hour = getattr(self, name)
            try:
                if hour:
                    at[name] = self._at(hour)
            except clock.NoSuchHour:
                yield name, Problem.NO_SUCH_HOUR
        over = at.get("ends") or at.get("starts")
        if "starts" in at and "ends" in at and at["ends"] < at["starts"]:
            yield "ends", Problem.ENDS_BEFORE_START
        if "opens" in at and "closes" in at and at["closes"] <= at["opens"]:
            yield "closes", Problem.CLOSES_BEFORE_OPENING
        if "access_from" in at and "access_until" in at and at["access_until"] <= at["access_from"]:
            yield "access_until", Problem.HIDDEN_BEFORE_SHOWN
        if "opens" in at and over and at["opens"] >= over:
            yield "opens", Problem.OPENS_TOO_LATE


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [dataclasses.asdict(one) for one in value]
    return value
