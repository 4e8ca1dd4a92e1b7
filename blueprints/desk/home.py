"""The desk's front page, and what the site says about itself."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from extensions import db
from forms.desk.site import FIELDS, SiteForm
from models.event import Event
from models.outbox.message import MessageState, OutboxMessage
from models.site.record import Site
from models.user import Right

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show the events: drafts, coming, past; and how many mails failed."""
    events = {"drafts": Event.drafts(), "coming": Event.coming(), "past": Event.past()}
    failed = OutboxMessage.count(OutboxMessage.state == MessageState.FAILED)
    return render_template("desk/events/index.html", failed=failed, **events)


@blueprint.get("/site")
@needs(Right.ORGANISE)
def site() -> str:
    """Show the form of what every page says about the publisher."""
    return render_template("desk/events/site.html", form=SiteForm(obj=Site.current()))


@blueprint.post("/site")
@needs(Right.ORGANISE)
def update_site() -> Response:
    """Save what every page says about the publisher."""
    form = SiteForm(request.form)
    if not form.validate():
        return make_response(render_template("desk/events/site.html", form=form), 422)
    with db.writing():
        Site.revise({name: form[name].data for name in FIELDS}, by=staff())
    flash(_("Saved."))
    return hypermedia.go(url_for("desk.site"))
