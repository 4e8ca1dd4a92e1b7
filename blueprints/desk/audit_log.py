"""The history of the site: to be read, narrowed and taken away. No view of it writes anything."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from access import needs, staff
from blueprints.site.download import as_file
from extensions import db
from formats import audit_log as words
from forms.desk.audit_log import AuditForm
from models.audit_log.record import AuditEntry
from models.audit_log.search import PAGE, AuditLog
from models.user import Right, User
from outside import number

blueprint = Blueprint("desk_audit_log", __name__)
FILES = {"csv": (words.as_csv, "text/csv"), "jsonl": (words.as_json, "application/jsonl")}


@blueprint.get("/desk/audit")
@needs(Right.MODERATE)
def index() -> Response:
    """Show who did what, newest first; ``?before=`` goes on below a line."""
    form = asked()
    if not form.validate():
        return make_response(page(form, []), 422)
    before = request.args.get("before", 0, type=number)
    return make_response(page(form, form.audit(everything=administers()).page(before or None)))


@blueprint.get("/desk/audit.csv", defaults={"kind": "csv"})
@blueprint.get("/desk/audit.jsonl", defaults={"kind": "jsonl"})
@needs(Right.MODERATE)
def show(kind: str) -> Response:
    """Send the lines that the page shows, all of them."""
    form = asked()
    if not form.validate():
        abort(422)
    with db.writing():
        AuditEntry.write("site", 1, "export history", by=staff())
    lines, (written, mimetype) = form.audit(everything=administers()).lines(), FILES[kind]
    return as_file(written(lines), mimetype, f"audit.{kind}")


def page(form: AuditForm, found: list[AuditEntry]) -> str:
    """Return the page with up to a hundred lines, and a link to the next ones."""
    older = found[PAGE - 1].id if len(found) > PAGE else None
    asks = {name: request.args[name] for name in form.data if request.args.get(name)}
    facts = {"older": older, "asks": asks, "administers": administers()}
    return render_template("desk/audit_log/index.html", form=form, lines=found[:PAGE], **facts)


def asked() -> AuditForm:
    """Return the form as it was sent, with what this member of the staff can choose from."""
    known = AuditLog(everything=administers()).subjects()
    return AuditForm(request.args, [(name, words.subject(name)) for name in known], User.staff())


def administers() -> bool:
    """Say whether who asks may read everything."""
    return staff().may(Right.ADMINISTER)
