"""Registering a list of attendees: a file or pasted lines, the columns, a preview, then everybody."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import ngettext

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.attendee import fault_words
from forms.desk.attendee_import import ListForm
from forms.uploads.table import Fault
from models.imports.remembered_columns import RememberedColumns
from models.registration import Registration
from models.registration.attendee_list import InvalidAttendees
from models.user import Right

blueprint = Blueprint("desk_attendee_imports", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/registrations/import")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Show the form of a list to register."""
    return page(ListForm(find(slug), formdata=None))


@blueprint.post("/<slug>/registrations/import")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Show what a list holds; when that was agreed to, register everybody of it or nobody."""
    form = ListForm(find(slug), request.form)
    if not form.validate():
        return page(form, 422)
    if "agreed" not in request.form:
        return shown("import_preview", form)
    try:
        with db.writing():
            Registration.add_attendees(form.event, [each.attendee for each in form.attendees], by=staff())
            if form.chosen:
                RememberedColumns.keep(form.columns.headings, form.remembered)
    except InvalidAttendees as fault:
        form.faults = [Fault(form.attendees[fault.place].line, "", fault_words(fault.fault))]
        return page(form, 422)
    flash(ngettext("%(num)s person was added and is being told by mail.", "%(num)s people were added and are being told by mail.", len(form.coming)))  # fmt: skip
    return hypermedia.go(url_for("desk_registrations.index", slug=slug))


def page(form: ListForm, status: int = 200) -> Response:
    """Answer with the form of a list and what is wrong in which line, or with the columns to choose."""
    return shown("import_columns" if form.asks else "import", form, status)


def shown(template: str, form: ListForm, status: int = 200) -> Response:
    """Answer with one of the three pages."""
    html = render_template(f"desk/registrations/{template}.html", event=form.event, form=form)
    return make_response(html, status)
