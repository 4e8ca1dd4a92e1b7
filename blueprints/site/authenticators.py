"""One's app of one-time codes: setting it up and taking it away."""

from flask import Blueprint, Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

import access
import hypermedia
from extensions import db
from formats import qr_code
from forms.session import AppForm
from models import token
from models.site.record import Site
from models.staff import account
from models.user import factors

blueprint = Blueprint("authenticators", __name__, url_prefix="/account/authenticator")


@blueprint.get("")
@access.needs(proof=True, bare=True)
def new() -> Response:
    """Show the secret for an app as a QR code and as text, and ask for its first code."""
    return _page(AppForm())


@blueprint.post("")
@access.needs(proof=True, bare=True)
def create() -> Response:
    """Ask for codes of this app when its first code is right, and show the recovery codes once."""
    form, user, seed = AppForm(), access.staff(), _seed()
    step = factors.step_of(seed, form.code.data or "") if form.validate() else 0
    if not step:
        if not form.errors:
            form.refuse()
        return _page(form, 422)
    with db.writing():
        codes = account.add_app(user, seed, step)
    return make_response(render_template("site/recovery_codes/create.html", codes=codes))


@blueprint.post("/removal")
@access.needs(proof=True, bare=True)
def destroy() -> Response:
    """Ask for no more codes at sign-in."""
    user = access.staff()
    with db.writing():
        account.remove_app(user)
    flash(_("Saved."))
    return hypermedia.go(url_for("account.edit"))


def _seed() -> str:
    """Return what the secret is made from: of this session, so that a GET changes nothing."""
    return token.derive("authenticator of a session", access.signed_in_session().token_hash)


def _page(form: AppForm, status: int = 200) -> Response:
    user = access.staff()
    secret, address = factors.for_app(_seed(), user, Site.current().name)
    html = render_template(
        "site/authenticators/new.html",
        form=form,
        secret=secret,
        picture=qr_code.drawn(address),
        demanded=access.lacks_factor(user),
    )
    return make_response(html, status)
