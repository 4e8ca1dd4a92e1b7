"""Every look at a passphrase or a code is a counted try, and a browser is known again.

What is counted and when a try waits is said in models/user/refusal.py. The browser is known by a signed cookie that only
the sign-in pages get, only staff have, and that names nobody.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import TooManyRequests

from extensions import db
from models import token
from models.user import RefusalKind, Tries, User, factors, passphrase, refusal

KNOWN_BROWSER = "parvis_browser"
KNOWN_FOR = 365 * 86400  # seconds
Found = TypeVar("Found")


def checked(
    email: str, kind: RefusalKind, check: Callable[[], Found | None], user: User | None = None
) -> Found | None:
    """Return what a check of a passphrase or a code finds; it counts as a wrong try until it is right.

    ``user`` is who is known to try. Answers 429 after too many wrong tries, without checking.
    """
    tries = tries_for(email, kind)
    line_id = _counted(tries, user or User.by_email(email))
    pause = tries.pause()
    db.session.rollback()  # who waits holds no connection
    time.sleep(pause)
    found = check()
    if found:
        with db.writing():
            Tries.forgive(line_id)
    return found


def passphrase_of(user: User, said: str) -> bool:
    """Say whether a passphrase is the one of who is signed in; it is a counted try."""
    known = user.password_hash or ""
    right = checked(user.email, RefusalKind.PASSPHRASE, lambda: passphrase.matches(known, said) or None, user)
    return bool(right)


def code(user: User, said: str) -> str:
    """Use a code of somebody up; return of which kind it was, or nothing. It is a counted try."""
    return checked(user.email, RefusalKind.CODE, lambda: written(factors.take, user, said), user) or ""


def written(check: Callable[..., Found], *arguments: Any) -> Found:
    """Run a check that uses something up in a write transaction of its own."""
    with db.writing():
        return check(*arguments)


def tries_for(email: str, kind: RefusalKind = RefusalKind.PASSPHRASE) -> Tries:
    """Return the tries for an account from the place that asks."""
    account, known = refusal.account_key(email), _known_browser()
    if known and known[0] == account:
        return Tries(account, known[1], known_browser=True, kind=kind)
    return Tries(account, refusal.place_key(request.remote_addr or ""), kind=kind)


def remember(response: Response, user: User) -> Response:
    """Let the browser that signed in be known at its next sign-in, in the cookie of the sign-in pages."""
    account, known = refusal.account_key(user.email), _known_browser()
    browser = known[1] if known and known[0] == account else token.fresh()
    response.set_cookie(
        KNOWN_BROWSER,
        str(_signer().dumps([account, browser])),
        max_age=KNOWN_FOR,
        path="/login",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _counted(tries: Tries, user: User | None) -> int:
    with db.writing():
        line = tries.begin(user, str(request.url_rule))
        seconds = tries.seconds() if line is None else 0
        line_id = line.id if line else 0
    if line is None:
        raise TooManyRequests(retry_after=max(1, seconds))
    return line_id


def _known_browser() -> tuple[str, str] | None:
    """Return the account's key and the name of the browser that asks, when it signed in before."""
    try:
        account, browser = _signer().loads(request.cookies.get(KNOWN_BROWSER, ""), max_age=KNOWN_FOR)
    except (BadSignature, ValueError, TypeError):
        return None
    return account, browser


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(token.signing_keys(), salt="known browser")
