"""Bulk decisions: the latest ones, deciding about ticked comments, and undoing a decision."""

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _

import access
from blueprints.moderation import queue_page
from extensions import db
from forms.moderation.bulk_decision import BulkDecisionForm
from models.comment.bulk_decision import BulkDecision
from models.user import Right

blueprint = Blueprint("bulk_decisions", __name__, url_prefix="/moderation/batches")


@blueprint.get("")
@access.needs(Right.MODERATE)
def index() -> str:
    """List the latest bulk decisions, each with its undoing."""
    return render_template("moderation/bulk_decisions/index.html", bulk_decisions=BulkDecision.latest())


@blueprint.post("")
@access.needs(Right.MODERATE)
def create() -> Response:
    """Decide about the ticked comments; who changed meanwhile is left as it is, and counted."""
    form = BulkDecisionForm()
    if not form.validate():
        return queue_page.told(_("Nothing was decided"), _("Tick at least one comment, then decide."), 422)
    with db.writing():
        bulk_decision = BulkDecision.of_seen(form.versions, form.verb, by=access.staff())
    return queue_page.decided(bulk_decision, list(form.versions))


@blueprint.post("/<int:decision_id>/undoing")
@access.needs(Right.MODERATE)
def destroy(decision_id: int) -> Response:
    """Put back what a bulk decision moved and nobody touched since; a second time changes nothing."""
    bulk_decision = db.session.get(BulkDecision, decision_id) or abort(404)
    with db.writing():
        done = bulk_decision.undo(by=access.staff())
    return queue_page.decided(done or bulk_decision)
