"""The moderation queue as it is shown: by its own page, by the answers to decisions, and on the event page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
import live
from extensions import db
from models import queue
from models.comment import Comment, CommentState
from models.decision import Decision
from models.queue import PAGE, Queue

TOPIC = "queue"


def context(shown: Queue, before: int = 0) -> dict[str, Any]:
    """Return what a page of the queue needs."""
    version = live.feed().version(TOPIC)
    db.session.rollback()  # a transaction that began before could not see all that the version counts
    decided = request.args.get("decided", 0, type=int)
    comments = shown.page(before, decided)
    return rows(comments[:PAGE]) | {
        "queue": shown,
        "counts": counts(),
        "newcomers": 0,
        "since": queue.newest(),
        "version": version,
        "next": comments[PAGE - 1].id if len(comments) > PAGE else None,
        "events": queue.discussed(),
    }


def rows(comments: Iterable[Comment]) -> dict[str, Any]:
    """Return what the rows of some comments need."""
    found = list(comments)
    return {"comments": found, "decisions": Decision.standing(found), "shared": False}


def counts() -> dict[CommentState, int]:
    """Return how many comments are in each state; counted once a change, because a long queue takes a while."""
    version = live.feed().version(TOPIC)
    kept: tuple[int, dict[CommentState, int]] | None = current_app.extensions.get("queue counts")
    if kept is None or kept[0] != version:
        kept = current_app.extensions["queue counts"] = version, queue.counts()
    return kept[1]


def answer(comment: Comment, status: int = 200, say: str = "", **shown: Any) -> Response:
    """Answer with the comment's row as it is now, in its place, and the new counts; or with a page of that row.

    ``shown`` may hold a ``note`` for the row, or the form that is open in it.
    """
    facts = rows([comment]) | {"comment": comment, "counts": counts(), "note": "", "form": None} | shown
    if hypermedia.wants_partial():
        return hypermedia.fragments("decisions/create.hx.html", status, say, **facts)
    return make_response(render_template("moderation/show.html", **facts), status)


def asked() -> Queue:
    """Return the queue that the address asks for."""
    state = request.args.get("status", "")
    known = CommentState(state) if state in set(CommentState) else CommentState.PENDING
    return Queue(known, request.args.get("q", "").strip(), request.args.get("event", ""))


def found(comment_id: int) -> Comment:
    """Return a comment; a clear 404 when it is gone."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.erased:
        words = {
            "title": _("This comment no longer exists"),
            "advice": _("Its author or a colleague deleted it. Reload the page to see what is left."),
        }
        if hypermedia.wants_partial():
            abort(hypermedia.alert(render_template("errors/_alert.html", **words), 404))
        abort(make_response(render_template("errors/show.html", **words), 404))
    return comment


def back(comment: Comment) -> str:
    """Return where a browser without JavaScript goes after a decision: the row, on the page from which it was taken."""
    parts = urlsplit(request.referrer or "")
    ours = parts.netloc == request.host and parts.path.startswith(("/moderation", "/events/"))
    page = parts.path if ours and "/comments/" not in parts.path else url_for("moderation.index")
    arguments = dict(parse_qsl(parts.query)) if ours else {}
    return f"{page}?{urlencode(arguments | {'decided': str(comment.id)})}#queue-{comment.id}"
