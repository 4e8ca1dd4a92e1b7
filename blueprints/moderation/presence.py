"""Readings: which moderator has which comment before their eyes."""

from flask import Blueprint, Response

import access
import hypermedia
from blueprints.moderation import queue_page
from extensions import db
from models.comment.presence import Presence
from models.user import Right

blueprint = Blueprint("presence", __name__, url_prefix="/moderation/comments/<int:comment_id>/readings")


@blueprint.get("")
@access.needs(Right.MODERATE)
def index(comment_id: int) -> Response:
    """Show who reads a comment now."""
    comment = queue_page.found(comment_id)
    return hypermedia.fragments(
        "moderation/presence/index.hx.html", comment=comment, presences=Presence.of([comment])
    )


@blueprint.post("")
@access.needs(Right.MODERATE)
def create(comment_id: int) -> Response:
    """Tell colleagues that the moderator who asks reads a comment now."""
    comment = queue_page.found(comment_id)
    with db.writing():
        Presence.note(comment, by=access.staff())
    return Response(status=204)
