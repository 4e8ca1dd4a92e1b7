"""Commenting under a private link, where attendees and speakers need not say again who they are.

A registration's link proves no more than the form on the event's page asks for. A speaker's link is handed over by the
organisers: it alone gives the badge. The same rules hold for both: what waits on the event's page waits here.
"""

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import access
import hypermedia
from blueprints.public import event_page
from forms.public.linked_comment import GuestForm, LinkedForm, RegistrantForm
from models.comment import CommentRefused
from models.event import Event, Speaker, speaker_link
from models.registration import Registration
from security import private

blueprint = Blueprint("linked_comments", __name__)


@blueprint.get("/registrations/<token>/comments")
@blueprint.get("/events/<slug>/guests/<token>")
def new(token: str, slug: str = "") -> Response:
    """Show the form of somebody who is registered, or who speaks at the event."""
    return page(linked(token, slug, formdata=None))


@blueprint.post("/registrations/<token>/comments")
@blueprint.post("/events/<slug>/guests/<token>")
def create(token: str, slug: str = "") -> Response:
    """Post the comment and redirect to its private page, or show the form again.

    The form is shown with what to correct, or with the preview.
    """
    form = linked(token, slug)
    try:
        if form.asks_for_preview:
            return page(form, 200 if form.preview(access.source().address) else 422)
        if not form.validate():
            return page(form, 422)
        comment = event_page.post(form)
    except CommentRefused as refused:
        form.refuse(refused)
        return page(form, 429 if refused.seconds else 422, refused.seconds)
    return private(hypermedia.go(url_for("comments.show", token=comment.token)))


def linked(token: str, slug: str, **given: Any) -> LinkedForm:
    """Return the form of who the link names: a speaker of an event, or else who is registered; or 404."""
    return (
        GuestForm(*speaking(slug, token), **given) if slug else RegistrantForm(registration(token), **given)
    )


def registration(token: str) -> Registration:
    """Return the registration of somebody who comes or waits; 404 for every other."""
    found = Registration.by_token(token)
    return found if found and found.is_active else abort(404)


def speaking(slug: str, token: str) -> tuple[Event, Speaker]:
    """Return an event and who of its speakers the link names; 404 for every other."""
    event = Event.published(slug) or abort(404)
    return event, speaker_link.named_by(event, token) or abort(404)


def page(form: LinkedForm, status: int = 200, seconds: int = 0) -> Response:
    """Answer with the page of the form."""
    facts = {"event": form.event, "comment_form": form}
    answer = private(make_response(render_template("public/linked_comments/new.html", **facts), status))
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer
