"""The style guide for developers: every component in every state, and every mail.

All are rendered from the real templates.
"""

import re
from base64 import b64encode
from email.message import EmailMessage

from flask import Blueprint, Response, abort, make_response, render_template
from markupsafe import Markup

import mails
from access import needs
from blueprints.desk import styleguide_components
from formats import styleguide_samples
from language import LANGUAGES
from models.user import Right
from security import CONTENT_SECURITY_POLICY

blueprint = Blueprint("desk_styleguide", __name__, url_prefix="/desk/style")
NAMES = re.compile(
    r'\s(id|for|aria-label|aria-labelledby|aria-describedby|href|name|autofocus)(?:="(#?)([^"]*)")?(?=[\s>])'
)


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show every component in every state."""
    drawn: dict[str, list[tuple[styleguide_components.Sample, Markup]]] = {}
    for number, sample in enumerate(styleguide_components.every()):
        html = Markup(apart(render_template(sample.template, **sample.needs), f"s{number}-"))
        drawn.setdefault(sample.template, []).append((sample, html))
    return render_template("desk/styleguide/index.html", drawn=drawn)


@blueprint.get("/mail")
@needs(Right.ORGANISE)
def mail() -> Response:
    """Show every kind of mail in each language, as text and as HTML."""
    letters = [(kind, code, written(kind, code)) for kind in mails.WRITERS for code in LANGUAGES]
    response = make_response(render_template("desk/styleguide/mail.html", letters=letters))
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


@blueprint.get("/mail/<kind>/<language>")
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


def apart(html: str, prefix: str) -> str:
    """Make the ids and names of a component its own, because many stand on one page; none takes the focus."""

    def renamed(found: re.Match[str]) -> str:
        name, sharp, value = found[1], found[2], found[3] or ""
        if name == "autofocus":
            return ""
        if name in {"aria-label", "aria-labelledby"}:  # landmarks on one page have names of their own
            return f' aria-label="{prefix[:-1]}"'
        if name == "name" or (name == "href" and not sharp):
            return found[0]
        return f' {name}="{sharp}{" ".join(prefix + each for each in value.split())}"'

    return NAMES.sub(renamed, html)
