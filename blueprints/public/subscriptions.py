"""Subscribing to replies: confirming the email address, and ending it with one button or by mail.

Opening a link never acts. The token in the address is all the proof that is asked for: a mail program that unsubscribes
for its user (RFC 8058) has neither our cookie nor our form.
"""

from flask import Blueprint, Response, abort, make_response, render_template, request

from extensions import db
from models.subscription import Follower, Subscription, replies
from security import private

blueprint = Blueprint("subscriptions", __name__)


@blueprint.get("/followers/<token>")
def new(token: str) -> Response:
    """Ask whether the address is really the reader's, or say that it is known to be."""
    follower = Follower.by_token(token) or abort(404)
    return page("public/subscriptions/new.html", follower=follower, done=False)


@blueprint.post("/followers/<token>")
def create(token: str) -> Response:
    """Confirm the address."""
    follower = Follower.by_token(token) or abort(404)
    with db.writing():
        replies.confirm(follower)
    return page("public/subscriptions/new.html", follower=follower, done=True)


@blueprint.get("/subscriptions/<token>")
def show(token: str) -> Response:
    """Ask whether the reader wants to hear no more of replies."""
    subscription = Subscription.by_token(token) or abort(404)
    return page("public/subscriptions/show.html", subscription=subscription)


@blueprint.post("/subscriptions/<token>")
def destroy(token: str) -> Response:
    """End it, or with ``all`` everything that the address follows; a second time changes nothing."""
    subscription = Subscription.by_token(token) or abort(404)
    with db.writing():
        subscription.end(all_of_them="all" in request.form)
    db.session.refresh(subscription)
    return page("public/subscriptions/show.html", subscription=subscription)


def page(template: str, **context: object) -> Response:
    """Answer with a page behind a private link."""
    return private(make_response(render_template(template, **context)))
