"""How the site protects its discussions: the filter, what it has learned, and event defaults."""

from flask import Blueprint, Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from extensions import db
from forms.moderation.protection import ProtectionForm
from models.spam.learned import ENOUGH, Learned
from models.spam.protection import SWITCHES, Protection
from models.user import Right

blueprint = Blueprint("protection", __name__, url_prefix="/moderation/protection")


@blueprint.get("")
@needs(Right.ORGANISE)
def edit() -> Response:
    """Show the choices, and what the filter has learned."""
    return page(ProtectionForm(formdata=None, obj=Protection.current()))


@blueprint.post("")
@needs(Right.ORGANISE)
def update() -> Response:
    """Choose anew."""
    form = ProtectionForm()
    if not form.validate():
        return page(form, 422)
    with db.writing():
        switches = {name: bool(form[name].data) for name in SWITCHES}
        Protection.revise(form.filtering.data, form.policy.data, by=staff(), **switches)
    flash(_("Saved."))
    return hypermedia.go(url_for("protection.edit"))


def page(form: ProtectionForm, status: int = 200) -> Response:
    """Answer with the form."""
    learned = db.session.get(Learned, 1)
    return make_response(
        render_template("moderation/protection/edit.html", form=form, learned=learned, enough=ENOUGH), status
    )
