"""Signing in and out: creating and ending a session, with a passphrase or once with a sign-in link."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_limiter.util import get_remote_address

import access
import email_address
import hypermedia
from extensions import db, limiter
from forms.session import SignInForm
from models.audit_log.record import AuditEntry
from models.user import Right, SignInLink, StaffSession, User

blueprint = Blueprint("sessions", __name__)
links = Blueprint("sign_in_links", __name__)


def _account() -> str:
    return email_address.key(request.form.get("email", ""))


def _failed(response: Response) -> bool:
    return response.status_code in {404, 422}


@blueprint.get("/login")
def new() -> Response:
    """Ask for an address and a passphrase."""
    if access.current_user():
        return hypermedia.go(_home())
    return _page(SignInForm())


@blueprint.post("/login")
@limiter.limit("5 per minute; 50 per hour", key_func=_account, deduct_when=_failed)
@limiter.limit("20 per minute", key_func=get_remote_address, deduct_when=_failed)
def create() -> Response:
    """Sign in; an unknown address is answered like a wrong passphrase, and as slowly."""
    form = SignInForm()
    if not form.validate():
        return _page(form, 422)
    user = User.with_password(form.email.data or "", form.password.data or "")
    if user is None:
        form.refuse()
        return _page(form, 422)
    return _enter(user)


@links.get("/login/<secret>")
def show(secret: str) -> Response:
    """Show the button of a sign-in link; opening the link does not use it up."""
    link = SignInLink.usable(secret)
    return _link(link, secret)


@links.post("/login/<secret>")
@limiter.limit("20 per minute", key_func=get_remote_address, deduct_when=_failed)
def update(secret: str) -> Response:
    """Sign in with a link, once, then ask for what the account still lacks."""
    with db.writing():
        link = SignInLink.usable(secret)
        if link:
            link.use()
    if link is None:
        return _link(None, secret)
    return _enter(link.user, to=url_for("account.edit"))


@blueprint.get("/logout")
def edit() -> Response:
    """Show the button that signs out."""
    if access.current_session() is None:
        return _private(hypermedia.go(url_for("sessions.new")))
    return _private(make_response(render_template("site/sessions/edit.html")))


@blueprint.post("/logout")
@access.needs(phones=True)
def destroy() -> Response:
    """Sign out for good."""
    access.leave()
    response = hypermedia.go(url_for("events.index"))
    response.headers["Clear-Site-Data"] = '"storage"'  # what a phone kept to work at the door without network
    return response


def _enter(user: User, to: str = "") -> Response:
    with db.writing():
        secret = StaffSession.begin(user)
        AuditEntry.write("user", user.id, "sign in", by=user)
    access.enter(secret)
    return hypermedia.go(to or access.ours(request.args.get("next", "")) or _home())


def _home() -> str:
    """Return where a member of the staff begins."""
    user = access.current_user()
    if user and user.may(Right.MODERATE):
        return url_for("queue.index")
    return url_for("door.index" if user and user.may(Right.CHECK_IN) else "account.edit")


def _page(form: SignInForm, status: int = 200) -> Response:
    wanted = access.ours(request.args.get("next", ""))
    return _private(
        make_response(render_template("site/sessions/new.html", form=form, wanted=wanted), status)
    )


def _link(link: SignInLink | None, secret: str) -> Response:
    html = render_template("site/sign_in_links/show.html", link=link, secret=secret)
    return _private(make_response(html, 200 if link else 404))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = (
        "same-origin"  # no-referrer would make browsers hide the form's Origin
    )
    return response
