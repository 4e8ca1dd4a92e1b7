"""schema.org's Event as JSON-LD, for search engines and assistants.

It only states what is settled.
"""

import json
from datetime import datetime
from typing import Any

from flask import Flask
from markupsafe import Markup

import clock
import prose
from formats.announcement import is_free
from formats.links import public
from models.event import Admission, Event, EventStatus, VenueState, whole_days
from models.event.fields import FIELDS

STATUS = {EventStatus.POSTPONED: "EventPostponed", EventStatus.CANCELLED: "EventCancelled"}
AVAILABILITY = {
    Admission.OPEN: "InStock",
    Admission.NOT_YET: "PreOrder",
    Admission.WAITING_LIST: "SoldOut",
    Admission.FULL: "SoldOut",
}


def init_app(app: Flask) -> None:
    """Give templates ``{{ event|structured_data }}``."""
    app.jinja_env.filters["structured_data"] = script


def script(event: Event) -> Markup:
    """Return the content of the page's ``<script type="application/ld+json">`` element.

    No text in it can close the element.
    """
    said = json.dumps(described(event), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":
        said = said.replace(char, f"\\u{ord(char):04x}")
    return Markup(said)


def described(event: Event) -> dict[str, Any]:
    """Return an event in schema.org's words; what is unknown or not settled is left out."""
    address = public(f"/events/{event.slug}")
    online = event.venue_state is VenueState.ONLINE
    repeated = {field.schema: getattr(event, name) for name, field in FIELDS.items() if field.schema}
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        **repeated,
        "description": event.subtitle or prose.plain(event.description)[:300],
        **_span(event),
        "eventStatus": f"https://schema.org/{STATUS.get(event.status, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "location": _location(event, address),
        "organizer": {"@type": "Organization", "name": event.host} if event.host else None,
        "performer": [_speaker(speaker.name, speaker.function) for speaker in event.speakers],
        "remainingAttendeeCapacity": _remaining(event),
        "offers": _offer(event, address),
        "isAccessibleForFree": is_free(event) or None,
    }
    if event.venue_state is VenueState.UNKNOWN:
        del said["eventAttendanceMode"]
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def _location(event: Event, address: str) -> dict[str, Any] | None:
    """Return the place as far as it is settled.

    When only the city is known, its name is given and nothing that looks like a venue.
    """
    if event.venue_state is VenueState.ONLINE:
        return {"@type": "VirtualLocation", "url": address}
    known = {"addressLocality": event.city}
    if event.venue_state is VenueState.CONFIRMED:
        known["streetAddress"] = event.address
    postal = {key: value for key, value in known.items() if value}
    if event.venue_state is VenueState.UNKNOWN or not (postal or event.venue_name):
        return None
    place: dict[str, Any] = {"@type": "Place"}
    if event.venue_state is VenueState.CONFIRMED and event.venue_name:
        place["name"] = event.venue_name
    return place | ({"address": {"@type": "PostalAddress"} | postal} if postal else {})


def _remaining(event: Event) -> int | None:
    """Return how many seats a newcomer can still have.

    Returns None when seats are unlimited or registration is closed.
    """
    if event.capacity is None or event.admission not in AVAILABILITY:
        return None
    return 0 if AVAILABILITY[event.admission] == "SoldOut" else event.seats_free


def _offer(event: Event, address: str) -> dict[str, Any] | None:
    if event.admission not in AVAILABILITY:
        return None
    offer = {
        "@type": "Offer",
        "url": address,
        "availability": f"https://schema.org/{AVAILABILITY[event.admission]}",
    }
    if event.opens:
        offer["validFrom"] = _local(event.opens, event.timezone) or ""
    if event.closes:
        offer["validThrough"] = _local(event.closes, event.timezone) or ""
    return offer


def _speaker(name: str, function: str) -> dict[str, str]:
    return {"@type": "Person", "name": name} | ({"jobTitle": function} if function else {})


def _span(event: Event) -> dict[str, str | None]:
    """Return when it begins and ends; whole days are dates, the last of them included."""
    if last := whole_days.last(event):
        return {"startDate": event.starts.date().isoformat(), "endDate": last.isoformat()}
    return {"startDate": _local(event.starts, event.timezone), "endDate": _local(event.ends, event.timezone)}


def _local(wall: datetime | None, zone: str) -> str | None:
    return clock.in_zone(wall, zone).isoformat(timespec="minutes") if wall else None
