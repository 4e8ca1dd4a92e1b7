"""The stream of what changes at a door, for its open pages."""

from flask import Blueprint, Response

from access import needs
from blueprints.door import page
from blueprints.site.stream import stream_while_allowed
from models.change_feed import change
from models.user import Right

blueprint = Blueprint("door_stream", __name__)


@blueprint.get("/desk/events/<slug>/door/live")
@needs(Right.SEE_DOOR)
def show(slug: str) -> Response:
    """Stream changes to the door's phone; ``?since=`` is the version that it already has."""
    event_id = page.find(slug).id
    topic = change.door(event_id)
    return stream_while_allowed(
        topic, lambda changes: page.changed(event_id, changes), Right.SEE_DOOR, event_id
    )
