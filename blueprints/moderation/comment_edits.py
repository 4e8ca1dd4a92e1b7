"""Other words for a comment, written in its row."""

from flask import Blueprint, Response
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from formats.moderation import conflict
from forms.moderation.decision import RewordingForm
from models.comment.decision import CommentConflict, Decision
from models.user import Right

blueprint = Blueprint("comment_edits", __name__, url_prefix="/moderation/comments/<int:comment_id>/edit")


@blueprint.get("")
@access.needs(Right.MODERATE)
def edit(comment_id: int) -> Response:
    """Open the form with the comment's words in its row."""
    comment = queue_page.found(comment_id)
    return queue_page.answer(comment, form=RewordingForm(comment, obj=comment))


@blueprint.post("")
@access.needs(Right.MODERATE)
def update(comment_id: int) -> Response:
    """Change the comment's words; what it said before is kept."""
    comment = queue_page.found(comment_id)
    form = RewordingForm(comment)
    if not form.validate():
        return queue_page.answer(comment, 422, form=form)
    said = form.text(), form.name.data or "", form.website.data or ""
    try:
        with db.writing():
            comment.rephrase(*said, form.seen, by=access.staff())
    except CommentConflict:
        note = conflict(form.seen, Decision.last(comment))
        return queue_page.answer(comment, 409, form=form, note=note)
    if not hypermedia.wants_partial():
        return hypermedia.go(queue_page.back(comment))
    return queue_page.answer(comment, say=_("Your changes are saved."))
