"""What is written in a comment's row: other words for it, a note to colleagues, and a reply."""

from flask import Blueprint, Response
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from formats.moderation import overtaken
from forms.moderation.decision import NoteForm, ReplyForm, RewordingForm
from forms.public.comment_text import REFUSALS
from models.comment import CommentRefused
from models.comment.decision import CommentConflict, Decision, DecisionRefused
from models.user import Right

blueprint = Blueprint("comment_edits", __name__, url_prefix="/moderation/comments/<int:comment_id>")


@blueprint.get("/edit")
@access.needs(Right.MODERATE)
def edit(comment_id: int) -> Response:
    """Open the form with the comment's words in its row."""
    comment = queue_page.found(comment_id)
    return queue_page.answer(comment, form=RewordingForm(comment, obj=comment))


@blueprint.post("/edit")
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
        note = overtaken(form.seen, Decision.last(comment))
        return queue_page.answer(comment, 409, form=form, note=note)
    if not hypermedia.wants_partial():
        return hypermedia.go(queue_page.back(comment))
    return queue_page.answer(comment, say=_("Your changes are saved."))


@blueprint.get("/note")
@access.needs(Right.MODERATE)
def note(comment_id: int) -> Response:
    """Open the form of a note in the comment's row."""
    comment = queue_page.found(comment_id)
    return queue_page.answer(comment, form=NoteForm(comment))


@blueprint.post("/notes")
@access.needs(Right.MODERATE)
def annotation(comment_id: int) -> Response:
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


@blueprint.get("/reply")
@access.needs(Right.MODERATE)
def reply(comment_id: int) -> Response:
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
        return queue_page.answer(comment, 409, form=form, note=overtaken(form.seen, Decision.last(comment)))
    except CommentRefused as refused:
        return queue_page.answer(comment, 422, form=form, note=str(REFUSALS[refused.reason]))
    return queue_page.replied(comment, written)
