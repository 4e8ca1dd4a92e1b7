"""An event's registrations as a file: CSV, or a workbook."""

from tempfile import TemporaryFile

from flask import Blueprint, Response, request, send_file

from access import needs, staff
from blueprints.desk.event_page import find
from blueprints.site.download import as_file
from extensions import db
from formats import spreadsheet
from forms.desk.registration_list import ListingForm
from models.audit_log.record import AuditEntry
from models.check_in import attendance
from models.event import Event
from models.user import Right

blueprint = Blueprint("desk_attendee_exports", __name__, url_prefix="/desk/events")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/<slug>/registrations.csv", defaults={"kind": "csv"})
@blueprint.get("/<slug>/registrations.xlsx", defaults={"kind": "xlsx"})
@needs(Right.ORGANISE, proof=True)
def index(slug: str, kind: str) -> Response:
    """Send the list that the address asks for; a workbook is written to the disk first."""
    event: Event = find(slug)
    listing = ListingForm(request.args).listing(event, request.args)
    with db.writing():
        AuditEntry.write(
            "event", event.id, "export people", by=staff(), people=listing.counts().get(listing.state, 0)
        )
    rows = spreadsheet.rows(event, listing.whole(), attendance.check_ins(event))
    if kind == "csv":
        return as_file(spreadsheet.as_csv(rows), "text/csv", f"{slug}.csv")
    file = TemporaryFile()  # noqa: SIM115  closed when it has been sent
    spreadsheet.write_xlsx(rows, file)
    file.seek(0)
    return send_file(file, XLSX, as_attachment=True, download_name=f"{slug}.xlsx", max_age=0)
