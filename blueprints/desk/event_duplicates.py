"""Duplicating an event: the day of the duplicate is asked, then its form is open."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.event_duplicate import EventDuplicateForm
from models import event_revision
from models.event import Event
from models.event_revision import EventRefused
from models.user import Right

blueprint = Blueprint("desk_event_duplicates", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/duplicate")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Ask when the duplicate begins, and say what it takes over."""
    event = find(slug)
    return page(event, EventDuplicateForm(formdata=None, day=event_revision.usual_day(event)))


@blueprint.post("/<slug>/duplicate")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Make the duplicate, a draft, and open its form."""
    event, form = find(slug), EventDuplicateForm(request.form)
    if not form.validate() or form.day.data is None:
        return page(event, form, 422)
    try:
        with db.writing():
            copy = event_revision.duplicate(event, form.day.data, by=staff())
    except EventRefused as refused:
        form.refuse(refused)
        return page(event, form, 422)
    flash(_("This is the duplicate, a draft. Look through it, then publish it."))
    return hypermedia.go(url_for("desk_events.edit", slug=copy.slug))


def page(event: Event, form: EventDuplicateForm, status: int = 200) -> Response:
    """Answer with the page that asks."""
    return make_response(render_template("desk/event_duplicates/new.html", event=event, form=form), status)
