"""Events as visitors see them: the list, and each one's page."""

from flask import Blueprint, Response, abort, render_template

import hypermedia
import live
from blueprints.public import event_page
from blueprints.site.cached import cached
from extensions import db
from models.event import Event, categories
from page_cache import Page

blueprint = Blueprint("events", __name__)
SHOWN = 12  # past events on the first page; those of each year have a page of their own


@blueprint.get("/")
@cached
def index() -> Page:
    """Show the coming events, then the past ones."""
    versions = live.versions("events", "site")
    coming, past = Event.coming(), Event.past()
    years = event_page.years(past)
    html = render_template(
        "public/events/index.html",
        coming=coming,
        past=past[:SHOWN],
        years=years if len(years) > 1 or len(past) > SHOWN else [],
        kinds=categories.of_all(coming + past),
    )
    return Page(html, versions, event_page.next_turn(coming))


@blueprint.get("/events/<slug>")
@cached
def show(slug: str) -> Page | Response:
    """Show an event that visitors may know of, or to htmx which comment the form replies to."""
    event = Event.published(slug) or abort(404)
    if hypermedia.wants_partial():
        return event_page.reply(event)
    versions = live.versions(event.topic, "site", "announced")
    db.session.rollback()  # a transaction that began before could not see all that the versions count
    context = event_page.context(event, version=versions[event.topic])
    html = render_template("public/events/show.html", **context)
    return Page(html, versions, event_page.until(event, context["following"]))
