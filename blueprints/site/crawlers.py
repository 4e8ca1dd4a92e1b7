"""What search engines are told: every public page, and what is nobody's to find."""

from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, Response

import live
from blueprints.site.cached import cached
from formats import sitemap
from formats.links import public
from models.event import Event, categories
from page_cache import Page

blueprint = Blueprint("crawlers", __name__)
NOT_TO_FIND = (
    "/*/live",
    "/desk",
    "/moderation",
    "/registrations/",
    "/my-registrations/",
    "/comments/",
)


@blueprint.get("/sitemap.xml")
@cached
def index() -> Page:
    """List every public page in each language."""
    versions = live.versions("events", "site")
    coming, past = Event.coming(), Event.past()
    events = coming + past
    pages: list[tuple[str, datetime | None]] = [
        (path, None) for path in ("/", "/about", "/legal", "/privacy", "/accessibility")
    ]
    pages += [(f"/categories/{quote(key)}", None) for key in categories.of_all(events)]
    pages += [(f"/archive/{year}", None) for year in sorted({event.starts.year for event in past})]
    pages += [(f"/events/{event.slug}", event.updated_at) for event in events]
    return Page(sitemap.write(pages), versions, kind="application/xml")


@blueprint.get("/robots.txt")
def show() -> Response:
    """Tell search engines where the sitemap is, and what is nobody's to find."""
    kept = "".join(f"Disallow: {path}\n" for path in NOT_TO_FIND)
    return Response(f"User-agent: *\n{kept}\nSitemap: {public('/sitemap.xml')}\n", mimetype="text/plain")
