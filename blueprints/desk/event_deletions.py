"""Deleting an event in which nobody has a part, after a page that says so."""

from flask import Blueprint, Response, flash, render_template, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from models import event_revision
from models.event_revision import EventInUse
from models.user import Right

blueprint = Blueprint("desk_event_deletions", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/deletion")
@needs(Right.ORGANISE)
def new(slug: str) -> str:
    """Say what goes, or why nothing can, and ask."""
    event = find(slug)
    deletable = event_revision.may_delete(event)
    return render_template("desk/event_deletions/new.html", event=event, deletable=deletable)


@blueprint.post("/<slug>/deletion")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Delete the event, or say again why it stays."""
    event = find(slug)
    try:
        with db.writing():
            event_revision.delete(event, by=staff())
    except EventInUse:
        return hypermedia.go(url_for("desk_event_deletions.new", slug=slug))
    flash(_("The event is deleted."))
    return hypermedia.go(url_for("desk_events.index"))
