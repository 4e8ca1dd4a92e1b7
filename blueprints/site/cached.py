"""What makes a view answer from the cache of pages: what is asked for, and how the page is sent."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from flask import Response, current_app, request
from flask_babel import get_locale

import hypermedia
import language
from page_cache import KNOWN_ARGUMENTS, PAGE, Kept, Page, recall


def cached(view: Callable[..., Page | Response]) -> Callable[..., Response]:
    """Wrap a GET view that returns a Page; a request of the staff or of htmx is always rendered anew."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        make = partial(view, *args, **kwargs)
        if _personal() or hypermedia.wants_partial():
            return _fresh(make())
        language.known_arguments(KNOWN_ARGUMENTS)
        arguments = [request.args.get(name) for name in KNOWN_ARGUMENTS]
        found = recall((request.path, str(get_locale()), *arguments), make)
        if not isinstance(found, Kept):
            return _fresh(found)
        request.environ[PAGE] = found
        return _kept(found)

    return answer


def _kept(kept: Kept) -> Response:
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
    response.headers["Cache-Control"] = "no-store" if _personal() else "no-cache"
    return response


def _personal() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
