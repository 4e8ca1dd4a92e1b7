"""One's own account: name, address, passphrase, habits."""

from flask import Blueprint, Response, flash, make_response, render_template, session, url_for
from flask_babel import gettext as _

import access
import hypermedia
from extensions import db
from forms.session import AccountForm
from models.audit_log.record import AuditEntry
from models.user import StaffSession, passphrase

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("")
@access.needs()
def edit() -> str:
    """Show the form of one's own account."""
    return render_template("site/account/edit.html", form=AccountForm.of(access.staff()))


@blueprint.post("")
@access.needs()
def update() -> Response:
    """Keep what somebody says about themselves; a new passphrase signs out all their other browsers."""
    user = access.staff()
    form = AccountForm.of(user)
    if not form.validate():
        return make_response(render_template("site/account/edit.html", form=form), 422)
    db.session.rollback()  # whoever waits for the hashing holds no connection
    password_hash = passphrase.hashed(form.password.data) if form.password.data else None
    with db.writing():
        changed = user.amend(form.name.data or "", form.email.data or "", **form.habits)
        if password_hash:
            user.password_hash = password_hash
            StaffSession.end_others(user, session[access.TOKEN])
        AuditEntry.write("user", user.id, "amend", by=user, password=bool(password_hash), fields=changed)
    flash(_("Saved."))
    return hypermedia.go(url_for(".edit"))
