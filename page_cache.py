"""A cache of rendered public pages, the same for all readers of one language.

They are rendered again only when something changed.

A view wrapped in ``cached`` (blueprints/site/cached.py) renders at most once a change. Each request asks the feed (three
microseconds on SQLite) whether the page is still true, so what one process writes, every process shows at once.

``Front`` answers an address that was answered before, in front of Flask: the same status, headers and bytes as last time,
after the same question. It knows nothing that Flask did not say, and what is personal never reaches it.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from flask import Flask, Response, current_app

import clock
import hypermedia
import live
from models.event.former_url import PLAIN

Kind = TypeVar("Kind")
MOST = 500  # pages kept in each process; those that nobody asked for longest make room
KNOWN_ARGUMENTS = ("lang", "page", "reply", "part")  # of an address; any other (utm_…) leads to the same page
PAGE = "parvis.page"  # where, in a request's environment, the page that answers it is left for the front
OF_THE_BODY = {"content-type", "content-length", "content-encoding"}  # what a 304 does not say


@dataclass(frozen=True, slots=True)
class Page:
    """What a cacheable view returns: text, versions of the topics shown, and when it expires.

    ``versions`` were read before the page was rendered, so that a change made meanwhile is never missed.
    """

    html: str | bytes
    versions: dict[str, int]
    until: datetime | None = None
    kind: str = "text/html"


@dataclass(slots=True)
class Kept:
    """A page as it is kept, with its bytes and what tells whether they are still true."""

    versions: dict[str, int]
    until: float | None
    body: bytes
    packed: bytes
    etag: str
    kind: str


@dataclass(slots=True)
class _Ready:
    """A page as it is sent to one address: all its headers, and the bytes that they describe."""

    kept: Kept
    headers: list[tuple[str, str]]
    brief: list[tuple[str, str]]
    body: bytes


def init_app(app: Flask) -> None:
    """Put the front before the application; what says who a visitor is (proxies) comes before the front."""
    app.wsgi_app = Front(app)  # type: ignore[method-assign]


class Front:
    """A WSGI application that answers again what ``app`` has answered, while it is still true."""

    def __init__(self, app: Flask) -> None:
        self.behind = app.wsgi_app
        self.extensions = app.extensions
        self.personal = (
            f"{app.config['SESSION_COOKIE_NAME']}="  # any other cookie is not ours and means nothing
        )
        self.known: OrderedDict[Any, _Ready] = OrderedDict()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        arguments = _known(environ.get("QUERY_STRING", ""))
        if (
            environ["REQUEST_METHOD"] != "GET"
            or self.personal in environ.get("HTTP_COOKIE", "")
            or hypermedia.asks(environ)
            or arguments is None
        ):
            return self.behind(environ, start_response)
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        mounted, scheme = environ.get("SCRIPT_NAME"), environ["wsgi.url_scheme"]
        key = (environ["PATH_INFO"], arguments, packed, mounted, scheme)
        ready = _used(self.known, key)
        if ready is None or not _still_true(ready.kept, self.extensions["live"]):
            return self.behind(environ, self._listening(key, environ, start_response))
        if ready.kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", ready.brief)
            return ()
        start_response("200 OK", ready.headers)
        return (ready.body,)

    def _listening(
        self, key: Any, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Callable[..., Any]:
        """Wrap ``start_response`` so that what Flask says about a page is remembered."""

        def started(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            kept: Kept | None = environ.get(PAGE)
            if kept and status.startswith("200 "):
                packed = any(name.lower() == "content-encoding" for name, _value in headers)
                brief = [pair for pair in headers if pair[0].lower() not in OF_THE_BODY]
                self.known[key] = _Ready(kept, list(headers), brief, kept.packed if packed else kept.body)
                if len(self.known) > MOST:
                    self.known.popitem(last=False)
            return start_response(status, headers, *fault)

        return started


def _known(query: str) -> tuple[str | None, ...] | None:
    """Return the values of the arguments that a page can depend on; None for an address of a former site."""
    if not query:
        return (None,) * len(KNOWN_ARGUMENTS)
    given = dict(reversed(parse_qsl(query, keep_blank_values=True)))  # of one that comes twice, the first
    if not given.keys().isdisjoint(PLAIN):
        return None
    return tuple(given.get(name) for name in KNOWN_ARGUMENTS)


def _used(pages: OrderedDict[Any, Kind], key: Any) -> Kind | None:
    """Return what is kept under a key, as what was asked for last."""
    found = pages.get(key)
    if found is not None:
        pages.move_to_end(key)
    return found


def recall(key: Any, make: Callable[[], Page | Response]) -> Kept | Page | Response:
    """Return the page kept under a key, made anew when it is true no more.

    What cannot be kept is returned as it was made: an answer that is no page, and a page while which somebody wrote,
    since it may show something older than it says.
    """
    pages: OrderedDict[Any, Kept] = current_app.extensions.setdefault("pages", OrderedDict())
    kept = _used(pages, key)
    if kept is None or not _still_true(kept, live.feed()):
        newest = live.feed().newest()
        page = make()
        if isinstance(page, Response) or max(page.versions.values(), default=0) > newest:
            return page
        kept = pages[key] = _keep(page)
        if len(pages) > MOST:
            pages.popitem(last=False)
    return kept


def _still_true(kept: Kept, feed: live.Feed) -> bool:
    if kept.until is not None and clock.now().timestamp() >= kept.until:
        return False
    return feed.agrees(kept.versions)


def _keep(page: Page) -> Kept:
    body = page.html if isinstance(page.html, bytes) else page.html.encode()
    etag = hashlib.sha256(body).hexdigest()[:20]
    until = page.until.timestamp() if page.until else None
    return Kept(page.versions, until, body, gzip.compress(body, 9, mtime=0), etag, page.kind)
