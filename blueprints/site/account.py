"""One's own account: name, address, passphrase, habits."""

from flask import Blueprint, Response, flash, make_response, render_template, session, url_for
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.site import tries
from extensions import db
from forms.session import AccountForm
from models.staff import account
from models.user import Authenticator, Passkey, RecoveryCode, StaffSession, User, passphrase

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@access.needs(bare=True)
def edit() -> Response:
    """Show the form of one's own account, and where it is signed in."""
    return _page(_form(access.staff()))


@blueprint.post("")
@access.needs(bare=True)
def update() -> Response:
    """Keep what somebody says about themselves; a new passphrase signs out all their other browsers."""
    user = access.staff()
    form = _form(user)
    if not form.validate() or not _proves(user, form):
        return _page(form, 422)
    db.session.rollback()  # whoever waits for the hashing holds no connection
    password_hash = passphrase.hashed(form.password.data) if form.password.data else None
    with db.writing():
        account.revise(user, form.details, password_hash, kept=session[access.TOKEN])
    flash(_("Saved."))
    return hypermedia.go(url_for(".edit"))


def _form(user: User) -> AccountForm:
    return AccountForm.of(user, proved=access.signed_in_session().proved(sends=True))


def _proves(user: User, form: AccountForm) -> bool:
    """Say whether the present passphrase is right where it is asked for; it is a fresh proof."""
    if not form.asks_for_proof:
        return True
    if not tries.passphrase_of(user, form.current_password.data or ""):
        form.refuse()
        return False
    with db.writing():
        access.signed_in_session().prove()
    return True


def _page(form: AccountForm, status: int = 200) -> Response:
    user = access.staff()
    html = render_template(
        "site/account/edit.html",
        form=form,
        mine=access.signed_in_session(),
        sessions=StaffSession.open_of(user),
        app=Authenticator.of(user),
        passkeys=Passkey.of(user),
        codes_left=RecoveryCode.left(user),
    )
    return make_response(html, status)
