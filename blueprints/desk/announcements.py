"""A message to the people of a list: written, looked at, tried on oneself, then sent once."""

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from formats import event_revision
from forms.desk.announcement import AnnouncementForm
from forms.desk.registration_list import ListingForm
from models import token
from models.registration.listing import Listing
from models.user import Right

blueprint = Blueprint("desk_announcements", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/registrations/message")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Show the form of a message to the people of the list that the address asks for."""
    return page(asked(slug), AnnouncementForm.blank())


@blueprint.post("/<slug>/registrations/message")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Show the message and how many will get it; ``act`` says to try it on oneself, or to send it."""
    listing, form = asked(slug), AnnouncementForm(request.form)
    act = request.form.get("act", "")
    if not form.validate():
        return page(listing, form, 422)
    if act == "send":
        with db.writing():
            sent = form.announcement().owe(listing, by=staff())
        flash(
            event_revision.are_told(sent)
            or _("Nobody was written to: it was sent already, or nobody is on the list.")
        )
        return hypermedia.go(url_for("desk_registrations.index", slug=slug))
    if act == "test":
        with db.writing():
            form.announcement().owe_trial(listing, attempt=token.fresh(), by=staff())
    return page(listing, form, tried=act == "test", seen=act != "edit")


def asked(slug: str) -> Listing:
    """Return the list that the address asks for."""
    return ListingForm(request.args).listing(find(slug), request.args)


def page(
    listing: Listing, form: AnnouncementForm, status: int = 200, *, tried: bool = False, seen: bool = False
) -> Response:
    """Answer with the form, or once it was ``seen`` with the message as it will be read."""
    name = "preview" if seen else "new"
    facts = {"event": listing.event, "listing": listing, "form": form, "readers": listing.recipient_count()}
    facts["dead"] = listing.dead_count()
    html = render_template(f"desk/announcements/{name}.html", tried=tried, author=staff(), **facts)
    return make_response(html, status)
