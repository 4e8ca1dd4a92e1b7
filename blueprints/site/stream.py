"""Answers that never end: what happens to a topic, as server-sent events (WHATWG HTML, §9.2)."""

import sys
from collections.abc import Callable, Iterator

from flask import Response, request, session, stream_with_context
from flask_babel import get_locale

import access
import live
import logs
from extensions import db
from models.user import Right, StaffSession
from outside import number

Change = tuple[str, int | None]
Render = Callable[[list[Change]], str]


def stream(topic: str, render: Render) -> Response:
    """Answer with the stream of a topic; each change is rendered once for all its readers of one language.

    What was missed since ``Last-Event-ID`` (or ``?since=``, the version that the page shows) comes first.
    """
    shown = request.headers.get("Last-Event-ID", type=number)
    since = request.args.get("since", type=number) if shown is None else shown
    db.session.remove()
    readers = request.endpoint or "", str(get_locale())
    messages = _to_the_end(_messages(topic, since, render, readers))
    response = Response(stream_with_context(messages), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def stream_while_allowed(topic: str, render: Render, right: Right, event_id: int | None = None) -> Response:
    """Answer with the stream of a topic for as long as the session that asks lasts and has a right."""
    response = stream(topic, render)
    messages = iter(response.response)
    response.response = _while_allowed(messages, session[access.TOKEN], right, event_id)  # type: ignore[arg-type]
    return response


def _while_allowed(
    messages: Iterator[bytes], secret: str, right: Right, event_id: int | None
) -> Iterator[bytes]:
    for message in messages:
        alive = StaffSession.alive(secret)
        allowed = alive is not None and alive.may(right, event_id)
        db.session.remove()
        if not allowed:
            return
        yield message


def _messages(topic: str, since: int | None, render: Render, readers: tuple[str, str]) -> Iterator[bytes]:
    following = live.follow(topic)
    newest, missed = (0, []) if since is None else live.feed().since(topic, since)
    yield b"retry: 1000\n\n"
    if missed:
        yield message(newest, _rendered(render, missed))
    for link in following:
        if link is None:
            yield b": still here\n\n"
        elif link.id > newest:
            if readers not in link.rendered:
                link.rendered[readers] = message(link.id, _rendered(render, link.changes))
            yield link.rendered[readers]


def _to_the_end(messages: Iterator[bytes]) -> Iterator[bytes]:
    """Hand messages on; at a fault the stream ends, and its reader comes back by itself."""
    try:
        yield from messages
    except Exception:  # noqa: BLE001  whatever it was, it stands in the log
        logs.note(sys.exc_info())


def _rendered(render: Render, changes: list[Change]) -> str:
    try:
        return render(changes)
    finally:
        db.session.remove()  # an open page must not hold a connection


def message(number: int, html: str) -> bytes:
    """Return one server-sent event whose data are regions.

    Without regions it only updates the reader's position in the stream.
    """
    data = "".join(f"data: {line}\n" for line in html.strip().split("\n")) if html.strip() else ""
    return f"id: {number}\n{data}\n".encode()
