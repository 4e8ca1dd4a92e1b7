"""The moderation queue as shown by its own page, after decisions, and on the event page."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
import live
from extensions import db
from formats.moderation import tab_name
from forms.moderation.queue import FilterForm
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, FormerText, Note
from models.comment.bulk_decision import BulkDecision
from models.comment.decision import Decision
from models.comment.presence import Presence
from models.comment.queue import ALL, PAGE, Past, Queue
from models.comment.report import Report
from models.event import Event
from models.user import Right
from outside import number, parts

TOPIC = "queue"
MANY = 50  # rows that a change of many is told in; more, and pages are asked to load again


def context(shown: Queue, before: int = 0, version: int = 0) -> dict[str, Any]:
    """Return what a page of the queue needs; ``version`` is the queue's, read before anything of it."""
    decided = request.args.get("decided", 0, type=number)
    comments = shown.page(before, decided)
    return rows(comments[:PAGE]) | {
        "queue": shown,
        "counts": counts(),
        "newcomers": 0,
        "since": Queue.newest(),
        "bulk_decision": BulkDecision.last_of(access.staff()),
        "version": version or live.feed().version(TOPIC),
        "next": comments[PAGE - 1].id if len(comments) > PAGE else None,
    }


def of(event: Event) -> dict[str, Any] | None:
    """Return what the event's page needs to show moderators what waits there; None for everybody else."""
    user = access.current_user()
    if user is None or not user.may(Right.MODERATE):
        return None
    return context(Queue(event=event.slug))


def rows(comments: Iterable[Comment]) -> dict[str, Any]:
    """Return what the rows of some comments need."""
    found = list(comments)
    known = {
        "decisions": Decision.standing(found),
        "pasts": Past.of(found),
        "reports": Report.open_about(found),
        "notes": Note.about(found),
        "presences": Presence.of(found),
    }
    return {"comments": found, "shared": False} | known


def counts() -> dict[CommentState, int]:
    """Return how many comments are in each state.

    The count is cached until something changes, because counting a long queue takes a while.
    """
    version = live.feed().version(TOPIC)
    kept: tuple[int, dict[CommentState, int]] | None = current_app.extensions.get("queue counts")
    if kept is None or kept[0] != version:
        kept = current_app.extensions["queue counts"] = version, Queue.counts()
    return kept[1]


def answer(comment: Comment, status: int = 200, say: str = "", **shown: Any) -> Response:
    """Answer with the comment's row as it is now and the new counts, or with a page showing that row.

    ``shown`` may hold a ``note`` for the row, or the form that is open in it.
    """
    facts = rows([comment]) | {"comment": comment, "counts": counts(), "note": "", "form": None} | shown
    if hypermedia.wants_partial():
        facts["bulk_decision"] = BulkDecision.last_of(access.staff())
        return hypermedia.fragments("moderation/decisions/create.hx.html", status, say, **facts)
    facts |= {"former": FormerText.of(comment), "history": happened(comment)}
    return make_response(render_template("moderation/queue/show.html", **facts), status)


def happened(comment: Comment) -> list[AuditEntry]:
    """Return what happened to a comment, oldest first."""
    return list(db.session.scalars(AuditEntry.about("comment", comment.id)))


def newcomers(shown: Queue, since: int) -> dict[str, Any]:
    """Return what the rows of those who came after the comment ``since`` need, up to the newest of now."""
    newest = Queue.newest()
    came = [comment for comment in shown.newcomers(since) if comment.id <= newest]
    return rows(came) | {"queue": shown, "since": newest, "newcomers": 0, "counts": counts()}


def replied(comment: Comment, reply: Comment) -> Response:
    """Answer with the row of a comment and the one of a reply to it, below."""
    if not hypermedia.wants_partial():
        return hypermedia.go(back(comment))
    facts = rows([comment, reply]) | {"comment": comment, "reply": reply, "counts": counts(), "note": ""}
    return hypermedia.fragments(
        "moderation/replies/create.hx.html", 200, _("Your reply is published."), **facts
    )


def decided(decision: BulkDecision, ticked: list[int] | None = None) -> Response:
    """Answer with the rows that a bulk decision moved and may be on the page, and how to undo it."""
    if not hypermedia.wants_partial():
        return hypermedia.go(left())
    comments = some(ticked) if ticked else decision.some(MANY)
    facts = rows(comments) | {"counts": counts(), "bulk_decision": decision, "note": "", "form": None}
    return hypermedia.fragments("moderation/bulk_decisions/create.hx.html", **facts)


def asked() -> FilterForm:
    """Return the filter as the address fills it in, with all that can be chosen."""
    form = FilterForm(request.args)
    states = [(state.value, tab_name(state)) for state in CommentState]
    form.offer([*states, (ALL, _("All comments"))], Queue.discussed())
    return form


def some(ids: Iterable[int]) -> list[Comment]:
    """Return comments by their ids, newest first, with all that a row shows."""
    return list(db.session.scalars(Queue.everything().where(Comment.id.in_(ids))))


def version() -> int:
    """Return how far the queue's changes went, so that all that is read from now on is at least as new."""
    now = live.feed().version(TOPIC)
    db.session.rollback()  # a transaction that began before could not see all that the version counts
    return now


def found(comment_id: int) -> Comment:
    """Return a comment; a clear 404 when it is gone."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.erased:
        title, advice = (
            _("This comment no longer exists"),
            _("Its author or a colleague deleted it. Reload the page to see what is left."),
        )
        abort(told(title, advice, 404))
    return comment


def told(title: str, advice: str, status: int) -> Response:
    """Answer with a fault in words: beside what htmx has on the screen, or on a page of its own."""
    said = {"title": title, "advice": advice, "number": ""}
    if hypermedia.wants_partial():
        return hypermedia.alert(render_template("errors/_alert.html", **said), status)
    return make_response(render_template("errors/show.html", **said), status)


def back(comment: Comment) -> str:
    """Return where a browser without JavaScript goes after a decision.

    That is the comment's row, on the page where the decision was made.
    """
    page, arguments = _came_from()
    return f"{page}?{urlencode(arguments | {'decided': str(comment.id)})}#queue-{comment.id}"


def left() -> str:
    """Return where a browser without JavaScript goes after a decision: to the page from which it came."""
    page, arguments = _came_from()
    arguments.pop("decided", None)
    return f"{page}{'?' if arguments else ''}{urlencode(arguments)}#queue-bar"


def _came_from() -> tuple[str, dict[str, str]]:
    before = parts(request.referrer or "")
    ours = before.netloc == request.host and before.path.startswith(("/moderation", "/events/"))
    page = before.path if ours and "/comments/" not in before.path else url_for("queue.index")
    if page.endswith("/batches/new"):
        page = url_for("queue.index")
    return page, dict(parse_qsl(before.query)) if ours else {}
