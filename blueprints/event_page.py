"""The event page, which the events, registrations and comments blueprints all show: composed here, once."""

from typing import Any

from flask import Response, make_response, render_template
from flask_babel import get_locale

import live
from forms.comment import CommentForm
from forms.registration import RegistrationForm
from models.event import Event


def context(event: Event, **forms: Any) -> dict[str, Any]:
    """Return what templates/events/show.html needs; ``registration_form`` and ``comment_form`` replace the blank ones."""
    return {
        "event": event,
        "version": live.feed().version(event.topic),
        "registration_form": forms.get("registration_form") or RegistrationForm.blank(event),
        "comment_form": forms.get("comment_form") or CommentForm.blank(event),
        "language": str(get_locale()),
        "receipt": forms.get("receipt"),
        "posted": forms.get("posted"),
    }


def page(event: Event, status: int = 200, **forms: Any) -> Response:
    """Answer with the whole event page, never cached: it shows what one visitor typed or just did."""
    response = make_response(render_template("events/show.html", **context(event, **forms)), status)
    response.headers["Cache-Control"] = "no-store"
    return response
