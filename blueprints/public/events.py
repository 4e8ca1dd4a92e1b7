"""Events as visitors see them: the list, and each one's page."""

from flask import Blueprint, Response, abort, render_template

import hypermedia
import live
from blueprints.public import event_page
from blueprints.site.cached import cached
from extensions import db
from models.event import Event
from page_cache import Page

blueprint = Blueprint("events", __name__)


@blueprint.get("/")
@cached
def index() -> Page:
    """Show the coming events, then the past ones."""
    versions = live.versions("events", "site")
    coming, past = Event.coming(), Event.past()
    html = render_template("public/events/index.html", coming=coming, past=past)
    return Page(html, versions, event_page.next_turn(coming))


@blueprint.get("/events/<slug>")
@cached
def show(slug: str) -> Page | Response:
    """Show an event that visitors may know of, or to htmx which comment the form replies to."""
    event = Event.published(slug) or abort(404)
    if hypermedia.wants_partial():
        return event_page.reply(event)
    versions = live.versions(event.topic, "site")
    db.session.rollback()  # a transaction that began before could not see all that the versions count
    context = event_page.context(event, version=versions[event.topic])
    html = render_template("public/events/show.html", **context)
    return Page(html, versions, event_page.until(event))
