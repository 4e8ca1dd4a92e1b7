"""Offline check-in on phones: the data that they keep, what they did offline, and others' changes."""

import gzip
import json
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request, session, url_for

import access
from access import lent_phone, needs, staff
from blueprints.door import page
from blueprints.site.stream import stream
from config import ROOT
from extensions import db
from formats import door as words
from forms.door import Action, actions
from models.change_feed import change
from models.check_in import CheckIn
from models.event import Event
from models.registration import Registration, RegistrationRefused
from models.user import Right, StaffSession

blueprint = Blueprint("door_offline", __name__, url_prefix="/desk/events/<slug>/door")


@blueprint.get("/people.json")
@needs(Right.SEE_DOOR)
def index(slug: str) -> Response:
    """Send what a phone needs to go on without network: names and hashes of tickets, no address."""
    response = _json(page.everything(page.find(slug)))
    response.vary.add("Accept-Encoding")
    if "gzip" in request.headers.get(
        "Accept-Encoding", ""
    ):  # nothing in it comes from who asks: its length tells nothing
        response.data = gzip.compress(response.data, 5)
        response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.post("/scans")
@needs(Right.CHECK_IN)
def create(slug: str) -> Response:
    """Take what a phone did, in the order in which it happened; what was sent before is answered again."""
    event = page.find(slug)
    try:
        done = actions(request.get_json(silent=True), event, lent_phone())
    except (ValueError, RecursionError):  # a list within a list within a list…
        abort(422)
    answers = {}
    with db.writing():
        for action in done:
            answers[action.scan.nonce] = _do(event, action)
    return _json({"answers": answers} | page.to_look_at(event))


@blueprint.get("/live")
@needs(Right.SEE_DOOR)
def show(slug: str) -> Response:
    """Stream changes to the door's phone for as long as the session lasts.

    ``?since=`` is the version that the phone already has.
    """
    event_id = page.find(slug).id
    response = stream(change.door(event_id), lambda changes: page.changed(event_id, changes))
    response.response = _while_signed_in(iter(response.response), session[access.TOKEN], event_id)  # type: ignore[arg-type]
    return response


@blueprint.get("/worker.js")
@needs(Right.SEE_DOOR)
def worker(slug: str) -> Response:
    """Send the program that keeps this one page at hand without network; it may look after nothing else."""
    response = Response((ROOT / "static/js/door-worker.js").read_bytes(), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for("door.show", slug=slug, lang=None)
    return response


def _do(event: Event, action: Action) -> dict[str, object]:
    if action.kind == "undo":
        registration = db.session.get(Registration, action.scan.registration_id or 0)
        if registration is None or registration.event_id != event.id:
            return {"outcome": "unknown"}
        CheckIn.undo(registration, at=action.scan.at, by=staff())
        return {"outcome": "undone", "person": words.known(registration)}
    if action.details is None:
        return words.answered(CheckIn.record(event, action.scan, by=staff()))
    try:
        return words.answered(CheckIn.walk_in(event, action.details, action.scan, by=staff()))
    except RegistrationRefused:
        return {"outcome": "full"}


def _json(said: object) -> Response:
    return Response(json.dumps(said), mimetype="application/json")


def _while_signed_in(messages: Iterator[bytes], secret: str, event_id: int) -> Iterator[bytes]:
    for message in messages:
        alive = StaffSession.alive(secret)
        allowed = alive is not None and alive.may(Right.SEE_DOOR, event_id)
        db.session.remove()
        if not allowed:
            return
        yield message
