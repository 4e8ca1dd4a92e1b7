"""The moderation queue, kept open all day: its pages and its newcomers."""

from flask import Blueprint, Response, make_response, render_template, request

import access
import hypermedia
from blueprints.moderation import queue_page
from models.user import Right
from outside import number

blueprint = Blueprint("queue", __name__, url_prefix="/moderation")


@blueprint.get("")
@access.needs(Right.MODERATE)
def index() -> Response:
    """Show a page of the queue; htmx gets those who came since it looked last, to put above the others."""
    form = queue_page.asked()
    status, shown = 200 if form.validate() else 422, form.queue()
    if hypermedia.wants_partial():
        came = queue_page.newcomers(shown, request.args.get("since", 0, type=number))
        return hypermedia.fragments("moderation/queue/index.hx.html", **came)
    version = queue_page.version()
    context = queue_page.context(shown, request.args.get("before", 0, type=number), version)
    return make_response(render_template("moderation/queue/index.html", filter_form=form, **context), status)


@blueprint.get("/newcomers")
@access.needs(Right.MODERATE)
def check() -> str:
    """Say how many came since the page was made."""
    shown, since = queue_page.asked().queue(), request.args.get("since", 0, type=number)
    count = len(shown.newcomers(since))
    return render_template("moderation/queue/check.hx.html", queue=shown, since=since, newcomers=count)


@blueprint.get("/comments/<int:comment_id>")
@access.needs(Right.MODERATE)
def show(comment_id: int) -> Response:
    """Show one comment with all that happened to it."""
    return queue_page.answer(queue_page.found(comment_id))
