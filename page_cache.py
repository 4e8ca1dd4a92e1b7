"""Public pages as finished bytes: the same for everybody of one language, made again only when something changed.

A view wrapped in ``cached`` renders at most once a change. Each request asks the feed (three microseconds on SQLite)
whether the page is still true, so what one process writes, every process shows at once.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Response, current_app, request
from flask_babel import get_locale

import clock
import hypermedia
import live

MOST = 500  # pages kept in each process
KNOWN_ARGUMENTS = ("page", "reply")


@dataclass(frozen=True, slots=True)
class Page:
    """What a cacheable view returns: its text, the versions of the topics that it shows, and when time alone ends it.

    ``versions`` were read before the page was rendered, so that a change made meanwhile is never missed.
    """

    html: str | bytes
    versions: dict[str, int]
    until: datetime | None = None
    kind: str = "text/html"


@dataclass(slots=True)
class _Kept:
    versions: dict[str, int]
    until: float | None
    body: bytes
    packed: bytes
    etag: str
    kind: str


def cached(view: Callable[..., Page | Response]) -> Callable[..., Response]:
    """Wrap a GET view that returns a Page; a request with a cookie (staff) or from htmx is always rendered anew."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        if request.cookies or hypermedia.wants_partial():
            return _fresh(view(*args, **kwargs))
        key = (request.path, str(get_locale()), *(request.args.get(name) for name in KNOWN_ARGUMENTS))
        pages: OrderedDict[Any, _Kept] = current_app.extensions.setdefault("pages", OrderedDict())
        kept = pages.get(key)
        if kept is None or not _still_true(kept):
            page = view(*args, **kwargs)
            if isinstance(page, Response):
                return page
            kept = pages[key] = _keep(page)
            if len(pages) > MOST:
                pages.popitem(last=False)
        return _answer(kept)

    return answer


def _still_true(kept: _Kept) -> bool:
    feed = live.feed()
    if kept.until is not None and clock.now().timestamp() >= kept.until:
        return False
    return all(feed.version(topic) == version for topic, version in kept.versions.items())


def _keep(page: Page) -> _Kept:
    body = page.html if isinstance(page.html, bytes) else page.html.encode()
    etag = hashlib.sha256(body).hexdigest()[:20]
    until = page.until.timestamp() if page.until else None
    return _Kept(page.versions, until, body, gzip.compress(body, 9, mtime=0), etag, page.kind)


def _answer(kept: _Kept) -> Response:
    response = Response(kept.body, mimetype=kept.kind)
    response.vary.update(["Accept-Encoding", "Cookie"])
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.set_etag(kept.etag, weak=True)
    if request.if_none_match.contains_weak(kept.etag):
        response.status_code, response.data = 304, b""
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response.data = kept.packed
        response.headers["Content-Encoding"] = "gzip"
    return response


def _fresh(page: Page | Response) -> Response:
    if isinstance(page, Response):
        return page
    response = Response(page.html, mimetype=page.kind)
    response.headers["Cache-Control"] = "no-store" if request.cookies else "no-cache"
    return response
