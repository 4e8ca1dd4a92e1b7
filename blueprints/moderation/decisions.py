"""Decisions about comments: approve, file as spam, bin, restore and undo each create a decision."""

from flask import Blueprint, Response
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from formats.moderation import conflict, done
from forms.moderation.decision import DecisionForm
from models.comment.decision import CommentConflict, Decision, DecisionRefused
from models.user import Right

blueprint = Blueprint("decisions", __name__, url_prefix="/moderation/comments/<int:comment_id>/decisions")


@blueprint.post("")
@access.needs(Right.MODERATE)
def create(comment_id: int) -> Response:
    """Decide about the version of a comment that the moderator saw.

    If a colleague decided in the meantime, that is reported and not overwritten.
    """
    comment, form = queue_page.found(comment_id), DecisionForm()
    if not form.validate():
        return queue_page.answer(comment, 422, note=_("Choose a decision about a version of this comment."))
    seen, by = form.version.data or 0, access.staff()
    try:
        with db.writing():
            decision = comment.decide(form.verb, seen, by=by)
    except (CommentConflict, DecisionRefused):
        return queue_page.answer(comment, 409, note=conflict(seen, Decision.last(comment)))
    if not hypermedia.wants_partial():
        return hypermedia.go(queue_page.back(comment))
    if decision is None:
        return queue_page.answer(comment, note=_("That was done already."))
    return queue_page.answer(comment, say=done(comment, form.verb))
