"""Correcting the e-mail address of a registration, for an organiser who was told the right one."""

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find, place, registration_of
from extensions import db
from forms.desk.attendee import ReaddressForm
from models.registration import Registration, RegistrationRefused
from models.registration.correction import AlreadyRegistered, RegistrationConflict
from models.user import Right

blueprint = Blueprint("desk_email_changes", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/registrations/<int:registration_id>/address")
@needs(Right.ORGANISE)
def edit(slug: str, registration_id: int) -> Response:
    """Show the form of the address, and what follows from changing it."""
    registration = registration_of(find(slug), registration_id)
    return _page(registration, ReaddressForm.of(registration.email, registration.email))


@blueprint.post("/<slug>/registrations/<int:registration_id>/address")
@needs(Right.ORGANISE)
def update(slug: str, registration_id: int) -> Response:
    """Change the address; 409 with both when somebody else changed it meanwhile."""
    registration, form = registration_of(find(slug), registration_id), ReaddressForm(request.form)
    if not form.validate():
        return _page(registration, form, 422)
    try:
        with db.writing():
            changed = registration.correct_email(form.email.data or "", seen=form.seen.data or "", by=staff())
    except RegistrationConflict:
        again = ReaddressForm.of(form.email.data or "", registration.email)
        return _page(registration, again, 409, conflict=registration.email)
    except AlreadyRegistered as fault:
        return _page(
            registration, form.taken(), 422, known=registration_of(registration.event, fault.registration.id)
        )
    except RegistrationRefused:
        return _page(registration, form.late(), 422)
    flash(_("Saved: both addresses are being told.") if changed else _("Nothing was changed."))
    return hypermedia.go(place(registration))


def _page(
    registration: Registration,
    form: ReaddressForm,
    status: int = 200,
    *,
    conflict: str = "",
    known: Registration | None = None,
) -> Response:
    """Answer with the form for changing the email address.

    ``conflict`` is the address that somebody else saved in the meantime; ``known`` is the
    registration that already has the typed one.
    """
    facts = {"registration": registration, "event": registration.event, "form": form}
    html = render_template("desk/email_changes/edit.html", **facts, conflict=conflict, known=known)
    return make_response(html, status)
