"""Attendee lists as files: exporting an event's registrations and importing people from elsewhere."""

from tempfile import TemporaryFile

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import ngettext

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from blueprints.site.download import as_file
from extensions import db
from formats import spreadsheet
from forms.desk.attendee import fault_words
from forms.desk.attendee_import import ListForm
from forms.desk.registration_list import ListingForm
from forms.uploads.table import Fault
from models.event import Event
from models.registration import Registration
from models.registration.correction import InvalidAttendees
from models.registration.listing import Listing
from models.user import Right

blueprint = Blueprint("desk_attendee_imports", __name__, url_prefix="/desk/events")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<slug>/registrations.csv")
@needs(Right.ORGANISE)
def as_csv(slug: str) -> Response:
    """Send the list that the address asks for as CSV."""
    listing = asked(slug)
    lines = spreadsheet.as_csv(spreadsheet.rows(listing.event, listing.whole()))
    return as_file(lines, "text/csv", f"{slug}.csv")


@blueprint.get("/<slug>/registrations.xlsx")
@needs(Right.ORGANISE)
def as_xlsx(slug: str) -> Response:
    """Send the list that the address asks for as a workbook, written to the disk first."""
    listing, file = asked(slug), TemporaryFile()  # noqa: SIM115  closed when it has been sent
    spreadsheet.write_xlsx(spreadsheet.rows(listing.event, listing.whole()), file)
    file.seek(0)
    return send_file(file, XLSX, as_attachment=True, download_name=f"{slug}.xlsx", max_age=0)


@blueprint.get("/<slug>/registrations/import")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Show the form of a list to register."""
    event = find(slug)
    return page(ListForm(event, formdata=None))


@blueprint.post("/<slug>/registrations/import")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Show what a list holds; when that was agreed to, register everybody of it or nobody."""
    form = ListForm(find(slug))
    if not form.validate():
        return page(form, 422)
    if "agreed" not in request.form:
        return make_response(
            render_template("desk/registrations/import_preview.html", event=form.event, form=form)
        )
    try:
        with db.writing():
            Registration.add_attendees(form.event, [details for _line, details in form.people], by=staff())
    except InvalidAttendees as fault:
        form.faults = [Fault(form.people[fault.place][0], "", fault_words(fault.fault))]
        return page(form, 422)
    added = len(form.people)
    flash(ngettext("%(num)s person was added and is being told by mail.", "%(num)s people were added and are being told by mail.", added))  # fmt: skip
    return hypermedia.go(url_for("desk_registrations.index", slug=slug))


def asked(slug: str) -> Listing:
    """Return the list that the address asks for."""
    event: Event = find(slug)
    return ListingForm(request.args).listing(event, request.args)


def page(form: ListForm, status: int = 200) -> Response:
    """Answer with the form of a list, and with what is wrong in which line and column."""
    html = render_template("desk/registrations/import.html", event=form.event, form=form)
    return make_response(html, status)
