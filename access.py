"""Who is signed in and what they may do: sessions, guarded staff pages, and return addresses.

A return address is where a sign-in leads back to.

The cookie holds the token of a session that lives in the database (models/user/) and, for Flask-WTF, the secret of
the forms' tokens. Visitors have none.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, abort, g, make_response, request, session, url_for
from werkzeug.local import LocalProxy

import hypermedia
from extensions import Busy, csrf, db
from models.comment import Source
from models.event import Event
from models.user import Right, StaffSession, User
from security import SAFE_METHODS

TOKEN = "staff"  # noqa: S105  the name of it in the cookie


def init_app(app: Flask) -> None:
    """Give every template ``staff``: the signed-in user, or something false.

    Cached pages are made as if nobody were signed in.
    """
    app.context_processor(lambda: {"staff": LocalProxy(_signed_in)})


def current_session() -> StaffSession | None:
    """Return the session of the browser that asks, while it lasts."""
    if not request.cookies or TOKEN not in session:
        return None
    if "session" not in g:
        g.session = StaffSession.alive(session[TOKEN])
    found: StaffSession | None = g.session
    return found


def current_user() -> User | None:
    """Return the staff member who makes this request, or None for a visitor.

    A lent phone counts as nobody outside its door.
    """
    found = current_session()
    return found.user if found and not found.phone else None


def staff() -> User:
    """Return the staff member who makes this request, or who lent the phone that does.

    It is meant for a view that ``needs`` one; aborts with 403 when there is none.
    """
    found = current_session()
    return found.user if found else abort(403)


def lent_phone() -> str:
    """Return the name of the lent phone that asks; empty for everybody else."""
    found = current_session()
    return found.phone.device if found and found.phone else ""


def needs(
    right: Right | None = None, *, phones: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Open a view only to signed-in staff who have a right (None: to all staff).

    Unsafe requests must also carry the form's token.

    ``phones`` lets a lent phone in where no right is asked for. Nobody signed in: 303 to the sign-in page. Without the right: 403. Without the token: 400. Answers are never kept.
    """

    def guard(view: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Response:
            found = current_session()
            if found is None:
                return _not_kept(hypermedia.go(url_for("sessions.new", next=wanted() or None)))
            if not (phones or found.may(right, _event_id() if found.phone else None)):
                abort(403)
            csrf.protect()
            _seen(found)
            return _not_kept(make_response(view(*args, **kwargs)))

        return guarded

    return guard


def enter(secret: str) -> None:
    """Give the browser that asks a session's token, and nothing of what its cookie held before."""
    session.clear()
    session[TOKEN] = secret
    g.pop("session", None)


def leave() -> None:
    """Sign the browser that asks out for good."""
    with db.writing():
        found = current_session()
        if found:
            found.end()
    session.clear()
    g.pop("session", None)


def source(signs: Sequence[str] = ()) -> Source:
    """Return where the request comes from, as comments keep it, with the signs that a machine sent it."""
    return Source(request.remote_addr or "", request.headers.get("User-Agent", ""), signs)


def wanted() -> str:
    """Return the address of the page that the user was on or asked for, to return to after sign-in.

    It may be empty.
    """
    if request.method in SAFE_METHODS and not hypermedia.wants_partial():
        return request.full_path.rstrip("?")
    return hypermedia.current_page()


def ours(address: str) -> str:
    """Return an address if it is a plain path on this site, else an empty string.

    This keeps links on our pages from redirecting to another site.
    """
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else ""


def _event_id() -> int | None:
    event = Event.by_slug((request.view_args or {}).get("slug", ""))
    return event.id if event else None


def _signed_in() -> User | None:
    try:
        return current_user()
    except sa.exc.SQLAlchemyError:  # the page of a fault is shown without a database, too
        return None


def _seen(found: StaffSession) -> None:
    if found.is_due:
        with suppress(Busy), db.writing(patience=0):  # nobody who reads waits: the next request says it
            found.see()


def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Cookie")
    return response
