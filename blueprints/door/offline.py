"""Offline check-in on phones: the data that they keep, what they did offline, and the program for it."""

import gzip
import json

from flask import Blueprint, Response, abort, request, url_for

from access import lent_phone, needs, staff
from blueprints.door import page
from config import ROOT
from extensions import db
from formats import door as words
from forms.door import Action, actions
from models.check_in import CheckIn, attendance
from models.event import Event
from models.registration import Registration, RegistrationRefused
from models.user import Right

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


@blueprint.get("/worker.js")
@needs(Right.SEE_DOOR)
def show(slug: str) -> Response:
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
        known = words.known(registration, attendance.check_ins(event, registration.id)[registration.id])
        return {"outcome": "undone", "person": known}
    if action.details is None:
        return page.answered(CheckIn.record(event, action.scan, by=staff()))
    try:
        return page.answered(CheckIn.walk_in(event, action.details, action.scan, by=staff()))
    except RegistrationRefused:
        return {"outcome": "full"}


def _json(said: object) -> Response:
    return Response(json.dumps(said), mimetype="application/json")
