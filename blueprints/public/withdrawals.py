"""Withdrawing a comment: a page that asks its author, and the act."""

from flask import Blueprint, Response, abort, make_response, render_template

from extensions import db
from mails import kept_files
from models import erasure
from models.comment import Comment
from security import private

blueprint = Blueprint("withdrawals", __name__, url_prefix="/comments/<token>/delete")


@blueprint.get("")
def new(token: str) -> Response:
    """Ask whether the comment is really to be deleted."""
    comment = Comment.by_token(token) or abort(404)
    return private(make_response(render_template("public/withdrawals/new.html", comment=comment)))


@blueprint.post("")
def create(token: str) -> Response:
    """Delete the comment, and say so."""
    comment = Comment.by_token(token) or abort(404)
    event = comment.event
    with db.writing():
        comment.withdraw()
        reference = erasure.reference()
    kept_files.sweep()
    html = render_template("public/withdrawals/create.html", event=event, reference=reference)
    return private(make_response(html))
