"""Pages about the site and its publisher, who is named on every other page too."""

from datetime import timedelta
from functools import cache

import sqlalchemy as sa
from flask import Blueprint, Flask, render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.local import LocalProxy

import live
from blueprints.site.cached import cached
from extensions import db
from formats.wording import phone
from models.privacy import retention
from models.registration import PASS_LASTS
from models.site.record import Site
from page_cache import Page

blueprint = Blueprint("pages", __name__)
WITH_FACTS = {"about", "legal"}  # what the organisers say; the other texts are ours


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


@blueprint.get("/about", defaults={"name": "about"})
@blueprint.get("/privacy", defaults={"name": "privacy"})
@blueprint.get("/accessibility", defaults={"name": "accessibility"})
@blueprint.get("/legal", defaults={"name": "legal"})
@cached
def show(name: str) -> Page:
    """Show who publishes the site, what is kept about people, or what is done for everybody to use it."""
    versions = live.versions("site")
    if name in WITH_FACTS:
        return Page(render_template(f"site/pages/{name}.html"), versions)
    title, body = text(name)
    html = render_template("site/pages/show.html", title=title, body=body, address=f"/{name}")
    return Page(html, versions)


def text(name: str) -> tuple[str, str]:
    """Return the title and the Markdown of a text of ours, in the reader's language or else in English."""
    site = Site.current()
    languages = dict.fromkeys([str(get_locale()), "en", "fr"])
    kept = retention.periods() | {"hours": PASS_LASTS // timedelta(hours=1)}
    written = render_template(
        [f"site/pages/{name}.{code}.md" for code in languages], reach=reach(site), kept=kept
    )
    title, _newline, body = written.partition("\n")
    return title.lstrip("# "), body


def reach(site: Site) -> str:
    """Return how to reach the publisher, as the end of a sentence."""
    if site.phone:
        return _("on %(phone)s", phone=phone(site.phone))
    return _("at %(email)s", email=site.email) if site.email else _("by letter")
