"""The status of an event: publish, postpone, cancel, always after a page that says what follows."""

import dataclasses

from flask import Blueprint, Response, abort, flash, render_template, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import change_notice_of, find
from extensions import db
from formats import event_revision as words
from models import event_revision
from models.event import EventFacts, EventStatus
from models.event_revision import EventRefused
from models.user import Right

blueprint = Blueprint("desk_event_statuses", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/status/<status>")
@needs(Right.ORGANISE)
def edit(slug: str, status: str) -> str:
    """Say what follows from a new status, and ask."""
    event = find(slug)
    facts = dataclasses.replace(EventFacts.of(event), status=wanted(status))
    return render_template(
        "desk/event_statuses/edit.html",
        event=event,
        status=facts.status,
        change_notice=change_notice_of(event, facts),
    )


@blueprint.post("/<slug>/status/<status>")
@needs(Right.ORGANISE)
def update(slug: str, status: str) -> Response:
    """Give the event a new status."""
    event = find(slug)
    try:
        with db.writing():
            event.lock()
            facts = dataclasses.replace(EventFacts.of(event), status=wanted(status))
            flash(words.done(event_revision.revise(event, facts, by=staff())))
    except EventRefused:
        flash(_("Something in the form needs correcting first."))
        return hypermedia.go(url_for("desk_events.edit", slug=slug))
    return hypermedia.go(url_for("desk_events.show", slug=slug))


def wanted(status: str) -> EventStatus:
    """Return the status that an address names; 404 when it names none."""
    return EventStatus(status) if status in list(EventStatus) else abort(404)
