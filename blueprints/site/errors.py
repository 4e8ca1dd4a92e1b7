"""Error answers in the site's style: a page, or for htmx a notice that keeps what was typed."""

import logging
import time
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    ServiceUnavailable,
    TooManyRequests,
)
from werkzeug.routing import RequestRedirect

import access
import erasure_journal
import hypermedia
import logs
from extensions import Busy, db, limiter
from language import chosen, twin
from models.event import EventGone
from models.site.record import Site
from models.user import RefusalKind

log = logging.getLogger(__name__)
COME_BACK = 5  # seconds after which who met a busy site may try again

WORDS = {
    400: (_l("This request cannot be read"), _l("Go back, reload the page and try again.")),
    403: (_l("This is not open to you"), _l("You may need to sign in with another account.")),
    404: (_l("This page does not exist"), _l("The address may be mistyped, or what was here is not public.")),
    405: (_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    408: (_l("This took too long to arrive"), _l("The connection is too slow just now. Nothing that you typed is lost: go back and try again.")),
    413: (_l("This is too much at once"), _l("What you sent is larger than this site accepts. Shorten it and send it again.")),
    429: (_l("Too many requests"), _l("Wait a minute, then try again. Nothing that you typed is lost.")),
    500: (_l("Something went wrong on our side"), _l("Nothing that you typed is lost: go back and try again in a minute.")),
    507: (_l("Nothing was erased or changed"), _l("The site cannot write the note that lets an erasure outlast a restored backup, so it erases nothing. Tell the organisers, and try again later.")),
    503: (_l("The site is very busy just now"), _l("Nothing that you typed is lost. Try again in a few seconds.")),
}  # fmt: skip


def init_app(app: Flask) -> None:
    """Answer every HTTP error with a page of ours, and every unforeseen fault with the one for 500."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(MethodNotAllowed, lead_home)
    app.register_error_handler(Busy, ask_for_patience)
    app.register_error_handler(sa.exc.TimeoutError, ask_for_patience)
    app.register_error_handler(erasure_journal.Unwritable, refuse_to_erase)
    for gone in (EventGone, sa.orm.exc.ObjectDeletedError):
        app.register_error_handler(gone, say_it_is_gone)


def lead_home(fault: MethodNotAllowed) -> Response:
    """Lead who opens an address that only takes forms to the page that it belongs to.

    A browser does so that opens a window again after a form was sent. The page is the nearest above the address.
    """
    adapter = current_app.create_url_adapter(request)
    if request.method not in {"GET", "HEAD"} or adapter is None:
        return answer(fault)
    path = request.path
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        with suppress(NotFound, MethodNotAllowed, RequestRedirect):
            adapter.match(path, "GET")
            break
    language = chosen()
    return hypermedia.go(path if language == current_app.config["LOCALE"] else twin(path, language))


def ask_for_patience(fault: sa.exc.SQLAlchemyError) -> Response:
    """Answer 503 while others keep the database busy; one button sends what was typed again."""
    log.warning("%s %s: the database was busy for too long.", request.method, request.url_rule)
    db.session.rollback()
    facts: dict[str, Any] = {"address": request.full_path.rstrip("?"), "typed": _typed()}
    if not isinstance(
        fault, Busy
    ):  # there was no connection for this request, and the page would wait for one again
        facts |= {"site": Site.unnamed(), "staff": None}
    return answer(ServiceUnavailable(retry_after=COME_BACK), "errors/busy.html", **facts)


def say_it_is_gone(_fault: Exception) -> Response:
    """Answer 404 to who wanted something of what somebody else has deleted meanwhile."""
    db.session.rollback()
    return answer(NotFound())


class NothingErased(HTTPException):
    """An erasure that would not outlast a restored backup was refused."""

    code = 507
    description = "The erasure journal cannot be written."


def refuse_to_erase(fault: erasure_journal.Unwritable) -> Response:
    """Say that nothing was erased, because the erasure journal cannot be written."""
    log.error("%s %s: %s", request.method, request.url_rule, fault.strerror or "the erasure journal")
    return answer(NothingErased())


def _typed() -> list[tuple[str, str]]:
    """Return the fields of the sent form; none where a page cannot give them back (passphrases, files)."""
    if request.files or any(name.endswith(("password", "code")) for name in request.form):
        return []
    return list(request.form.items(multi=True))


def _note(fault: HTTPException) -> None:
    """Keep in the list of refusals that somebody was refused for want of a right or of a form's token."""
    if fault.code == Forbidden.code or isinstance(fault, CSRFError):
        with suppress(sa.exc.SQLAlchemyError):  # the answer does not depend on it
            access.note(RefusalKind.FORBIDDEN if fault.code == Forbidden.code else RefusalKind.BAD_TOKEN)


def answer(fault: HTTPException, template: str = "errors/show.html", **facts: Any) -> Response:
    """Return the page of an error, keeping the headers (Allow, Retry-After) that belong to it."""
    if fault.code is None or fault.code < 400:
        return fault.get_response()  # type: ignore[return-value]
    status = fault.code if fault.code in WORDS else (400 if fault.code < 500 else InternalServerError.code)
    title, advice = WORDS[status]
    _note(fault)
    unforeseen = isinstance(fault, InternalServerError) and fault.original_exception
    said = {"title": title, "advice": advice, "number": logs.number() if unforeseen else ""}
    if hypermedia.wants_partial():
        response = hypermedia.alert(render_template("errors/_alert.html", **said), fault.code)
    else:
        response = make_response(render_template(template, **said, **facts), fault.code)
    if limit := limiter.current_limit if fault.code == TooManyRequests.code else None:
        response.headers["Retry-After"] = str(max(1, int(limit.reset_at - time.time())))
    for name, value in fault.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response
