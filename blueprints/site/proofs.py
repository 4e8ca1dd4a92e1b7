"""Proving once more who one is, before something that matters: with the passphrase, or with a code."""

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.site import admission, tries
from extensions import db
from forms.session import ProofForm
from models.audit_log.record import AuditEntry
from models.user import User

blueprint = Blueprint("proofs", __name__)


@blueprint.get("/login/proof")
@access.needs(bare=True)
def new() -> Response:
    """Ask for the passphrase, or a code, of who is signed in."""
    return _page(ProofForm.of(access.staff()))


@blueprint.post("/login/proof")
@access.needs(bare=True)
def create() -> Response:
    """Note that who is signed in proved it, for a quarter of an hour, and go on to what they wanted."""
    user = access.staff()
    form = ProofForm.of(user)
    if not form.validate():
        return _page(form, 422)
    if not _proves(user, form):
        form.refuse()
        return _page(form, 422)
    with db.writing():
        access.signed_in_session().prove()
        AuditEntry.write("user", user.id, "prove", by=user)
    flash(_("Thank you. Go on where you were."))
    return admission.private(hypermedia.go(access.ours(request.args.get("next", "")) or admission.home()))


def _proves(user: User, form: ProofForm) -> bool:
    if form.password.data or not form.code:
        return tries.passphrase_of(user, form.password.data or "")
    return bool(tries.code(user, form.code.data or ""))


def _page(form: ProofForm, status: int = 200) -> Response:
    wanted = access.ours(request.args.get("next", ""))
    html = render_template("site/proofs/new.html", form=form, wanted=wanted)
    return admission.private(make_response(html, status))
