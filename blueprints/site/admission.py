"""Letting somebody in whose passphrase, link or code was right: what the sign-in pages have in common."""

from typing import Any

from flask import Response, make_response, render_template, request, url_for

import access
import hypermedia
from blueprints.site import tries
from extensions import db
from models.audit_log.record import AuditEntry
from models.user import Right, StaffSession, User, factors

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
            "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
           "Mac OS X": "macOS", "Linux": "Linux"}  # fmt: skip


def enter(user: User, to: str = "", *, factor: str = "") -> Response:
    """Sign somebody in and lead to ``to``, the page that they wanted, or where they begin.

    Who has a second factor is asked for it first, unless ``factor`` says which one was given.
    """
    awaits = not factor and factors.any_of(user)
    facts: dict[str, Any] = {"factor": factor} if factor else {}
    with db.writing():
        secret = StaffSession.begin(user, browser=_browser(), awaits_factor=awaits)
        if not awaits:
            AuditEntry.write("user", user.id, "sign in", by=user, **facts)
    access.enter(secret)
    to = to or access.ours(request.args.get("next", ""))
    if awaits:
        return private(hypermedia.go(url_for("sign_in_codes.new", next=to or None)))
    return private(tries.remember(hypermedia.go(to or home()), user))


def home() -> str:
    """Return where a member of the staff begins."""
    user = access.current_user()
    if user and user.may(Right.MODERATE):
        return url_for("queue.index")
    return url_for("door.index" if user and user.may(Right.CHECK_IN) else "account.edit")


def too_late() -> Response:
    """Answer that no sign-in waits for a second factor, or that it waited too long."""
    return private(make_response(render_template("site/sign_in_codes/show.html"), 404))


def private(response: Response) -> Response:
    """Dress the answer of a sign-in page: kept nowhere, and its address told to this site alone."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = (
        "same-origin"  # no-referrer would make browsers hide the form's Origin
    )
    return response


def _browser() -> str:
    """Return « Firefox · Linux » for the browser that asks; empty when it names neither."""
    sign_of_it = request.headers.get("User-Agent", "")
    kinds = (next((known[sign] for sign in known if sign in sign_of_it), "") for known in (BROWSERS, SYSTEMS))
    return " · ".join(kind for kind in kinds if kind)
