"""A draft as its page will look, for who holds the private link to it."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
from blueprints.public import event_page
from extensions import db
from models.event import Event, EventStatus, preview_link
from security import private

blueprint = Blueprint("event_previews", __name__)


@blueprint.get("/events/<slug>/preview/<token>")
def show(slug: str, token: str) -> Response:
    """Show the page of a draft; once it is published the link leads there."""
    event = Event.by_slug(slug)
    if event is None or not preview_link.fits(event, token):
        abort(404)
    if event.is_public:
        return private(hypermedia.go(url_for("events.show", slug=slug)))
    with db.session.no_autoflush:
        event.status = EventStatus.PUBLISHED  # as it will look; nothing is saved
        html = render_template("public/event_previews/show.html", **event_page.context(event))
        db.session.rollback()
    return private(make_response(html))
