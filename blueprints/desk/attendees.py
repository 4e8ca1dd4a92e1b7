"""People on an event's list as an organiser writes them: corrected in place, or added by hand."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find, place, registration_of
from extensions import db
from forms.desk.attendee import AttendeeForm, CorrectionForm
from models.event import Event, Merge, merge
from models.registration import Registration, RegistrationRefused
from models.registration.correction import AlreadyRegistered, RegistrationConflict
from models.registration.fields import AttendeeFacts
from models.user import Right

blueprint = Blueprint("desk_attendees", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/registrations/new")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Show the form of somebody who is added by hand."""
    event = find(slug)
    return new_page(event, AttendeeForm(formdata=None, language=event.language))


@blueprint.post("/<slug>/registrations/new")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Add somebody by hand; the capacity holds."""
    event, form = find(slug), AttendeeForm(request.form)
    if not form.validate():
        return new_page(event, form, 422)
    try:
        with db.writing():
            registration = Registration.add_attendee(event, form.details(), by=staff())
    except AlreadyRegistered as fault:
        form.email.errors = [_("This address is registered already.")]
        return new_page(event, form, 422, registration_of(event, fault.registration.id))
    except RegistrationRefused as refused:
        form.refuse(refused)
        return new_page(event, form, 422)
    flash(_("Added: %(name)s is being told by mail.", name=registration.name))
    return hypermedia.go(place(registration))


@blueprint.get("/<slug>/registrations/<int:registration_id>/edit")
@needs(Right.ORGANISE)
def edit(slug: str, registration_id: int) -> Response:
    """Show the form of what can be corrected, in place of the facts."""
    registration = registration_of(find(slug), registration_id)
    facts = AttendeeFacts.of(registration)
    return edit_page(registration, CorrectionForm.of(facts, facts.fingerprint))


@blueprint.post("/<slug>/registrations/<int:registration_id>/edit")
@needs(Right.ORGANISE)
def update(slug: str, registration_id: int) -> Response:
    """Save a correction; 409 with both versions when somebody else saved one meanwhile."""
    registration, form = registration_of(find(slug), registration_id), CorrectionForm(request.form)
    if not form.validate():
        return edit_page(registration, form, 422)
    try:
        with db.writing():
            changed = registration.correct(form.facts(), seen=form.seen.data or "", by=staff())
    except RegistrationConflict:
        return conflict_page(registration, form)
    except RegistrationRefused as refused:
        form.refuse(refused)
        return edit_page(registration, form, 422)
    flash(_("Saved.") if changed else _("Nothing was changed."))
    return hypermedia.go(place(registration))


def new_page(
    event: Event, form: AttendeeForm, status: int = 200, known: Registration | None = None
) -> Response:
    """Answer with the form of somebody new; ``known`` is who has that address already."""
    html = render_template("desk/attendees/new.html", event=event, form=form, known=known)
    return make_response(html, status)


def edit_page(
    registration: Registration,
    form: CorrectionForm,
    status: int = 200,
    merged: Merge[AttendeeFacts] | None = None,
) -> Response:
    """Answer with the form in place of the facts, or as a whole page.

    ``merged`` is the merge with what somebody else saved in the meantime.
    """
    facts: dict[str, Any] = {
        "registration": registration,
        "event": registration.event,
        "form": form,
        "merged": merged,
    }
    if hypermedia.wants_partial():
        return hypermedia.fragments("desk/attendees/edit.hx.html", status, **facts)
    return make_response(render_template("desk/attendees/edit.html", **facts), status)


def conflict_page(registration: Registration, form: CorrectionForm) -> Response:
    """Answer 409 with the form merged with what somebody else saved in the meantime.

    What was typed is kept, what only the other person changed is taken over, and what both
    changed is shown in both versions.
    """
    present = AttendeeFacts.of(registration)
    merged = merge(form.facts(), present, form.seen.data or "")
    return edit_page(registration, CorrectionForm.of(merged.facts, present.fingerprint), 409, merged)
