"""What other sites may show of an event: a card, and frames to register and comment in."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

import live
from blueprints.public import event_page
from blueprints.site.cached import cached
from extensions import db
from models.event import Event
from models.site.record import Site
from page_cache import Page
from security import framable

blueprint = Blueprint("embeds", __name__)


class Part(StrEnum):
    """What of an event a frame shows."""

    REGISTRATION = "registration"
    COMMENTS = "comments"
    SEATS = "seats"
    CARD = "card"


def _framed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap a view whose page the listed sites may frame."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        return framable(view(*args, **kwargs), Site.current().frame_ancestors)

    return answer


@blueprint.get("/events/<slug>/embed")
@_framed
@cached
def show(slug: str) -> Page | Response:
    """Show a part of an event's page in a frame; where there is no event, a calm word.

    ``?part=`` is one of Part.
    """
    event = Event.published(slug)
    if event is None:
        return make_response(render_template("public/embeds/gone.html"), 404)
    asked = request.args.get("part", "")
    part = Part(asked) if asked in set(Part) else Part.REGISTRATION
    versions = live.versions(event.topic, "site")
    db.session.rollback()  # a transaction that began before could not see all that the versions count
    context = event_page.context(event, version=versions[event.topic])
    template = "card" if part is Part.CARD else "show"
    html = render_template(f"public/embeds/{template}.html", part=part, **context)
    return Page(html, versions, event_page.until(event))
