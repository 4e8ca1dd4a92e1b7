"""One's passkeys: making one, taking one away, and signing in with one after the password.

A browser makes and asks for them through `static/js/passkey.js`; without JavaScript there are the codes of an app.
"""

from flask import Blueprint, Response, abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.site import admission, tries
from extensions import db
from forms.session import PasskeyForm
from models.site.record import Site
from models.staff import account
from models.user import Passkey, RefusalKind, passkey

blueprint = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")
sign_ins = Blueprint("sign_in_passkeys", __name__)


@blueprint.get("")
@access.needs(proof=True, bare=True)
def new() -> Response:
    """Show the button that makes a passkey."""
    return _page(PasskeyForm())


@blueprint.post("")
@access.needs(proof=True, bare=True)
def create() -> Response:
    """Keep the passkey that the browser made; the first second factor comes with recovery codes."""
    form, made = PasskeyForm(), None
    if form.validate():
        with db.writing():
            made = account.add_passkey(_ceremony(), form.credential.data or "", form.name.data or "")
    if made is None:
        form.refuse()
        return _page(form, 422)
    if made:
        return make_response(render_template("site/recovery_codes/create.html", codes=made))
    flash(_("Saved."))
    return hypermedia.go(url_for("account.edit"))


@blueprint.post("/<int:passkey_id>/removal")
@access.needs(proof=True, bare=True)
def destroy(passkey_id: int) -> Response:
    """Take one of one's passkeys away."""
    mine = {each.id: each for each in Passkey.of(access.staff())}
    with db.writing():
        account.remove_passkey(access.staff(), mine.get(passkey_id) or abort(404))
    flash(_("Saved."))
    return hypermedia.go(url_for("account.edit"))


@sign_ins.post("/login/passkey", endpoint="update")
def update() -> Response:
    """Sign in with a passkey, after the password."""
    awaiting = access.awaiting_session()
    if awaiting is None:
        return admission.too_late()
    user = awaiting.user
    ceremony, said = passkey.Ceremony(user, awaiting.token_hash), request.form.get("credential", "")
    if not tries.checked(user.email, RefusalKind.CODE, lambda: tries.written(ceremony.answers, said), user):
        flash(_("This passkey does not open your account. Try another one, or a code."))
        return admission.private(hypermedia.go(url_for("sign_in_codes.new", next=request.args.get("next"))))
    with db.writing():
        awaiting.end()
    return admission.enter(user, factor="passkey")


def _ceremony() -> passkey.Ceremony:
    return passkey.Ceremony(access.staff(), access.signed_in_session().token_hash)


def _page(form: PasskeyForm, status: int = 200) -> Response:
    options = _ceremony().to_make(Site.current().name)
    demanded = access.lacks_factor(access.staff())
    html = render_template("site/passkeys/new.html", form=form, options=options, demanded=demanded)
    return make_response(html, status)
