"""What an event asks people to agree to, on the desk: one form for all the texts."""

from flask import Blueprint, Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.consents import ClausesForm
from models.consent import Clause
from models.event import Event
from models.user import Right

blueprint = Blueprint("desk_consents", __name__, url_prefix="/desk/events/<slug>/consents")


@blueprint.get("")
@needs(Right.ORGANISE)
def edit(slug: str) -> Response:
    """Show the consent texts in one form, with free rows."""
    event = find(slug)
    return _page(event, ClausesForm.of(event))


@blueprint.post("")
@needs(Right.ORGANISE)
def update(slug: str) -> Response:
    """Save the consent texts; what people agreed to stays as they read it."""
    event = find(slug)
    form = ClausesForm()
    if not form.validate():
        return _page(event, form, 422)
    with db.writing():
        Clause.replace_all(event, form.facts(), by=staff())
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_consents.edit", slug=slug))


def _page(event: Event, form: ClausesForm, status: int = 200) -> Response:
    return make_response(render_template("desk/consents/edit.html", event=event, form=form), status)
