"""What a phone asks for that puts the site among its applications (W3C Web Application Manifest)."""

import json

from flask import Blueprint, url_for

import live
from blueprints.site.cached import cached
from models.site.record import Site
from page_cache import Page

blueprint = Blueprint("manifest", __name__)


@blueprint.get("/manifest.webmanifest")
@cached
def show() -> Page:
    """Send the site's name, icons and colours."""
    icons = [
        {
            "src": url_for("files.show", name=f"icons/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (192, 512)
    ]
    name = Site.current().name
    said = {"name": name, "short_name": name, "start_url": "/", "display": "minimal-ui", "icons": icons}
    colours = {"background_color": "#fbfaf6", "theme_color": "#fbfaf6"}
    return Page(json.dumps(said | colours), live.versions("site"), kind="application/manifest+json")
