"""Second factors of the staff: which roles need one, and taking a lost one off an account."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from extensions import db
from models.site.record import Site
from models.staff import account
from models.user import Right, Role, User

blueprint = Blueprint("desk_authenticators", __name__, url_prefix="/desk/staff")


@blueprint.post("/factors")
@needs(Right.ADMINISTER, proof=True)
def update() -> Response:
    """Say which roles need a second factor; who has none is asked to set one up before anything else."""
    roles = " ".join(role for role in Role if role in request.form.getlist("roles"))
    with db.writing():
        Site.revise({"factor_roles": roles}, by=staff())
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_staff.index"))


@blueprint.post("/<int:user_id>/authenticator-removal")
@needs(Right.ADMINISTER, proof=True)
def destroy(user_id: int) -> Response:
    """Take somebody's app off their account; they are told by mail."""
    user = db.session.get(User, user_id) or abort(404)
    with db.writing():
        account.remove_factors(user, by=staff())
    flash(_("Signing in as %(who)s asks for no code any more.", who=user.displayed))
    return hypermedia.go(url_for("desk_staff.index"))
