"""Showing an event on other sites: the frame's code, and which sites may show it."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.framing import FramingForm
from models.event import Event
from models.site.record import Site
from models.user import Right

blueprint = Blueprint("desk_embeds", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/embed")
@needs(Right.ORGANISE)
def edit(slug: str) -> Response:
    """Show the code of each frame, and the list of sites that may show them."""
    return page(find(slug), FramingForm(formdata=None, obj=Site.current()))


@blueprint.post("/<slug>/embed")
@needs(Right.ORGANISE)
def update(slug: str) -> Response:
    """Save which sites may show frames, of all events."""
    event, form = find(slug), FramingForm(request.form)
    if not form.validate():
        return page(event, form, 422)
    with db.writing():
        Site.revise({"framing_sites": form.framing_sites.data or ""}, by=staff())
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_embeds.edit", slug=slug))


def page(event: Event, form: FramingForm, status: int = 200) -> Response:
    """Answer with the page."""
    return make_response(render_template("desk/embeds/edit.html", event=event, form=form), status)
