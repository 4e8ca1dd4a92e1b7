"""One's own data, under the private link: to read, and to carry elsewhere."""

import json

from flask import Blueprint, Response, abort, make_response, render_template

from formats import personal_data
from models import privacy
from models.registration import Registration
from security import private

blueprint = Blueprint("privacy_requests", __name__)
exports = Blueprint("personal_data_exports", __name__)


@blueprint.get("/registrations/<token>/data")
def index(token: str) -> Response:
    """Show all that is kept under a registration."""
    registration = _find(token)
    html = render_template(
        "public/privacy_requests/index.html",
        registration=registration,
        parts=privacy.personal_data_of(registration),
    )
    return private(make_response(html))


@exports.get("/registrations/<token>/data.json")
def show(token: str) -> Response:
    """Send the same as a file that other programs read."""
    registration = _find(token)
    text = json.dumps(
        personal_data.plain(privacy.personal_data_of(registration)), ensure_ascii=False, indent=2
    )
    answer = Response(f"{text}\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.json"'
    return private(answer)


def _find(token: str) -> Registration:
    return Registration.by_token(token) or abort(404)
