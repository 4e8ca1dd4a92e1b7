"""Pages that belong to no event: about the site, its health, and the publisher on every page."""

import json
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.local import LocalProxy

import live
from extensions import Busy, db
from formats import sitemap
from formats.links import public
from formats.wording import phone
from models.event import Event
from models.privacy import retention
from models.registration import PASS_LASTS
from models.site.record import Site
from page_cache import Page, cached

blueprint = Blueprint("pages", __name__)
NOT_TO_FIND = (
    "/*/live",
    "/desk",
    "/moderation",
    "/registrations/",
    "/my-registrations/",
    "/comments/",
)


def init_app(app: Flask) -> None:
    """Give every template ``site``, error pages included; it is read once per rendering if needed."""
    app.context_processor(lambda: {"site": LocalProxy(cache(publisher))})


def publisher() -> Site:
    """Return the site's row, or its defaults when the database cannot be reached.

    The error page needs it too.
    """
    try:
        return Site.current()
    except sa.exc.SQLAlchemyError:
        db.session.rollback()
        return Site.unnamed()


@blueprint.get("/manifest.webmanifest")
@cached
def manifest() -> Page:
    """Send what a phone asks for that puts the site among its applications (W3C Web Application Manifest)."""
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
    return Page(
        json.dumps(said | colours), {"site": live.feed().version("site")}, kind="application/manifest+json"
    )


@blueprint.get("/about")
@cached
def about() -> Page:
    """Show who publishes the site, and how to reach them."""
    return page("site/pages/about.html")


@blueprint.get("/privacy")
@cached
def privacy() -> Page:
    """Show what is kept about people, why and for how long."""
    return text("privacy")


@blueprint.get("/accessibility")
@cached
def accessibility() -> Page:
    """Show what was done, checked and not yet done for everybody to be able to use the site."""
    return text("accessibility")


def text(name: str) -> Page:
    """Return the page of a text that comes with Parvis, in the reader's language or else in English.

    The text is Markdown; its first line is the title.
    """
    site = Site.current()
    languages = dict.fromkeys([str(get_locale()), "en", "fr"])
    kept = retention.periods() | {"hours": PASS_LASTS // timedelta(hours=1)}
    written = render_template(
        [f"site/pages/{name}.{code}.md" for code in languages], reach=reach(site), kept=kept
    )
    title, _newline, body = written.partition("\n")
    return page("site/pages/text.html", title=title.lstrip("# "), body=body, address=f"/{name}")


def reach(site: Site) -> str:
    """Return how to reach the publisher, as the end of a sentence."""
    if site.phone:
        return _("on %(phone)s", phone=phone(site.phone))
    return _("at %(email)s", email=site.email) if site.email else _("by letter")


def page(template: str, **context: Any) -> Page:
    """Render a page that changes when the site's facts do."""
    versions = {"site": live.feed().version("site")}
    return Page(render_template(template, **context), versions)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell search engines where the sitemap is, and what is nobody's to find."""
    kept = "".join(f"Disallow: {path}\n" for path in NOT_TO_FIND)
    return Response(f"User-agent: *\n{kept}\nSitemap: {public('/sitemap.xml')}\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
@cached
def map_() -> Page:
    """List every public page in each language."""
    versions = {topic: live.feed().version(topic) for topic in ("events", "site")}
    events = Event.coming() + Event.past()
    pages: list[tuple[str, datetime | None]] = [
        (path, None) for path in ("/", "/about", "/privacy", "/accessibility")
    ]
    pages += [(f"/events/{event.slug}", event.updated_at) for event in events]
    return Page(sitemap.write(pages), versions, kind="application/xml")


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer ``ok`` when the database can be read and written, else 503 and why (``busy`` after 1 s)."""
    try:
        with db.writing(patience=1):
            db.session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except Busy:
        return Response(
            "busy\n", 503, mimetype="text/plain", headers={"Cache-Control": "no-store", "Retry-After": "1"}
        )
    except sa.exc.SQLAlchemyError as fault:
        return Response(f"database: {type(fault).__name__}\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
