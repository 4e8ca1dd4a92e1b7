"""Taking a seat that is offered: the page that the mailed link opens, and the act of its one button."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
from extensions import db
from models.registration import Registration
from security import private

blueprint = Blueprint("offers", __name__)


@blueprint.get("/registrations/<token>/seat")
def new(token: str) -> Response:
    """Ask for the button: mail scanners open every link, so opening this one does nothing."""
    return _page(Registration.by_token(token) or abort(404))


@blueprint.post("/registrations/<token>/seat")
def create(token: str) -> Response:
    """Take the seat; when the offer has lapsed the link is dead, and the page says so."""
    registration = Registration.by_token(token) or abort(404)
    with db.writing():
        acted = registration.take()
    if acted:
        return private(hypermedia.go(url_for("registrations.show", token=token)))
    return _page(registration)


def _page(registration: Registration) -> Response:
    offered = registration.may_take()
    html = render_template("public/offers/new.html", registration=registration, offered=offered)
    return private(make_response(html, 200 if offered or registration.is_active else 410))
