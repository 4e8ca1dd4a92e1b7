"""One's own data, under the private link: to read, to carry elsewhere, to erase."""

import json

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
import live
from extensions import db
from formats import personal_data
from mails import kept_files
from models.privacy import StillLive, erase, may_erase, personal_data_of
from models.registration import Registration
from page_cache import Page, cached
from security import private

blueprint = Blueprint("privacy_requests", __name__)


@blueprint.get("/registrations/<token>/data")
def show(token: str) -> Response:
    """Show all that is kept under a registration."""
    registration = _find(token)
    html = render_template(
        "public/privacy_requests/show.html", registration=registration, parts=personal_data_of(registration)
    )
    return private(make_response(html))


@blueprint.get("/registrations/<token>/data.json")
def download(token: str) -> Response:
    """Send the same as a file that other programs read."""
    registration = _find(token)
    text = json.dumps(personal_data.plain(personal_data_of(registration)), ensure_ascii=False, indent=2)
    answer = Response(f"{text}\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.json"'
    return private(answer)


@blueprint.get("/registrations/<token>/erasure")
def edit(token: str) -> Response:
    """Ask before erasing, or say why it must wait."""
    return _ask(_find(token))


@blueprint.post("/registrations/<token>/erasure")
def destroy(token: str) -> Response:
    """Erase who registered; refused while they have a part in an event that is still to come."""
    registration = _find(token)
    try:
        with db.writing():
            erase(registration)
    except StillLive:
        return _ask(registration, 409)
    kept_files.sweep()
    return private(hypermedia.go(url_for("privacy_requests.gone")))


@blueprint.get("/my-registrations/erased")
@cached
def gone() -> Page:
    """Say that nothing is left."""
    return Page(render_template("public/privacy_requests/gone.html"), {"site": live.feed().version("site")})


def _find(token: str) -> Registration:
    return Registration.by_token(token) or abort(404)


def _ask(registration: Registration, status: int = 200) -> Response:
    facts = {"registration": registration, "allowed": may_erase(registration)}
    return private(make_response(render_template("public/privacy_requests/edit.html", **facts), status))
