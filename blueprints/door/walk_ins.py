"""Walk-ins: attendees who register at the door."""

from flask import Blueprint, Response

from access import lent_phone, needs, staff
from blueprints.door import page
from extensions import db
from forms.door import WalkInForm
from models.check_in import CheckIn
from models.registration import RegistrationRefused
from models.user import Right

blueprint = Blueprint("walk_ins", __name__)


@blueprint.post("/desk/events/<slug>/door/walk-ins")
@needs(Right.CHECK_IN)
def create(slug: str) -> Response:
    """Add somebody who came without having registered, and let them in."""
    event, form = page.find(slug), WalkInForm()
    if not form.validate():
        return page.page(event, 422, form)
    try:
        with db.writing():
            found = CheckIn.walk_in(event, form.details(event), form.scan(lent_phone()), by=staff())
    except RegistrationRefused:
        return page.page(event, 409, form, full=True)
    return page.back(slug, answer=found.id)
