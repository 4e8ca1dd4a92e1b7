"""Cancelling a registration: a page that asks, and the act."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
from extensions import db
from models.registration import Registration
from security import private

blueprint = Blueprint("cancellations", __name__)


@blueprint.get("/registrations/<token>/cancellation")
def new(token: str) -> Response:
    """Ask before cancelling: mail scanners open every link, so opening this one does nothing."""
    registration = Registration.by_token(token) or abort(404)
    return private(make_response(render_template("public/cancellations/new.html", registration=registration)))


@blueprint.post("/registrations/<token>/cancellation")
def create(token: str) -> Response:
    """Cancel, and give the seats to who waits; a second time changes nothing."""
    registration = Registration.by_token(token) or abort(404)
    with db.writing():
        registration.cancel()
    return private(hypermedia.go(url_for("registrations.show", token=token)))
