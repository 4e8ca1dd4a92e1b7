"""Streams of what changes on open pages, as server-sent events (WHATWG HTML, §9.2)."""

from flask import Blueprint, Response, abort, render_template

from blueprints.public import event_page
from blueprints.site.stream import Change, stream
from extensions import db
from forms.public.registration import RegistrationForm
from models.event import Event
from security import ANYWHERE

blueprint = Blueprint("event_stream", __name__)


@blueprint.get("/events/<slug>/live")
def show(slug: str) -> Response:
    """Stream the regions of an event's page as they change.

    ``?since=`` is the version that the page shows.
    """
    event = Event.published(slug) or abort(404)
    event_id = event.id

    def changed(changes: list[Change]) -> str:
        event = db.session.get(Event, event_id)
        return regions(event, changes) if event else ""

    response = stream(event.topic, changed)
    response.headers.extend(ANYWHERE)
    return response


def regions(event: Event, changes: list[Change]) -> str:
    """Return what of an event's open pages is made again after some changes."""
    context = event_page.moved(event, changes) | {"registration_form": RegistrationForm.blank(event)}
    return render_template("public/events/live.hx.html", event=event, changes=changes, **context)
