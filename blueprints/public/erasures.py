"""Erasing one's own data: a page that asks, the act, and what is said when nothing is left."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

import hypermedia
from extensions import db
from mails import kept_files
from models import erasure, privacy
from models.privacy import StillLive
from models.registration import Registration
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
            reference = erasure.reference()
    except StillLive:
        return _ask(registration, 409)
    kept_files.sweep()
    return private(hypermedia.go(url_for("erasures.show", reference=reference)))


@blueprint.get("/my-registrations/erased")
def show() -> Response:
    """Say that nothing is left, and lead to the certificate of what was erased."""
    known = erasure.certificate(request.args.get("reference", ""))
    return private(make_response(render_template("public/erasures/show.html", certificate=known)))


def _ask(registration: Registration, status: int = 200) -> Response:
    facts = {"registration": registration, "allowed": privacy.may_erase(registration)}
    return private(make_response(render_template("public/erasures/new.html", **facts), status))
