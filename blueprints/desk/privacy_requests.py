"""All that is kept under one address, for who answers a request: to read, to send on, to erase."""

import json
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

import email_address
from access import needs, staff
from extensions import db
from formats import personal_data
from formats.links import public
from forms.checks import sought
from mails import kept_files
from models import privacy
from models.audit_log.record import AuditEntry
from models.privacy import Part
from models.user import Right
from outside import number

blueprint = Blueprint("desk_privacy_requests", __name__, url_prefix="/desk/people")
exports = Blueprint("desk_personal_data_exports", __name__, url_prefix="/desk/people")
erasures = Blueprint("desk_erasures", __name__, url_prefix="/desk/people")
PAGE = 50  # comments


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show what is kept under the address ``?q=``, the comments page by page."""
    return render_template("desk/privacy_requests/index.html", **_known())


@exports.get("/export.json")
@needs(Right.ORGANISE, proof=True)
def show() -> Response:
    """Send the same as a file: all registrations, and one page of comments with the address of the next."""
    with db.writing():
        AuditEntry.write("site", 1, "export a person", by=staff())
    known = _known()
    said: dict[str, Any] = {"address": known["query"], "page": known["page"], "pages": known["pages"]}
    said["registrations"] = [personal_data.plain(parts) for parts in known["accounts"]]
    said |= personal_data.plain([Part("comments", known["comments"]), *known["elsewhere"]])
    if known["page"] < known["pages"]:
        next_page = url_for(
            "desk_personal_data_exports.show", q=known["query"], page=known["page"] + 1, lang=None
        )
        said["next"] = public(next_page)
    answer = Response(f"{json.dumps(said, ensure_ascii=False, indent=2)}\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return answer


@erasures.get("/erasure")
@needs(Right.ORGANISE, proof=True)
def new() -> str:
    """Ask before erasing what is kept under the address ``?q=``."""
    return render_template("desk/erasures/new.html", **_known())


@erasures.post("/erasure")
@needs(Right.ORGANISE, proof=True)
def create() -> Response:
    """Erase all that can be, and say what was, what was not and why."""
    query = sought(request.form.get("q"))
    with db.writing():
        done = privacy.erase_address(query, by=staff()) if query else None
    kept_files.sweep()
    return make_response(render_template("desk/erasures/create.html", query=query, done=done))


def _known() -> dict[str, Any]:
    """Return what is kept under the address that is asked for, and which page of the comments is shown."""
    query = sought(request.args.get("q"))
    found = privacy.found_under(email_address.key(query))
    comments = found.get("comments", [])
    pages = max(1, -(-len(comments) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=number)), pages)
    return {
        "query": query,
        "known": bool(found),
        "accounts": [privacy.personal_data_of(each) for each in found.get("registrations", [])],
        "comments": [privacy.comment_data(each) for each in comments[(page - 1) * PAGE : page * PAGE]],
        "elsewhere": privacy.told(found),
        "total": len(comments),
        "page": page,
        "pages": pages,
    }
