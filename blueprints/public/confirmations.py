"""Confirming a registration's email address: the page that a mailed link opens, and its button."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
from extensions import db
from models.registration import Registration
from security import private

blueprint = Blueprint("confirmations", __name__)


@blueprint.get("/registrations/<token>/confirmation")
def new(token: str) -> Response:
    """Ask for the button: mail scanners open every link, so opening this one does nothing."""
    return _page(token, Registration.by_address_link(token) or abort(404))


@blueprint.post("/registrations/<token>/confirmation")
def create(token: str) -> Response:
    """Confirm the address; a second time says that it is confirmed already."""
    registration = Registration.by_address_link(token) or abort(404)
    with db.writing():
        acted = registration.confirm()
    if acted:
        return private(hypermedia.go(url_for("registrations.show", token=registration.token)))
    return _page(token, registration)


def _page(token: str, registration: Registration) -> Response:
    html = render_template(
        "public/confirmations/new.html",
        registration=registration,
        token=token,
        useful=registration.may_confirm(),
    )
    return private(make_response(html))
