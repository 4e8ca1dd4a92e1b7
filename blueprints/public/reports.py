"""Reports: a reader tells the moderators about a published comment."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

import hypermedia
from extensions import db, limiter
from forms.public.report import ReportForm
from models.comment import Comment
from models.event import Event

blueprint = Blueprint("reports", __name__, url_prefix="/events/<slug>/comments/<int:comment_id>/report")


@blueprint.get("")
def new(slug: str, comment_id: int) -> Response:
    """Ask what is wrong with a comment: below it, or on a page of its own."""
    return answered(found(slug, comment_id), "public/reports/_form.html", form=ReportForm(comment_id))


@blueprint.post("")
@limiter.limit(lambda: f"{current_app.config['REPORTS_PER_HOUR']} per hour")
def create(slug: str, comment_id: int) -> Response:
    """Note the report; the answer is the same for a second one, which does not count."""
    comment, form = found(slug, comment_id), ReportForm(comment_id)
    if not form.validate():
        return answered(comment, "public/reports/_form.html", 422, form=form)
    with db.writing():
        comment.report(request.remote_addr or "", (form.words.data or "").strip())
    return answered(comment, "public/reports/_thanks.html")


def found(slug: str, comment_id: int) -> Comment:
    """Return a comment that everybody may read; 404 for any other."""
    event = Event.published(slug) or abort(404)
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.event_id != event.id or not comment.visible or comment.erased:
        abort(404)
    return comment


def answered(comment: Comment, part: str, status: int = 200, **shown: object) -> Response:
    """Answer with a part below the comment, or on a page of its own."""
    facts: dict[str, Any] = {"comment": comment, "event": comment.event, "part": part} | shown
    if hypermedia.wants_partial():
        return hypermedia.fragments("public/reports/create.hx.html", status, **facts)
    response = make_response(render_template("public/reports/new.html", **facts), status)
    response.headers["Cache-Control"] = "no-store"
    return response
