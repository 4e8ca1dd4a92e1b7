"""Bulk decisions about all comments that a filter finds."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from forms.moderation.bulk_decision import WholeForm
from models import token
from models.comment.bulk_decision import BulkDecision, Filtered, TooOld
from models.comment.queue import Queue
from models.user import Right

blueprint = Blueprint("filtered_decisions", __name__, url_prefix="/moderation/batches")


@blueprint.get("/new")
@access.needs(Right.MODERATE)
def new() -> Response:
    """Ask what to decide about all that a filter finds, after saying how many comments that is."""
    form = queue_page.asked()
    if not form.validate():
        return hypermedia.go(f"{url_for('queue.index')}?{request.query_string.decode()}")
    return confirmation(form.queue())


@blueprint.post("/whole")
@access.needs(Right.MODERATE)
def create() -> Response:
    """Decide about all that a filter found; when that was too long ago, ask again."""
    form = WholeForm()
    if not form.validate():
        return queue_page.told(_("Nothing was decided"), _("Go back to the queue and start again."), 422)
    try:
        with db.writing():
            bulk_decision = BulkDecision.of_filter(
                form.filtered, form.verb, form.cause.data or "", by=access.staff()
            )
    except TooOld:
        note = _("This page was too old: comments changed since. Here is how many there are now.")
        return confirmation(form.queue(), 409, note)
    return queue_page.decided(bulk_decision)


def confirmation(shown: Queue, status: int = 200, note: str = "") -> Response:
    """Answer with the page that asks what to decide about a whole filter."""
    version = queue_page.version()
    seen = Filtered(shown, Queue.newest(), version)
    facts = {"queue": shown, "seen": seen, "count": seen.counted(), "cause": token.fresh(), "note": note}
    return make_response(render_template("moderation/filtered_decisions/new.html", **facts), status)
