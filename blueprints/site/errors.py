"""Faults in the clothes of the house: a calm page, or for htmx a notice that replaces nothing the visitor typed."""

from flask import Flask, Response, make_response, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException, InternalServerError

import hypermedia
import logs

WORDS = {
    400: (_l("This request cannot be read"), _l("Go back, reload the page and try again.")),
    403: (_l("This is not open to you"), _l("You may need to sign in with another account.")),
    404: (_l("This page does not exist"), _l("The address may be mistyped, or what was here is not public.")),
    405: (_l("This cannot be done here"), _l("Go back and use the buttons of the page.")),
    408: (_l("This took too long to arrive"), _l("The connection is too slow just now. Nothing that you typed is lost: go back and try again.")),
    413: (_l("This is too much at once"), _l("What you sent is larger than this site accepts. Shorten it and send it again.")),
    429: (_l("Too many requests"), _l("Wait a minute, then try again. Nothing that you typed is lost.")),
    500: (_l("Something went wrong on our side"), _l("Nothing that you typed is lost: go back and try again in a minute.")),
    503: (_l("The site is resting"), _l("Try again in a minute.")),
}  # fmt: skip


def init_app(app: Flask) -> None:
    """Answer every HTTP error with a page of ours, and every unforeseen fault with the one for 500."""
    app.register_error_handler(HTTPException, answer)


def answer(fault: HTTPException) -> Response:
    """Return the page of an error, keeping the headers (Allow, Retry-After) that belong to it."""
    if fault.code is None or fault.code < 400:
        return fault.get_response()  # type: ignore[return-value]
    status = fault.code if fault.code in WORDS else (400 if fault.code < 500 else InternalServerError.code)
    title, advice = WORDS[status]
    unforeseen = isinstance(fault, InternalServerError) and fault.original_exception
    said = {"title": title, "advice": advice, "number": logs.number() if unforeseen else ""}
    if hypermedia.wants_partial():
        response = hypermedia.alert(render_template("errors/_alert.html", **said), fault.code)
    else:
        response = make_response(render_template("errors/show.html", **said), fault.code)
    for name, value in fault.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response
