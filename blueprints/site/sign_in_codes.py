"""The second step of signing in: a one-time code of an app, or a recovery code."""

from flask import Blueprint, Response, make_response, render_template, request

import access
from blueprints.site import admission, tries
from extensions import db
from forms.session import CodeForm
from models.user import Passkey, passkey

blueprint = Blueprint("sign_in_codes", __name__)


@blueprint.get("/login/code")
def new() -> Response:
    """Ask for a code, of whoever gave the passphrase within ten minutes."""
    return _page(CodeForm()) if access.awaiting_session() else admission.too_late()


@blueprint.post("/login/code")
def create() -> Response:
    """Sign in with a code, once; after five wrong ones the next minute begins."""
    awaiting = access.awaiting_session()
    if awaiting is None:
        return admission.too_late()
    form, user = CodeForm(), awaiting.user
    if not form.validate():
        return _page(form, 422)
    factor = tries.code(user, form.code.data or "")
    if not factor:
        form.refuse()
        return _page(form, 422)
    with db.writing():
        awaiting.end()
    return admission.enter(user, factor=factor)


def _page(form: CodeForm, status: int = 200) -> Response:
    wanted, awaiting = access.ours(request.args.get("next", "")), access.awaiting_session()
    asks = awaiting is not None and bool(Passkey.of(awaiting.user))
    options = passkey.Ceremony(awaiting.user, awaiting.token_hash).to_ask() if awaiting and asks else ""
    facts = {"wanted": wanted, "options": options}
    return admission.private(
        make_response(render_template("site/sign_in_codes/new.html", form=form, **facts), status)
    )
