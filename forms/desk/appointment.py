"""Appointing somebody to the staff."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from forms import fields
from forms.staff import StaffForm
from models.user import Role

ROLES = [
    SelectChoice(Role.ADMIN, _l("Administrator: everything, the staff included")),
    SelectChoice(Role.ORGANISER, _l("Organiser: events, registrations, comments")),
    SelectChoice(Role.MODERATOR, _l("Moderator: comments")),
    SelectChoice(Role.DOOR, _l("Door: who has arrived")),
]


class AppointmentForm(StaffForm):
    """An address and a role."""

    noun = "appointment"
    email = fields.email(_l("Enter an e-mail address."), autocomplete="off")
    role = SelectField(_l("Role"), choices=ROLES, coerce=Role, default=Role.MODERATOR)
