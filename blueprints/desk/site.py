"""What the site says about itself, and who publishes it."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from extensions import db
from forms.desk.site import FIELDS, SiteForm
from models.site.record import Site
from models.user import Right

blueprint = Blueprint("desk_site", __name__, url_prefix="/desk/site")


@blueprint.get("")
@needs(Right.ORGANISE)
def edit() -> str:
    """Show the form of what every page says about the publisher."""
    return render_template("desk/site/edit.html", form=SiteForm(obj=Site.current()))


@blueprint.post("")
@needs(Right.ORGANISE)
def update() -> Response:
    """Save what every page says about the publisher."""
    form = SiteForm(request.form)
    if not form.validate():
        return make_response(render_template("desk/site/edit.html", form=form), 422)
    with db.writing():
        Site.revise({name: form[name].data for name in FIELDS}, by=staff())
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_site.edit"))
