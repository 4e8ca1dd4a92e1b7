"""The mails of the style guide: every kind in each language, written by what writes the real ones."""

from base64 import b64encode
from email.message import EmailMessage

from flask import Blueprint, Response, abort, make_response, render_template

import mails
from access import needs
from blueprints.desk import styleguide_samples
from language import LANGUAGES
from models.user import Right
from security import CONTENT_SECURITY_POLICY

blueprint = Blueprint("desk_styleguide_mails", __name__, url_prefix="/desk/style/mail")


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> Response:
    """Show every kind of mail in each language, as text and as HTML."""
    samples = [(kind, code, written(kind, code)) for kind in mails.WRITERS for code in LANGUAGES]
    response = make_response(render_template("desk/styleguide_mails/index.html", written=samples))
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


@blueprint.get("/<kind>/<language>")
@needs(Right.ORGANISE)
def show(kind: str, language: str) -> Response:
    """Send the HTML of one mail, to be framed by our own page.

    Its style sheet is inline and it loads nothing else.
    """
    if kind not in mails.WRITERS or language not in LANGUAGES:
        abort(404)
    response = Response(framed(written(kind, language)))
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def framed(mail: EmailMessage) -> str:
    """Return the HTML of a mail with its attached picture embedded, as a mail program shows it."""
    part = mail.get_body(("html",))
    html = str(part.get_content()) if part else ""
    for picture in (each for each in mail.walk() if each.get_content_type() == "image/png"):
        data = b64encode(picture.get_content()).decode()
        html = html.replace(f"cid:{picture['Content-ID'].strip('<>')}", f"data:image/png;base64,{data}")
    return html


def written(kind: str, language: str) -> EmailMessage:
    """Return a mail of a kind about nobody."""
    with styleguide_samples.message(kind, language) as row:
        return mails.compose(row)
