"""The list of events, narrowed: those of a category, and the past ones of a year."""

from flask import Blueprint, abort, render_template

import live
from blueprints.public import event_page
from blueprints.site.cached import cached
from models.event import Event, categories
from page_cache import Page

blueprint = Blueprint("event_archives", __name__)


@blueprint.get("/categories/<key>")
@cached
def index(key: str) -> Page:
    """Show the events of a category, the coming ones and then the past ones."""
    versions = live.versions("events", "site")
    coming, past = Event.coming(), Event.past()
    kinds = categories.of_all(coming + past)
    title = kinds.get(key) or abort(404)
    coming, past = ([event for event in each if key in categories.of(event)] for each in (coming, past))
    html = render_template(
        "public/event_archives/index.html", title=title, coming=coming, past=past, kinds=kinds, key=key
    )
    return Page(html, versions, event_page.next_turn(coming))


@blueprint.get("/archive/<int:year>")
@cached
def show(year: int) -> Page:
    """Show the past events of a year."""
    versions = live.versions("events", "site")
    past = Event.past()
    found = [event for event in past if event.starts.year == year] or abort(404)
    years = event_page.years(past)
    html = render_template("public/event_archives/show.html", year=year, past=found, years=years)
    return Page(html, versions, event_page.next_turn(Event.coming()))
