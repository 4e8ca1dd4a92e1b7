"""The registration form."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forms.checks import Address, Trimmed
from forms.public import PublicForm
from models.event import Event
from models.registration import Details


class RegistrationForm(PublicForm):
    """What a person says to come to an event."""

    noun = "registration"
    name = StringField(
        _l("First and last name"),
        filters=[Trimmed()],
        validators=[
            InputRequired(_l("Enter your first and last name.")),
            Length(max=245, message=_l("Shorten the name to 245 characters.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[Trimmed()],
        validators=[InputRequired(_l("Enter your e-mail address.")), Address()],
        render_kw={"autocomplete": "email"},
    )
    organisation = StringField(
        _l("Organisation"),
        filters=[Trimmed()],
        validators=[Length(max=245, message=_l("Shorten the organisation to 245 characters."))],
        render_kw={"autocomplete": "organization"},
    )
    job_title = StringField(
        _l("Job title"),
        filters=[Trimmed()],
        validators=[Length(max=245, message=_l("Shorten the job title to 245 characters."))],
        render_kw={"autocomplete": "organization-title"},
    )
    seats = IntegerField(_l("Seats"), default=1, validators=[Optional(), NumberRange(1, 100)])
    consent = BooleanField(
        _l("I agree that these details are kept to organise this event."),
        validators=[
            InputRequired(_l("Tick the box: without your agreement we cannot keep your registration."))
        ],
    )

    @classmethod
    def blank(cls, event: Event) -> "RegistrationForm":
        """Return the empty form of an event."""
        form = cls(formdata=None)
        form.seats.data = 1
        return form

    def details(self) -> Details:
        """Return what the valid form says."""
        return Details(
            name=self.name.data or "",
            email=self.email.data or "",
            organisation=self.organisation.data or "",
            job_title=self.job_title.data or "",
            seats=self.seats.data or 1,
            language=str(get_locale()),
        )
