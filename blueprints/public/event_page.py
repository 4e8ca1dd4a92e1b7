"""The event page, put together here for the events, registrations and comments blueprints."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Response, make_response, render_template, request
from flask_babel import get_locale

import access
import clock
import hypermedia
import live
from blueprints.moderation import queue_page
from extensions import db
from forms.public.comment import CommentForm
from forms.public.registration import RegistrationForm
from models.comment import Comment, Discussion, Place
from models.event import Event
from outside import number

STAMPED_ANEW = timedelta(hours=12)
FOLLOWING = 3  # events named at the foot of another
MANY = 50  # comments that open pages are told of at once; more, and they are asked to load again


def context(event: Event, **forms: Any) -> dict[str, Any]:
    """Return the context for templates/public/events/show.html.

    ``registration_form`` and ``comment_form`` replace the blank forms.
    """
    version = forms.get("version") or live.feed().version(event.topic)
    comment_form = forms.get("comment_form") or _blank(event)
    return {
        "event": event,
        "following": Event.others_coming(event, FOLLOWING),
        "version": version,
        "waiting": queue_page.of(event),
        "registration_form": forms.get("registration_form") or RegistrationForm.blank(event),
        "comment_form": comment_form,
        "discussion": Discussion.of(event, _asked_page(comment_form)),
        "language": str(get_locale()),
        "receipt": forms.get("receipt"),
    }


def until(event: Event, following: Sequence[Event] = ()) -> datetime:
    """Return when a cached page must be rendered again even if nothing changed.

    Its forms carry time stamps that expire, and events that follow begin.
    """
    fresh = clock.now() + STAMPED_ANEW
    return min([event.next_turn or fresh, fresh, *(other.starts_at for other in following)])


def next_turn(events: list[Event]) -> datetime | None:
    """Return when a list of events says something else even if nobody changes anything."""
    return min((event.next_turn for event in events if event.next_turn), default=None)


def years(past: list[Event]) -> list[int]:
    """Return the years of past events, the latest first."""
    return sorted({event.starts.year for event in past}, reverse=True)


def page(event: Event, status: int = 200, **forms: Any) -> Response:
    """Answer with the whole event page, never cached: it shows what one visitor typed or just did."""
    response = make_response(render_template("public/events/show.html", **context(event, **forms)), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def reply(event: Event) -> Response:
    """Answer htmx with the one part of the form that says which comment is answered (``?reply=``)."""
    return hypermedia.fragments("public/comments/reply.hx.html", event=event, comment_form=_blank(event))


def post(form: CommentForm) -> Comment:
    """Post what a valid form says, and tell its author of replies if they wish so; raises CommentRefused."""
    source = access.source(form.signs_of_a_machine)
    comment = form.comment(source)
    with db.writing():
        comment.post(source)
        if form.wants_replies:
            comment.follow()
        db.keep(comment, comment.event)
    return comment


def moved(event: Event, changes: list[tuple[str, int | None]]) -> dict[str, Any]:
    """Return what templates/public/events/live.hx.html needs of the comments that changed."""
    appeared = [ref for part, ref in changes if part == "comment" and ref]
    written = [
        db.session.get(Comment, ref) for part, ref in changes if part == "text" and ref not in appeared
    ]
    few = appeared if len(appeared) <= MANY else []
    return {
        "discussion": Discussion.outline(event) if appeared or written else None,
        "places": Place.of(event, few),
        "left": [] if few else Place.hidden(appeared),
        "many": not few and bool(appeared),
        "texts": [
            (comment, Discussion.page_of(comment)) for comment in written if comment and comment.visible
        ],
        "comment_form": CommentForm.blank(event),
    }


def _blank(event: Event) -> CommentForm:
    return CommentForm.blank(event, access.current_user(), request.args.get("reply"))


def _asked_page(form: CommentForm) -> int:
    """Return the page of the discussion named in the address, else that of the comment replied to."""
    asked = request.args.get("page", type=number)
    if asked is None and form.parent:
        return Discussion.page_of(form.parent)
    return asked or 1
