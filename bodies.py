"""What comes with a request is read to its end before anything else is done for it.

How long that takes is up to the visitor's line. So nothing may be held meanwhile: no connection to the database, no turn.
The server (server.py) ends the wait; whatever came too late, or broke off, is refused before any view looks at it.
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Flask, abort, request
from werkzeug.wsgi import get_content_length

PIECE = 64 * 1024  # bytes: read at once, and kept in memory; what is longer waits on the disk
BODY = "parvis.body"  # where, in a request's environment, its body is left to be closed
REFUSED = (
    "parvis.refused"  # where, in a request's environment, the status is left for what did not arrive whole
)


def init_app(app: Flask) -> None:
    """Put the reader between the server and Flask, before anything that asks the database."""
    app.wsgi_app = Reader(app)  # type: ignore[method-assign]
    app.before_request(refuse)
    app.teardown_request(let_go)


def refuse() -> None:
    """Refuse a request that did not arrive whole: 408 when it took too long, 400 when it broke off."""
    status = request.environ.get(REFUSED)
    if status:
        abort(status)


def let_go(_fault: BaseException | None) -> None:
    """Close what was read when the request has been dealt with."""
    if BODY in request.environ:
        request.environ[BODY].close()


class Reader:
    """A WSGI application that hands each request to ``app`` with its whole body at hand."""

    def __init__(self, app: Flask) -> None:
        self.behind = app.wsgi_app
        self.config = app.config

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        most, length = self.config["MAX_CONTENT_LENGTH"], get_content_length(environ)
        in_pieces = length is None and "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
        expected = most + 1 if in_pieces else length or 0
        if not expected or (length or 0) > most:  # Flask refuses the latter without reading it
            return self.behind(environ, start_response)
        body: IO[bytes] = SpooledTemporaryFile(max_size=PIECE)  # noqa: SIM115  closed by let_go
        try:
            _copy(environ["wsgi.input"], body, expected)
            if body.tell() < expected and not in_pieces:
                environ[REFUSED] = 400
        except TimeoutError:
            environ[REFUSED] = 408
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(body.tell())
        environ["wsgi.input"] = environ[BODY] = body
        body.seek(0)
        return self.behind(environ, start_response)


def _copy(source: IO[bytes], body: IO[bytes], length: int) -> None:
    """Copy so many bytes, or less when there are no more."""
    while length and (piece := source.read(min(length, PIECE))):
        body.write(piece)
        length -= len(piece)
