"""Replies in the name of the house, written in the comment's row."""

from flask import Blueprint, Response

import access
from blueprints.moderation import queue_page
from extensions import db
from formats.moderation import conflict
from forms.moderation.decision import ReplyForm
from forms.public.comment_text import REFUSALS
from models.comment import CommentRefused
from models.comment.decision import CommentConflict, Decision, DecisionRefused
from models.user import Right

blueprint = Blueprint("replies", __name__, url_prefix="/moderation/comments/<int:comment_id>")


@blueprint.get("/reply")
@access.needs(Right.MODERATE)
def new(comment_id: int) -> Response:
    """Open the form of a reply in the comment's row."""
    comment = queue_page.found(comment_id)
    return queue_page.answer(comment, form=ReplyForm(comment))


@blueprint.post("/replies")
@access.needs(Right.MODERATE)
def create(comment_id: int) -> Response:
    """Reply in the name of the house; a comment that waits is approved by it."""
    comment = queue_page.found(comment_id)
    form = ReplyForm(comment)
    if not form.validate():
        return queue_page.answer(comment, 422, form=form)
    text = form.text()
    try:
        with db.writing():
            written = comment.reply(text, form.seen, access.source(), by=access.staff())
    except (CommentConflict, DecisionRefused):
        return queue_page.answer(comment, 409, form=form, note=conflict(form.seen, Decision.last(comment)))
    except CommentRefused as refused:
        return queue_page.answer(comment, 422, form=form, note=str(REFUSALS[refused.reason]))
    return queue_page.replied(comment, written)
