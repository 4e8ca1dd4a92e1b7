"""The moderation queue, kept open all day: its pages, its newcomers, and what changes in it."""

from collections.abc import Iterator

from flask import Blueprint, Response, make_response, render_template, request, session

import access
import hypermedia
from blueprints.moderation import queue_page
from blueprints.site.stream import Change, stream
from extensions import db
from models.comment.presence import Presence
from models.user import Right, StaffSession
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
        return hypermedia.fragments("moderation/queue/more.hx.html", **came)
    version = queue_page.version()
    context = queue_page.context(shown, request.args.get("before", 0, type=number), version)
    return make_response(render_template("moderation/queue/index.html", filter_form=form, **context), status)


@blueprint.get("/newcomers")
@access.needs(Right.MODERATE)
def newcomers() -> str:
    """Show how many came since the page was made."""
    shown, since = queue_page.asked().queue(), request.args.get("since", 0, type=number)
    count = len(shown.newcomers(since))
    return render_template("moderation/queue/newcomers.hx.html", queue=shown, since=since, newcomers=count)


@blueprint.get("/live")
@access.needs(Right.MODERATE)
def live() -> Response:
    """Stream the rows that change, for as long as the session lasts."""
    response = stream(queue_page.TOPIC, changed_rows)
    response.response = _while_signed_in(iter(response.response), session[access.TOKEN])  # type: ignore[arg-type]
    return response


@blueprint.get("/comments/<int:comment_id>")
@access.needs(Right.MODERATE)
def show(comment_id: int) -> Response:
    """Show one comment with all that happened to it."""
    return queue_page.answer(queue_page.found(comment_id))


def changed_rows(changes: list[Change]) -> str:
    """Render the rows that changed, for everybody alike: no form in them carries anybody's token."""
    ids = [ref for part, ref in changes if part == "comment" and ref]
    read = {ref for part, ref in changes if part == "reading" and ref} - set(ids)
    many = len(ids) > queue_page.MANY
    facts = queue_page.rows([] if many else queue_page.some(ids)) | {"shared": True, "many": many}
    facts["gone"] = [] if many else sorted(set(ids) - {comment.id for comment in facts["comments"]})
    watched = queue_page.some(read)
    facts["readings"] |= Presence.of(watched)
    return render_template(
        "moderation/queue/live.hx.html", counts=queue_page.counts(), watched=watched, **facts
    )


def _while_signed_in(messages: Iterator[bytes], secret: str) -> Iterator[bytes]:
    for message in messages:
        alive = StaffSession.alive(secret)
        allowed = alive is not None and alive.user.may(Right.MODERATE)
        db.session.remove()
        if not allowed:
            return
        yield message
