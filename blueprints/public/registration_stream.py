"""The stream of what changes on a registration's open private pages."""

from flask import Blueprint, Response, abort, render_template

from blueprints.site.stream import Change, stream
from extensions import db
from models.registration import Registration
from security import private

blueprint = Blueprint("registration_stream", __name__)


@blueprint.get("/registrations/<token>/live")
def show(token: str) -> Response:
    """Stream the state of a registration: a promotion, a new position, a change at the desk."""
    registration = Registration.by_token(token) or abort(404)
    key = registration.id

    def regions(_changes: list[Change]) -> str:
        registration = db.session.get(Registration, key)
        if registration is None:
            return ""
        return render_template("public/registrations/live.hx.html", registration=registration)

    return private(stream(registration.topic, regions))
