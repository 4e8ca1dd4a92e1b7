"""The ticket: what a confirmed person shows at the door, on a screen or on paper."""

from flask import Blueprint, Response, abort, make_response, render_template
from flask_babel import gettext as _

from formats import qr_code
from models.registration import Registration
from security import private

blueprint = Blueprint("tickets", __name__)


@blueprint.get("/registrations/<token>/ticket")
def show(token: str) -> Response:
    """Show the ticket to print or to hold out; 404 as long as there is none."""
    registration = Registration.by_token(token)
    if registration is None:
        known = Registration.by_receipt(token) or abort(404)
        return private(make_response(render_template("public/registrations/receipt.html", event=known.event)))
    code = qr_code.svg(registration)
    if not code:
        return private(make_response(render_template("errors/show.html", **_none_yet()), 404))
    return private(
        make_response(render_template("public/tickets/show.html", registration=registration, code=code))
    )


def _none_yet() -> dict[str, str]:
    return {
        "number": "",
        "title": _("There is no ticket"),
        "advice": _(
            "A ticket belongs to a confirmed registration. Your private page says where yours stands."
        ),
    }
