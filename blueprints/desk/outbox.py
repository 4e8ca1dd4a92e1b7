"""All mail that was ever owed, where it stands, and trying again what failed."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

import hypermedia
import mails
from access import needs, ours
from extensions import db
from models.outbox.message import MessageState, OutboxMessage
from models.user import Right

blueprint = Blueprint("desk_outbox", __name__, url_prefix="/desk/mail")
retries = Blueprint("desk_retries", __name__, url_prefix="/desk/mail")
PAGE = 50
TABS: dict[str, list[sa.ColumnElement[bool]]] = {
    "": [],
    "failed": [OutboxMessage.state == MessageState.FAILED],
    "queued": [OutboxMessage.state.in_([MessageState.QUEUED, MessageState.SENDING])],
    "sent": [OutboxMessage.state == MessageState.SENT, OutboxMessage.as_file.is_(False)],
    "written": [OutboxMessage.state == MessageState.SENT, OutboxMessage.as_file.is_(True)],
}


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show the mails of the outbox, newest first, all or those of one state.

    ``?state=`` selects those that failed, are waiting, were accepted, or are kept as files.
    """
    shown = _shown()
    found = db.paginate(OutboxMessage.newest(*TABS[shown]), per_page=PAGE, error_out=False)
    return render_template(
        "desk/outbox/index.html", shown=shown, pages=found, rows=_rows(found.items), **_counts()
    )


@retries.post("/<int:number>/retries")
@retries.post("/retries")
@needs(Right.ORGANISE)
def create(number: int | None = None) -> Response:
    """Queue one failed mail again, or all of them."""
    if number is None:
        with db.writing():
            tried = sum(
                message.retry() for message in db.session.scalars(OutboxMessage.newest(*TABS["failed"]))
            )
        flash(ngettext("%(num)s mail is queued again.", "%(num)s mails are queued again.", tried))
        return hypermedia.go(url_for("desk_outbox.index"))
    message = db.session.get(OutboxMessage, number) or abort(404)
    with db.writing():
        queued = db.session.get_one(OutboxMessage, message.id, populate_existing=True).retry()
    said = _("The mail is queued again.") if queued else _("Nothing to do: this mail has not failed.")
    return _answer(message, said)


def _answer(message: OutboxMessage, said: str) -> Response:
    """Answer with the mail's line in its place, or with the page that ``next`` names, or with the list."""
    if hypermedia.wants_partial():
        return hypermedia.fragments(
            "desk/retries/create.hx.html", 200, said, row=_rows([message])[0], **_counts()
        )
    flash(said)
    back = ours(request.form.get("next", "")) or url_for("desk_outbox.index", state=_shown() or None)
    return hypermedia.go(back)


def _shown() -> str:
    wanted = request.args.get("state", "")
    return wanted if wanted in TABS else ""


def _counts() -> dict[str, Any]:
    """Return how many mails each tab holds.

    The tab of files is included when there are any, or when mail can only be kept as files.
    """
    counts = {name: OutboxMessage.count(*which) for name, which in TABS.items()}
    if not counts["written"] and current_app.config["SMTP_URL"]:
        del counts["written"]
    return {"counts": counts, "held": OutboxMessage.count(OutboxMessage.is_held())}


def _rows(messages: list[OutboxMessage]) -> list[tuple[OutboxMessage, str]]:
    """Return each mail with its subject, as its reader sees it; one that cannot be written shows its kind."""
    return list(zip(messages, mails.subjects(messages), strict=True))
