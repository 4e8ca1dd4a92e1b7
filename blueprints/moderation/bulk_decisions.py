"""Bulk decisions: deciding about ticked comments or all that match a filter, and undoing that."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from forms.moderation.bulk_decision import BatchForm, WholeForm
from models import token
from models.comment.bulk_decision import BulkDecision, Filtered, TooOld
from models.comment.queue import Queue
from models.user import Right

blueprint = Blueprint("bulk_decisions", __name__, url_prefix="/moderation/batches")


@blueprint.get("")
@access.needs(Right.MODERATE)
def index() -> str:
    """List the latest batches, each with its undoing."""
    return render_template("moderation/bulk_decisions/index.html", batches=BulkDecision.latest())


@blueprint.get("/new")
@access.needs(Right.MODERATE)
def new() -> Response:
    """Ask what to decide about all that a filter finds, after saying how many comments that is."""
    form = queue_page.asked()
    if not form.validate():
        return hypermedia.go(f"{url_for('queue.index')}?{request.query_string.decode()}")
    return confirmation(form.queue())


@blueprint.post("")
@access.needs(Right.MODERATE)
def create() -> Response:
    """Decide about the ticked comments; who changed meanwhile is left as it is, and counted."""
    form = BatchForm()
    if not form.validate():
        return queue_page.told(_("Nothing was decided"), _("Tick at least one comment, then decide."), 422)
    with db.writing():
        batch = BulkDecision.of_seen(form.versions, form.verb, by=access.staff())
    return answered(batch, list(form.versions))


@blueprint.post("/whole")
@access.needs(Right.MODERATE)
def whole() -> Response:
    """Decide about all that a filter found; when that was too long ago, ask again."""
    form = WholeForm()
    if not form.validate():
        return queue_page.told(_("Nothing was decided"), _("Go back to the queue and start again."), 422)
    try:
        with db.writing():
            batch = BulkDecision.of_filter(form.filtered, form.verb, form.cause.data or "", by=access.staff())
    except TooOld:
        note = _("This page was too old: comments changed since. Here is how many there are now.")
        return confirmation(form.queue(), 409, note)
    return answered(batch)


@blueprint.post("/<int:batch_id>/undoing")
@access.needs(Right.MODERATE)
def undoing(batch_id: int) -> Response:
    """Put back what a batch moved and nobody touched since; a second time changes nothing."""
    batch = db.session.get(BulkDecision, batch_id) or abort(404)
    with db.writing():
        done = batch.undo(by=access.staff())
    return answered(done or batch)


def confirmation(shown: Queue, status: int = 200, note: str = "") -> Response:
    """Answer with the page that asks what to decide about a whole filter."""
    version = queue_page.version()
    seen = Filtered(shown, Queue.newest(), version)
    facts = {"queue": shown, "seen": seen, "count": seen.counted(), "cause": token.fresh(), "note": note}
    return make_response(render_template("moderation/bulk_decisions/new.html", **facts), status)


def answered(batch: BulkDecision, ticked: list[int] | None = None) -> Response:
    """Answer with the rows that moved, as far as they may be on the page, and the way to undo it."""
    if not hypermedia.wants_partial():
        return hypermedia.go(queue_page.left())
    comments = queue_page.some(ticked) if ticked else batch.some(queue_page.MANY)
    facts = queue_page.rows(comments) | {
        "counts": queue_page.counts(),
        "batch": batch,
        "note": "",
        "form": None,
    }
    return hypermedia.fragments("moderation/bulk_decisions/create.hx.html", **facts)
