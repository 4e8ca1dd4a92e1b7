"""Event forms that are not saved yet: adding a row, previewing, and checking field by field."""

import dataclasses

from flask import Blueprint, Response, abort, make_response, render_template, request

import hypermedia
from access import needs
from blueprints.desk.event_page import find, form_page
from blueprints.public import event_page
from extensions import db
from forms.desk.event import EventForm
from models.event import Event, EventStatus
from models.user import Right
from outside import number

blueprint = Blueprint("desk_event_drafts", __name__, url_prefix="/desk/events")


@blueprint.post("/new/draft", defaults={"slug": None})
@blueprint.post("/<slug>/draft")
@needs(Right.ORGANISE)
def create(slug: str | None) -> Response:
    """Show the form again with everything typed, and as many more rows for speakers as ``rows`` says."""
    form = EventForm(request.form, event=known(slug))
    form.add_rows(request.form.get("rows", 0, type=number))
    return form_page(form)


@blueprint.post("/new/draft/preview", defaults={"slug": None})
@blueprint.post("/<slug>/draft/preview")
@needs(Right.ORGANISE)
def show(slug: str | None) -> Response:
    """Show the page as visitors would see it, without saving anything."""
    event = known(slug)
    form = EventForm(request.form, event=event)
    if not form.validate():
        return form_page(form, 422)
    with db.session.no_autoflush:
        facts = dataclasses.replace(form.facts(), status=as_published(form.facts().status))
        if event is None:
            event = facts.drafted()
        else:
            facts.write_to(event)
        html = render_template("desk/event_drafts/show.html", **event_page.context(event))
        db.session.rollback()
    return make_response(html)


@blueprint.post("/new/draft/check", defaults={"slug": None})
@blueprint.post("/<slug>/draft/check")
@needs(Right.ORGANISE)
def check(slug: str | None) -> Response:
    """Answer with what is wrong with one field, for htmx to put beside it."""
    form, name = EventForm(request.form, event=known(slug)), request.args.get("field", "")
    if name not in form:
        abort(404)
    form.validate()
    return hypermedia.fragments("desk/event_drafts/check.hx.html", form=form, name=name)


def as_published(status: EventStatus) -> EventStatus:
    """Return the status that a preview shows: a draft is looked at as it will be once it is published."""
    return EventStatus.PUBLISHED if status is EventStatus.DRAFT else status


def known(slug: str | None) -> Event | None:
    """Return the event that is being edited, or None while it is being made."""
    return find(slug) if slug else None
