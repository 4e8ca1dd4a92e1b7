"""The registration form, and what it shares with the one to change a registration later."""

import hashlib
import json
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

import email_address
import visible_text
from forms import fields
from forms.checks import NOT_TAKEN
from forms.public.companions import AccompaniedForm
from forms.public.form import ConfirmedForm
from models.event import Event
from models.question import Choice
from models.registration import Details, RegistrationRefusal, RegistrationRefused

REFUSALS = {
    RegistrationRefusal.CLOSED: _l("Registration is closed: nothing was sent."),
    RegistrationRefusal.FULL: _l("The last seat has just been taken, and there is no waiting list."),
}
SEATS = {
    RegistrationRefusal.TOO_MANY_SEATS,
    RegistrationRefusal.MORE_THAN_ALL,
    RegistrationRefusal.KEPT_SEATS,
}


class AttendeeFactsForm(AccompaniedForm):
    """What can be changed as long as the event is to come."""

    name = fields.fact("name", _l("Enter your first and last name."), autocomplete="name")
    organisation = fields.fact("organisation", autocomplete="organization")
    job_title = fields.fact("job_title", autocomplete="organization-title")

    def refuse(self, refusal: RegistrationRefused) -> None:
        """Say beside the field, or above the form, why nothing was taken."""
        field = f"question-{refusal.choice.question_id}" if refusal.choice else ""
        if refusal.choice and field in self:
            self[field].errors = [self.limit_of(refusal.choice, refusal)]
        elif self.seats and refusal.reason in SEATS:
            self.seats.errors = [self.limit(refusal.reason, refusal.seats_free or 0)]
        else:
            self.form_errors = [REFUSALS.get(refusal.reason, REFUSALS[RegistrationRefusal.FULL])]

    def limit(self, reason: RegistrationRefusal, seats: int) -> str:
        """Return the words for how many seats can be had."""
        if reason is RegistrationRefusal.MORE_THAN_ALL:
            return ngettext(
                "This event has only one seat in all.", "This event has only %(num)s seats in all.", seats
            )
        return ngettext("Only one seat remains.", "Only %(num)s seats remain.", seats)

    def limit_of(self, choice: Choice, refusal: RegistrationRefused) -> str:
        """Return the words for how many seats of a choice can be had."""
        if not refusal.seats_free:
            return _("“%(choice)s” is full: choose another answer.", choice=choice.label)
        return ngettext(
            "Only one seat remains for “%(choice)s”.",
            "Only %(num)s seats remain for “%(choice)s”.",
            refusal.seats_free,
            choice=choice.label,
        )

    def details(self, **said: Any) -> Details:
        """Return what the valid form says, with what else is known."""
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            job_title=self.job_title.data or "",
            seats=self.wanted,
            language=str(get_locale()),
            companions=self.named if self.companions else None,
            answers=self.answers,
            ticked=self.ticked,
            **said,
        )


class RegistrationForm(ConfirmedForm, AttendeeFactsForm):
    """What a person says to come to an event."""

    noun = "registration"
    email = fields.email(_l("Enter your e-mail address."), autocomplete="email")
    consent = BooleanField(
        _l("I agree that these details are kept to organise this event."),
        validators=[
            DataRequired(_l("Tick the box: without your agreement we cannot keep your registration."))
        ],
    )

    def refuse(self, refusal: RegistrationRefused) -> None:
        """Show why nothing was taken, beside the email address or the seats, or above the form.

        The message does not reveal which rule an email address failed.
        """
        if refusal.reason is RegistrationRefusal.ADDRESS:
            self.email.errors = [NOT_TAKEN]
        else:
            super().refuse(refusal)

    @classmethod
    def blank(cls, event: Event) -> "RegistrationForm":
        """Return the empty form of an event."""
        return cls(event, formdata=None)

    @classmethod
    def again(cls, event: Event) -> "RegistrationForm":
        """Return the form as it was posted, with what is wrong now that the questions have changed meanwhile."""
        form = cls(event)
        form.validate()
        return form

    def said(self) -> Details:
        """Return what the valid form says; the same words under the same stamp have the same fingerprint."""
        words = {name: visible_text.as_read(str(field.data or "")) for name, field in self._fields.items()}
        words["email"] = email_address.key(self.email.data or "")
        fingerprint = hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
        agreed = str(self.consent.label.text)
        return self.details(email=self.email.data or "", submission=fingerprint, agreed=agreed)
