"""Events of WordPress plugins, as their custom fields say them: dates, place, host.

Of The Events Calendar, Modern Events Calendar and Events Manager; docs/moving-in.md says which versions were tried.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import clock
from formats.wording import locale
from models.event import whole_days

YEARS = range(1000, 9000)
OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2})|\.(\d+))?")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([AP]M)?", re.IGNORECASE)
Meta = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is, or who invites to it: an item or a term of its own in the file."""

    name: str
    address: str = ""
    city: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """The place by the names of EventFacts."""
        state = "confirmed" if self.name or self.address else "city" if self.city else "unknown"
        return {"venue_state": state, "venue_name": self.name, "address": self.address, "city": self.city}


Places = Mapping[tuple[str, str], Place]


@dataclass(slots=True)
class _When:
    """An event's hours as a plugin says them: wall-clock times in its zone, or whole days."""

    starts: datetime | None
    ends: datetime | None
    zone: str
    all_day: bool = False


def place_of(kind: str, title: str, number: str, meta: Meta) -> tuple[tuple[str, str], Place] | None:
    """Return the place that an item or a term is, with the key under which events name it.

    Returns None for any other.
    """
    if kind == "tribe_venue":
        return (kind, number), _place(
            title, *(meta.get(f"_Venue{part}", "") for part in ("Address", "Zip", "City", "Country"))
        )
    if kind == "location" and "_location_id" in meta:
        parts = (meta.get(f"_location_{part}", "") for part in ("address", "postcode", "town", "country"))
        return (kind, meta["_location_id"]), _place(title, *parts)
    if kind == "mec_location":
        return (kind, number), Place(title, meta.get("address", ""), meta.get("city", ""))
    return ((kind, number), Place(title)) if kind in {"tribe_organizer", "mec_organizer"} else None


def facts(kind: str, meta: Meta, places: Places, zone: str) -> tuple[dict[str, str], list[str]]:
    """Return what a plugin's item says of its event, by the names of EventFacts, and what was mended.

    ``zone`` is the site's, for an event that names none. Without a usable date there are no facts: a note says so.
    """
    notes: list[str] = []
    said = _READERS[kind](meta, places, zone)
    when = _when(said.when, zone, notes)
    if not when:
        return {}, ["no usable date: it becomes a page"]
    if said.repeats:
        notes.append("it repeats there: only its first date is taken")
    found = {**when, **said.place.facts, "host": said.host, "status": said.status, "price": said.price}
    if said.is_online:
        found["venue_state"] = "online"
    return {name: words for name, words in found.items() if words} | {"url": said.url}, notes


@dataclass(slots=True)
class _Said:
    when: _When
    place: Place
    status: str = "published"
    host: str = ""
    price: str = ""
    url: str = ""
    is_online: bool = False
    repeats: bool = False


def _tribe(meta: Meta, places: Places, site: str) -> _Said:
    """Read The Events Calendar."""
    zone, all_day = meta.get("_EventTimezone", ""), _is_true(meta.get("_EventAllDay", ""))
    starts, ends = (
        _wall(meta, f"_Event{end}Date", f"_Event{end}DateUTC", zone or site) for end in ("Start", "End")
    )
    if starts and not ends and meta.get("_EventDuration", "").isdecimal():
        ends = starts + timedelta(seconds=int(meta["_EventDuration"][:7]))
    if all_day and starts and ends and ends > starts:  # its days may begin at 6 h, and end a second before
        ends -= starts - whole_days.span(starts.date(), None)[0] + timedelta(seconds=1)
    symbol, cost = meta.get("_EventCurrencySymbol", ""), meta.get("_EventCost", "").strip()
    return _Said(
        _When(starts, ends, zone, all_day),
        places.get(("tribe_venue", meta.get("_EventVenueID", "")), Place("")),
        {"canceled": "cancelled", "postponed": "postponed"}.get(
            meta.get("_tribe_events_status", ""), "published"
        ),
        places.get(("tribe_organizer", meta.get("_EventOrganizerID", "")), Place("")).name,
        f"{cost} {symbol}".strip() if cost and symbol not in cost else cost,
        meta.get("_EventURL", ""),
        is_online=_is_true(meta.get("_tribe_events_is_virtual", "")),
        repeats=bool(meta.get("_EventRecurrence", "").strip("a:0{}; ")),
    )


def _mec(meta: Meta, places: Places, _site: str) -> _Said:
    """Read Modern Events Calendar; a place whose hours are hidden there has none that anybody saw."""
    hidden = _is_true(meta.get("mec_allday", "")) or _is_true(meta.get("mec_hide_time", ""))
    starts, ends = (_mec_hour(meta, end) for end in ("start", "end"))
    all_day = hidden or not _mec_clock(meta, "start")
    if not all_day and (_is_true(meta.get("mec_hide_end_time", "")) or not _mec_clock(meta, "end")):
        ends = None
    status = meta.get("mec_event_status", "").removeprefix("https://schema.org/")
    zone = meta.get("mec_timezone", "")
    return _Said(
        _When(starts, ends, "" if zone == "global" else zone, all_day),
        places.get(("mec_location", meta.get("mec_location_id", "")), Place("")),
        {"EventCancelled": "cancelled", "EventPostponed": "postponed"}.get(status, "published"),
        places.get(("mec_organizer", meta.get("mec_organizer_id", "")), Place("")).name,
        meta.get("mec_cost", "").strip(),
        meta.get("mec_more_info", "") or meta.get("mec_read_more", ""),
        is_online=status == "EventMovedOnline",
        repeats=_is_true(meta.get("mec_repeat_status", "")),
    )


def _events_manager(meta: Meta, places: Places, site: str) -> _Said:
    """Read Events Manager."""
    zone = meta.get("_event_timezone", "")
    starts, ends = (
        _joined(meta.get(f"_event_{end}_date", ""), meta.get(f"_event_{end}_time", ""))
        or _wall(meta, f"_event_{end}_local", f"_event_{end}", zone or site)
        for end in ("start", "end")
    )
    timed = (
        meta.get("_event_start_time", "")
        or meta.get("_event_start_local", "")
        or meta.get("_event_start", "")
    )
    return _Said(
        _When(starts, ends, zone, _is_true(meta.get("_event_all_day", "")) or not timed),
        places.get(("location", meta.get("_location_id", "")), Place("")),
        "cancelled" if meta.get("_event_active_status", "1") == "0" else "published",
        is_online=meta.get("_event_location_type", "") == "url",
        repeats=meta.get("_event_type", "") in {"recurring", "repeating"},
    )


_READERS: dict[str, Callable[[Meta, Places, str], _Said]] = {
    "tribe_events": _tribe,
    "mec-events": _mec,
    "event": _events_manager,
}
KINDS = frozenset(_READERS)


def _when(said: _When, site: str, notes: list[str]) -> dict[str, str] | None:
    """Return the hours as facts, each of which its zone has, and none before the beginning."""
    if not said.starts:
        return None
    if said.ends and said.ends < said.starts:
        notes.append("it ends before it begins there: the end is left out")
        said.ends = None
    zone, shift = _zone(said.zone, site)
    if said.all_day:
        return {"timezone": zone, **_whole_days(said.starts, said.ends)}
    if shift is not None:
        notes.append(f"{said.zone} is no time zone of a place: its hours are told in {zone}")
    hours = {"starts": said.starts, "ends": said.ends}
    found = {name: _existing(wall, zone, shift) for name, wall in hours.items() if wall}
    if shift is None and any(found[name] != hours[name] for name in found):
        notes.append("an hour that its time zone skips is told an hour later")
    if any(clock.comes_twice(wall, zone) for wall in found.values()):
        notes.append("an hour that comes twice that night: the first is meant")
    return {"timezone": zone} | {name: wall.isoformat() for name, wall in found.items()}


def _whole_days(starts: datetime, ends: datetime | None) -> dict[str, str]:
    """Return the hours of an event that lasts whole days, of which the last one is included."""
    begins, over = whole_days.span(starts.date(), ends.date() if ends else None)
    return {"starts": begins.isoformat(), "ends": over.isoformat()}


def _zone(said: str, site: str) -> tuple[str, timedelta | None]:
    """Return the zone in which hours are told; where the plugin names an offset from UTC, that as well."""
    name, offset = said.strip(), OFFSET.fullmatch(said.strip())
    if offset:
        sign, hours, minutes, share = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) + timedelta(
            hours=float(f"0.{share or 0}")
        )
        return site, -ahead if sign == "-" else ahead
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return site, None
    return name, None


def _existing(wall: datetime, zone: str, shift: timedelta | None) -> datetime:
    """Return a wall-clock time that its zone has: the same instant, or the hour after one that is skipped."""
    at = (
        clock.utc(clock.in_zone(wall, zone))
        if shift is None
        else clock.utc(clock.in_zone(wall - shift, "UTC"))
    )
    return clock.wall(at, zone)


def _wall(meta: Meta, local: str, utc: str, zone: str) -> datetime | None:
    """Return a wall-clock time from a field that says it, or from one that says it in UTC."""
    if found := _hour(meta.get(local, "")):
        return found
    at = _hour(meta.get(utc, ""))
    name, shift = _zone(zone, "UTC")
    return _existing(at, name, timedelta(0)) + (shift or timedelta(0)) if at else None


def _mec_hour(meta: Meta, end: str) -> datetime | None:
    """Return the beginning or the end of an event of Modern Events Calendar."""
    whole = meta.get(f"mec_{end}_datetime", "")
    return _joined(meta.get(f"mec_{end}_date", "") or whole[:10], _mec_clock(meta, end))


def _mec_clock(meta: Meta, end: str) -> str:
    """Return « 14:05 » where Modern Events Calendar counts to twelve, or seconds; empty for no hour."""
    hour, minutes = (meta.get(f"mec_{end}_time_{part}", "").strip() for part in ("hour", "minutes"))
    half = meta.get(f"mec_{end}_time_ampm", "").strip().upper()
    if not hour and (said := CLOCK.fullmatch(meta.get(f"mec_{end}_datetime", "")[10:].strip())):
        hour, minutes, half = said[1], said[2], (said[3] or "").upper()
    seconds = meta.get(f"mec_{end}_day_seconds", "").strip()
    if not hour and seconds.isdecimal():
        hour, minutes = str(int(seconds[:6]) // 3600), str(int(seconds[:6]) // 60 % 60)
    if hour.isdecimal() and half in {"AM", "PM"}:
        hour = str(int(hour) % 12 + (12 if half == "PM" else 0))
    return f"{hour.zfill(2)}:{minutes.zfill(2)}" if hour else ""


def _joined(day: str, hour: str) -> datetime | None:
    return _hour(f"{day.strip()} {hour.strip()}".strip()) or _hour(day)


def _hour(text: str) -> datetime | None:
    """Read ``2027-05-12 19:00:00`` or ``2027-05-12``.

    Returns None for anything else and for years that nobody means.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None) if found.year in YEARS else None


def _place(name: str, street: str, postcode: str, city: str, country: str) -> Place:
    """Return a place, its address in lines as a letter has it; a country may be a code, as FR."""
    if len(country.strip()) == 2:
        country = locale().territories.get(country.strip().upper(), "")
    lines = (street.strip(), f"{postcode.strip()} {city.strip()}".strip(), country.strip())
    known = "\n".join(line for line in lines if line) if street.strip() or name else ""
    return Place(name, known, city.strip())


def _is_true(text: str) -> bool:
    return text.strip().lower() in {"1", "yes", "on", "true"}
