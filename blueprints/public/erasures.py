"""Erasing one's own data: a page that asks, the act, and what is said when nothing is left."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
import live
from blueprints.site.cached import cached
from extensions import db
from mails import kept_files
from models import privacy
from models.privacy import StillLive
from models.registration import Registration
from page_cache import Page
from security import private

blueprint = Blueprint("erasures", __name__)


@blueprint.get("/registrations/<token>/erasure")
def new(token: str) -> Response:
    """Ask before erasing, or say why it must wait."""
    return _ask(Registration.by_token(token) or abort(404))


@blueprint.post("/registrations/<token>/erasure")
def create(token: str) -> Response:
    """Erase who registered; refused while they have a part in an event that is still to come."""
    registration = Registration.by_token(token) or abort(404)
    try:
        with db.writing():
            privacy.erase(registration)
    except StillLive:
        return _ask(registration, 409)
    kept_files.sweep()
    return private(hypermedia.go(url_for("erasures.show")))


@blueprint.get("/my-registrations/erased")
@cached
def show() -> Page:
    """Say that nothing is left."""
    return Page(render_template("public/erasures/show.html"), live.versions("site"))


def _ask(registration: Registration, status: int = 200) -> Response:
    facts = {"registration": registration, "allowed": privacy.may_erase(registration)}
    return private(make_response(render_template("public/erasures/new.html", **facts), status))
