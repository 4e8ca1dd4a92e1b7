"""Where who finds a hole in the site writes to: ``/.well-known/security.txt`` (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint

import clock
import live
from blueprints.site.cached import cached
from formats.links import public
from language import LANGUAGES
from models.site.record import Site
from page_cache import Page

blueprint = Blueprint("security_contact", __name__)
LASTS = timedelta(days=180)  # the standard recommends less than a year


@blueprint.get("/.well-known/security.txt")
@cached
def show() -> Page:
    """Send the address for reports of holes: the site's own, else the page that says how to reach it."""
    versions, site = live.versions("site"), Site.current()
    tomorrow = datetime.combine(clock.now().date() + timedelta(days=1), time(), UTC)
    lines = [
        f"Contact: {f'mailto:{site.email}' if site.email else public('/about')}",
        f"Expires: {tomorrow + LASTS:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {public('/.well-known/security.txt')}",
    ]
    return Page("\n".join(lines) + "\n", versions, tomorrow, kind="text/plain")
