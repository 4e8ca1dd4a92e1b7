"""The stream of what changes on open pages of the moderation queue."""

from flask import Blueprint, Response, render_template

import access
from blueprints.moderation import queue_page
from blueprints.site.stream import Change, stream_while_allowed
from models.comment.presence import Presence
from models.user import Right

blueprint = Blueprint("queue_stream", __name__)


@blueprint.get("/moderation/live")
@access.needs(Right.MODERATE)
def show() -> Response:
    """Stream the rows that change."""
    return stream_while_allowed(queue_page.TOPIC, changed_rows, Right.MODERATE)


def changed_rows(changes: list[Change]) -> str:
    """Render the rows that changed, for everybody alike: no form in them carries anybody's token."""
    ids = [ref for part, ref in changes if part == "comment" and ref]
    read = {ref for part, ref in changes if part == "reading" and ref} - set(ids)
    many = len(ids) > queue_page.MANY
    facts = queue_page.rows([] if many else queue_page.some(ids)) | {"shared": True, "many": many}
    facts["gone"] = [] if many else sorted(set(ids) - {comment.id for comment in facts["comments"]})
    watched = queue_page.some(read)
    facts["presences"] |= Presence.of(watched)
    return render_template(
        "moderation/queue/live.hx.html", counts=queue_page.counts(), watched=watched, **facts
    )
