"""The registration form, and the one to change a registration later."""

import hashlib
import json
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from forms.checks import Address, Trimmed
from forms.public import PageForm, PublicForm
from models.event import Event
from models.registration import Details, Refusal, Refused, Registration

REFUSALS = {
    Refusal.CLOSED: _l("Registration is closed: nothing was sent."),
    Refusal.FULL: _l("The last seat has just been taken, and there is no waiting list."),
}


class PersonForm(PageForm):
    """What can be changed as long as the event is to come."""

    name = StringField(
        _l("First and last name"),
        filters=[Trimmed()],
        validators=[
            InputRequired(_l("Enter your first and last name.")),
            Length(max=245, message=_l("Shorten the name to 245 characters.")),
        ],
        render_kw={"autocomplete": "name"},
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
    seats = IntegerField(_l("Number of seats"), default=1, render_kw={"inputmode": "numeric", "min": 1})

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if event.max_seats == 1:
            del self.seats

    def validate_seats(self, field: IntegerField) -> None:
        """A number of seats that the event allows in one registration."""
        if not 1 <= (field.data or 0) <= self.event.max_seats:
            field.errors = []  # WTForms' own words for what is not a number
            raise ValidationError(_l("Enter a number from 1 to %(most)s.", most=self.event.max_seats))

    def refuse(self, refused: Refused) -> None:
        """Say beside the field, or above the form, why nothing was taken."""
        if refused.reason is Refusal.TOO_MANY_SEATS and self.seats:
            left = refused.seats_free or 0
            self.seats.errors = [ngettext("Only one seat remains.", "Only %(num)s seats remain.", left)]
        else:
            self.form_errors = [REFUSALS.get(refused.reason, REFUSALS[Refusal.FULL])]

    def details(self, **said: str) -> Details:
        """Return what the valid form says, with what else is known."""
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            job_title=self.job_title.data or "",
            seats=(self.seats.data or 1) if self.seats else 1,
            language=str(get_locale()),
            **said,
        )


class RegistrationForm(PersonForm, PublicForm):
    """What a person says to come to an event."""

    noun = "registration"
    email = EmailField(
        _l("E-mail address"),
        filters=[Trimmed()],
        validators=[InputRequired(_l("Enter your e-mail address.")), Address()],
        render_kw={"autocomplete": "email"},
    )
    consent = BooleanField(
        _l("I agree that these details are kept to organise this event."),
        validators=[
            InputRequired(_l("Tick the box: without your agreement we cannot keep your registration."))
        ],
    )

    @classmethod
    def blank(cls, event: Event) -> "RegistrationForm":
        """Return the empty form of an event."""
        return cls(event, formdata=None)

    def validate_nickname(self, field: StringField) -> None:
        """The trap: a person who filled it in by some tool can empty it and send again."""
        if field.data:
            raise ValidationError(_l("Leave this field empty: it only catches machines."))

    def said(self) -> Details:
        """Return what the valid form says; the same words under the same stamp have the same fingerprint."""
        words = {name: str(field.data) for name, field in self._fields.items()}
        fingerprint = hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
        return self.details(email=self.email.data or "", submission=fingerprint)


class AmendmentForm(PersonForm):
    """What a person changes through their private link; the address stays."""

    noun = "amendment"

    @classmethod
    def of(cls, registration: Registration) -> "AmendmentForm":
        """Return the form as it was posted, or filled with what is known."""
        return cls(registration.event, obj=registration)
