"""Commenting under a registration's link: nobody who is registered says again who they are.

The link proves no more than the form on the event's page asks for, so the same rules hold: what waits there waits here.
"""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
from extensions import db
from forms.registrant_comment import RegistrantForm
from models.comment import Refused, follow, post
from models.registration import Registration
from security import private

blueprint = Blueprint("registrant_comments", __name__)


@blueprint.get("/registrations/<token>/comments")
def new(token: str) -> Response:
    """Show the form."""
    registration = find(token)
    return page(registration, RegistrantForm(registration, formdata=None))


@blueprint.post("/registrations/<token>/comments")
def create(token: str) -> Response:
    """Post the comment and lead to its private page; or show the form with what to correct, or with its preview."""
    registration = find(token)
    form = RegistrantForm(registration)
    if form.asks_for_preview and form.preview():
        return page(registration, form)
    if form.asks_for_preview or not form.validate():
        return page(registration, form, 422)
    comment, source = form.comment(), form.source()
    try:
        with db.writing():
            post(comment, source)
            if form.wants_replies:
                follow(comment)
    except Refused as refused:
        form.refuse(refused)
        return page(registration, form, 429 if refused.seconds else 422, refused.seconds)
    return private(hypermedia.go(url_for("comments.show", token=comment.token)))


def find(token: str) -> Registration:
    """Return the registration of somebody who comes or waits; 404 for every other."""
    registration = Registration.by_token(token)
    return registration if registration and registration.is_active else abort(404)


def page(registration: Registration, form: RegistrantForm, status: int = 200, seconds: int = 0) -> Response:
    """Answer with the page of the form."""
    facts = {"registration": registration, "event": registration.event, "comment_form": form}
    answer = private(make_response(render_template("comments/registrant.html", **facts), status))
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer
