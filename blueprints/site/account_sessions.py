"""Where one is signed in: ending one browser or lent phone, or all the others."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
from extensions import db
from models.staff import account
from models.user import StaffSession
from outside import number

blueprint = Blueprint("account_sessions", __name__, url_prefix="/account/sessions")


@blueprint.post("/end")
@access.needs(bare=True)
def destroy() -> Response:
    """End the session that the form names, or all the others where it names none."""
    user, here = access.staff(), access.signed_in_session()
    wanted = request.form.get("session")
    mine = {session.id: session for session in StaffSession.open_of(user) if session.id != here.id}
    ended = list(mine.values()) if wanted is None else [mine.get(_number(wanted)) or abort(404)]
    with db.writing():
        account.end(user, ended)
    flash(_("Signed out there."))
    return hypermedia.go(url_for("account.edit"))


def _number(text: str) -> int:
    try:
        return number(text)
    except ValueError:
        abort(404)
