"""The door: today's events, the page of one for a phone, and entries by hand."""

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import lent_phone, needs, staff
from blueprints.door import page
from extensions import db
from forms.door import ScanForm, WalkInForm
from models.check_in import CheckIn
from models.event import Event
from models.registration import Registration, RegistrationRefused
from models.user import Right

blueprint = Blueprint("door", __name__)


@blueprint.get("/desk/door")
@needs(Right.SEE_DOOR)
def index() -> str:
    """Show the events of today."""
    return render_template("door/check_ins/index.html", events=Event.today())


@blueprint.get("/desk/events/<slug>/door")
@needs(Right.SEE_DOOR)
def show(slug: str) -> Response:
    """Show who is expected and who is in; ``?q=`` searches."""
    return page.page(page.find(slug))


@blueprint.post("/desk/events/<slug>/door/check-ins")
@needs(Right.CHECK_IN)
def create(slug: str) -> Response:
    """Let somebody in, or say why not; the answer stands on the page to which this leads."""
    event, form = page.find(slug), ScanForm()
    if not form.validate():
        return page.page(event, 422)
    with db.writing():
        found = CheckIn.record(event, form.said(lent_phone()), by=staff())
    return _back(slug, answer=found.id)


@blueprint.post("/desk/events/<slug>/door/people/<int:registration_id>/undo")
@needs(Right.CHECK_IN)
def destroy(slug: str, registration_id: int) -> Response:
    """Take an entry back."""
    event = page.find(slug)
    registration = db.session.get(Registration, registration_id)
    if registration is None or registration.event_id != event.id:
        abort(404)
    with db.writing():
        undone = CheckIn.undo(registration, by=staff())
    if undone:
        flash(_("%(name)s is outside again.", name=registration.name))
    return _back(slug)


@blueprint.post("/desk/events/<slug>/door/walk-ins")
@needs(Right.CHECK_IN)
def add(slug: str) -> Response:
    """Add somebody who came without having registered, and let them in."""
    event, form = page.find(slug), WalkInForm()
    if not form.validate():
        return page.page(event, 422, form)
    try:
        with db.writing():
            found = CheckIn.walk_in(event, form.details(event), form.scan(lent_phone()), by=staff())
    except RegistrationRefused:
        return page.page(event, 409, form, full=True)
    return _back(slug, answer=found.id)


def _back(slug: str, answer: int | None = None) -> Response:
    """Return to the page, and to what was searched for there."""
    asked = request.form.get("q") or None
    return hypermedia.go(url_for("door.show", slug=slug, q=asked, answer=answer))
