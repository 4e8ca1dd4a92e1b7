"""The codes on paper that stand in for one's app: making new ones, which kills the old ones."""

from flask import Blueprint, Response, make_response, render_template, url_for

import access
import hypermedia
from extensions import db
from models.staff import account
from models.user import factors

blueprint = Blueprint("recovery_codes", __name__, url_prefix="/account/recovery-codes")


@blueprint.post("")
@access.needs(proof=True)
def create() -> Response:
    """Make new recovery codes and show them, this once."""
    user = access.staff()
    if not factors.any_of(user):
        return hypermedia.go(url_for("account.edit"))
    with db.writing():
        codes = account.renew_codes(user)
    return make_response(render_template("site/recovery_codes/create.html", codes=codes))
