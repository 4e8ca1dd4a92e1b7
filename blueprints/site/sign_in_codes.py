"""The second step of signing in: a one-time code of an app, or a recovery code."""

from flask import Blueprint, Response, make_response, render_template, request

import access
from blueprints.site import admission, tries
from extensions import db
from forms.session import CodeForm

blueprint = Blueprint("sign_in_codes", __name__)


@blueprint.get("/login/code")
def new() -> Response:
    """Ask for a code, of whoever gave the passphrase within ten minutes."""
    return _page(CodeForm(), 200 if access.awaiting_session() else 404)


@blueprint.post("/login/code")
def create() -> Response:
    """Sign in with a code, once; after five wrong ones the next minute begins."""
    awaiting = access.awaiting_session()
    if awaiting is None:
        return _page(CodeForm(formdata=None), 404)
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
    wanted = access.ours(request.args.get("next", ""))
    html = render_template("site/sign_in_codes/new.html", form=form, wanted=wanted, lasts=status != 404)
    return admission.private(make_response(html, status))
