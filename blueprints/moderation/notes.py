"""Notes that moderators leave one another about a comment, written in its row."""

from flask import Blueprint, Response
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from forms.moderation.decision import NoteForm
from models.user import Right

blueprint = Blueprint("notes", __name__, url_prefix="/moderation/comments/<int:comment_id>")


@blueprint.get("/note")
@access.needs(Right.MODERATE)
def new(comment_id: int) -> Response:
    """Open the form of a note in the comment's row."""
    comment = queue_page.found(comment_id)
    return queue_page.answer(comment, form=NoteForm(comment))


@blueprint.post("/notes")
@access.needs(Right.MODERATE)
def create(comment_id: int) -> Response:
    """Leave colleagues a note; it changes nothing of the comment."""
    comment = queue_page.found(comment_id)
    form = NoteForm(comment)
    if not form.validate():
        return queue_page.answer(comment, 422, form=form)
    with db.writing():
        comment.annotate((form.body.data or "").strip(), by=access.staff())
    if not hypermedia.wants_partial():
        return hypermedia.go(queue_page.back(comment))
    return queue_page.answer(comment, say=_("Your note is kept."))
