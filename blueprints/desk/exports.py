"""Taking everything away: the files of ``export``, sent to an administrator's browser."""

from flask import Blueprint, Response, render_template, request

from access import needs, staff
from blueprints.site.download import as_file
from extensions import db
from formats import json_lines, wordpress_export
from models import exports
from models.audit_log.record import AuditEntry
from models.user import Right

blueprint = Blueprint("desk_exports", __name__)


@blueprint.get("/desk/export")
@needs(Right.ADMINISTER)
def index() -> str:
    """Say what there is to take away."""
    return render_template("desk/exports/index.html")


@blueprint.get("/desk/export/parvis.xml", defaults={"kind": "xml"})
@blueprint.get("/desk/export/parvis.jsonl", defaults={"kind": "jsonl"})
@needs(Right.ADMINISTER, proof=True)
def show(kind: str) -> Response:
    """Send events and comments as a WordPress export or as JSON lines.

    JSON lines have the registrations as well with ``?registrations=1``.
    """
    with_people = "registrations" in request.args and kind == "jsonl"
    with db.writing():
        AuditEntry.write("site", 1, "export people" if with_people else "export", by=staff())
    if kind == "xml":
        return as_file(wordpress_export.write(exports.discussions()), "application/rss+xml", "parvis.xml")
    rows = exports.everything(registrations=with_people)
    return as_file(json_lines.write(rows), "application/jsonl", "parvis.jsonl")
