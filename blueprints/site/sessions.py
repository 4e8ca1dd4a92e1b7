"""Signing in and out: creating and ending a session, with a passphrase or once with a sign-in link."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_limiter.util import get_remote_address

import access
import hypermedia
from blueprints.site import admission, tries
from extensions import db, limiter
from forms.session import SignInForm
from models.user import RefusalKind, SignInLink, User

blueprint = Blueprint("sessions", __name__)
links = Blueprint("sign_in_links", __name__)


def _failed(response: Response) -> bool:
    return response.status_code in {404, 422}


@blueprint.get("/login")
def new() -> Response:
    """Ask for an address and a passphrase."""
    if access.current_user():
        return hypermedia.go(admission.home())
    return _page(SignInForm())


@blueprint.post("/login")
def create() -> Response:
    """Sign in; an unknown address is answered like a wrong passphrase, and as slowly."""
    form = SignInForm()
    if not form.validate():
        return _page(form, 422)
    email, said = form.email.data or "", form.password.data or ""
    user = tries.checked(email, RefusalKind.PASSPHRASE, lambda: User.with_password(email, said))
    if user is None:
        form.refuse()
        return _page(form, 422)
    return admission.enter(user)


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
        access.note(RefusalKind.DEAD_LINK)
        return _link(None, secret)
    return admission.enter(link.user, to=url_for("account.edit"))


@blueprint.get("/logout")
def edit() -> Response:
    """Show the button that signs out."""
    if access.current_session() is None:
        return admission.private(hypermedia.go(url_for("sessions.new")))
    return admission.private(make_response(render_template("site/sessions/edit.html")))


@blueprint.post("/logout")
@access.needs(phones=True)
def destroy() -> Response:
    """Sign out for good."""
    access.leave()
    response = hypermedia.go(url_for("events.index"))
    response.headers["Clear-Site-Data"] = '"storage"'  # what a phone kept to work at the door without network
    return response


def _page(form: SignInForm, status: int = 200) -> Response:
    wanted = access.ours(request.args.get("next", ""))
    return admission.private(
        make_response(render_template("site/sessions/new.html", form=form, wanted=wanted), status)
    )


def _link(link: SignInLink | None, secret: str) -> Response:
    html = render_template("site/sign_in_links/show.html", link=link, secret=secret)
    return admission.private(make_response(html, 200 if link else 404))
