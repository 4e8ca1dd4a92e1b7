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
from models.site.record import Site
from models.user import Refusal, RefusalKind, Right, StaffSession, User, factors, refusal
from outside import parts
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


def signed_in_session() -> StaffSession:
    """Return the session of who makes this request, for a view that ``needs`` one."""
    return current_session() or abort(403)


def awaiting_session() -> StaffSession | None:
    """Return the session of the browser that asks when it still awaits its second factor."""
    return StaffSession.awaiting(session[TOKEN]) if request.cookies and TOKEN in session else None


def needs(
    right: Right | None = None, *, phones: bool = False, proof: bool = False, bare: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Open a view only to signed-in staff who have a right (None: to all staff).

    Unsafe requests must also carry the form's token.

    ``phones`` lets a lent phone in where no right is asked for. ``proof``: who did not prove lately who they are is asked
    to, and comes back. ``bare`` lets in who lacks the second factor that the role needs. Nobody signed in: 303 to the
    sign-in page. Without the right: 403. Without the token: 400. Answers are never kept.
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
            first = _first(found, proof=proof, bare=bare)
            return _not_kept(hypermedia.go(first) if first else make_response(view(*args, **kwargs)))

        return guarded

    return guard


def note(kind: RefusalKind) -> None:
    """Keep in the list of refusals that the request was refused; nothing that was typed goes there.

    One place fills no more than twenty lines a minute, and nobody waits for the database.
    """
    found, place = current_session(), refusal.place_key(request.remote_addr or "")
    if Refusal.is_full(place):
        return
    user = found.user if found else None
    with suppress(Busy), db.writing(patience=0):
        Refusal.write(kind, user, place, str(request.url_rule or ""))


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
    return hypermedia.current_page() or _referring()


def ours(address: str) -> str:
    """Return an address if it is a plain path on this site, else an empty string.

    This keeps links on our pages from redirecting to another site.
    """
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else ""


def _referring() -> str:
    """Return the page of ours whose form was sent; empty when the browser does not say."""
    page = parts(request.referrer or "")
    return page.path + (f"?{page.query}" if page.query else "") if page.netloc == request.host else ""


def _event_id() -> int | None:
    event = Event.by_slug((request.view_args or {}).get("slug", ""))
    return event.id if event else None


def _first(found: StaffSession, *, proof: bool, bare: bool) -> str:
    """Return the page where somebody must first do something; empty when nothing is owed."""
    if not (bare or found.phone) and lacks_factor(found.user):
        return url_for("authenticators.new")
    if proof and not found.proved(sends=request.method not in SAFE_METHODS):
        return url_for("proofs.new", next=wanted() or None)
    return ""


def lacks_factor(user: User) -> bool:
    """Say whether somebody's role needs a second factor that they do not have yet."""
    return Site.current().demands_factor(user) and not factors.any_of(user)


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
