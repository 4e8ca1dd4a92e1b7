"""Pictures made from facts: what a message preview shows of an event."""

from flask import Blueprint, Response, abort

import live
from blueprints.site.cached import cached
from formats import share_picture
from models.event import Event
from models.site.record import Site
from page_cache import Page

blueprint = Blueprint("share_pictures", __name__)


@blueprint.get("/events/<slug>.png")
@cached
def show(slug: str) -> Page | Response:
    """Send the picture of an event."""
    event = Event.published(slug) or abort(404)
    versions = live.versions(event.topic, "site")
    return Page(share_picture.draw(event, Site.current()), versions, kind="image/png")
