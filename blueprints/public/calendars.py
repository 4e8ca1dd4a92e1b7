"""Calendar files: one event, and all of them to subscribe to."""

from flask import Blueprint, Response, abort

import live
from blueprints.site.cached import cached
from formats import calendar
from models.event import Event
from page_cache import Page

blueprint = Blueprint("calendars", __name__)


@blueprint.get("/calendar.ics")
@cached
def index() -> Page:
    """Send every event that visitors may know of, for programs that come again."""
    versions = live.versions("events", "site")
    events = Event.coming() + Event.past()
    return Page(calendar.subscription(events).decode(), versions, kind="text/calendar")


@blueprint.get("/events/<slug>.ics")
@cached
def show(slug: str) -> Page | Response:
    """Send the calendar file of an event."""
    event = Event.published(slug) or abort(404)
    versions = live.versions(event.topic, "site")
    return Page(calendar.event(event).decode(), versions, kind="text/calendar")
