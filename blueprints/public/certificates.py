"""The certificate of an erasure, under the reference by which the erasure journal knows it."""

from flask import Blueprint, Response, abort, make_response, render_template

from models import erasure
from models.privacy import retention
from security import private

blueprint = Blueprint("certificates", __name__)


@blueprint.get("/erasures/<reference>")
def show(reference: str) -> Response:
    """Show what was erased, when and by which way, what stays and why; it names nobody."""
    found = erasure.certificate(reference) or abort(404)
    html = render_template("public/certificates/show.html", certificate=found, days=retention.periods())
    return private(make_response(html))
