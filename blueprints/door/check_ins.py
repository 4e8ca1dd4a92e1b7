"""The door: today's events, the page of one for a phone, and check-ins by hand."""

from flask import Blueprint, Response, abort, flash, render_template
from flask_babel import gettext as _

from access import lent_phone, needs, staff
from blueprints.door import page
from extensions import db
from forms.door import ScanForm
from models.check_in import CheckIn
from models.event import Event
from models.registration import Registration
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
    return page.back(slug, answer=found.id)


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
    return page.back(slug)
