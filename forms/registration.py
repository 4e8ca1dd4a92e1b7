"""The registration form, and the one to change a registration later."""

import hashlib
import json
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, FieldList, Form, FormField, IntegerField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from forms.answers import AnsweringForm
from forms.checks import Address, Trimmed
from forms.public import PublicForm
from models.answer import Answer, held
from models.event import Event
from models.registration import CompanionFacts, Details, Refusal, Refused, Registration

REFUSALS = {
    Refusal.CLOSED: _l("Registration is closed: nothing was sent."),
    Refusal.FULL: _l("The last seat has just been taken, and there is no waiting list."),
}


LINES = 9  # of companions that the page shows to who has no JavaScript


class CompanionForm(Form):
    """Somebody who comes along; a line without a name is left out, and the name without an address is enough."""

    name = StringField(
        _l("First and last name"),
        filters=[Trimmed()],
        validators=[Length(max=245, message=_l("Shorten the name to 245 characters."))],
    )
    email = EmailField(
        _l("E-mail address (optional)"), filters=[Trimmed()], validators=[Optional(), Address()]
    )
    gone = BooleanField(_l("Comes no more: give this seat back"))

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return str(self[name].id)

    def validate_email(self, field: EmailField) -> None:
        """An address belongs to a name."""
        if field.data and not self.name.data:
            raise ValidationError(_l("Enter the name of this person, too."))


class PersonForm(AnsweringForm):
    """What can be changed as long as the event is to come."""

    name = StringField(
        _l("First and last name"),
        filters=[Trimmed()],
        validators=[
            DataRequired(_l("Enter your first and last name.")),
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

    companions = FieldList(FormField(CompanionForm), max_entries=99)

    def __init__(self, event: Event, *args: Any, seats_held: int = 1, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        self.most, self.seats_held = max(event.max_seats, seats_held), seats_held
        if self.most == 1:
            del self.seats, self.companions
            return
        rows = max(min(self.most - 1, LINES), min(self.wanted, self.most) - 1)
        while len(self.companions.entries) < rows:
            self.companions.append_entry()

    @property
    def wanted(self) -> int:
        """How many seats are meant: the number, and when it stays as it was, one less for each companion who is ticked off."""
        seats = (self.seats.data or 1) if self.seats else 1
        gone = sum(row.gone.data for row in self.rows)
        return max(1, seats - gone) if seats == self.seats_held else seats

    @property
    def rows(self) -> list["CompanionForm"]:
        """The lines of companions; none where one person takes one seat."""
        return [entry.form for entry in self.companions.entries] if self.companions else []

    @property
    def named(self) -> tuple[CompanionFacts, ...]:
        """Who comes along, as far as they are named."""
        rows = [row for row in self.rows if row.name.data and not row.gone.data]
        return tuple(CompanionFacts(row.name.data or "", row.email.data or "") for row in rows)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then that there is a seat for every companion; the first fault of a line is the list's, too."""
        fine = super().validate(extra_validators)
        if not self.companions:
            return fine
        faults = [words for row in self.rows for messages in row.errors.values() for words in messages]
        if not faults and len(self.named) > self.wanted - 1 >= 0:
            faults.append(self.too_many_named(self.wanted - 1))
        self.companions.errors = faults[:1]
        return fine and not faults

    def too_many_named(self, seats: int) -> str:
        """Return the words for more companions than seats."""
        if not seats:
            return _("Your seat is the only one: take more seats, or name nobody else.")
        return ngettext(
            "Only one seat is left for companions: name one, or take more seats.",
            "Only %(num)s seats are left for companions: name as many, or take more seats.",
            seats,
        )

    def validate_seats(self, field: IntegerField) -> None:
        """A number of seats that the event allows in one registration."""
        if not 1 <= (field.data or 0) <= self.most:
            field.errors = []  # WTForms' own words for what is not a number
            raise ValidationError(_l("Enter a number from 1 to %(most)s.", most=self.most))

    def refuse(self, refused: Refused) -> None:
        """Say beside the field, or above the form, why nothing was taken."""
        if self.seats and refused.reason in {Refusal.TOO_MANY_SEATS, Refusal.MORE_THAN_ALL}:
            self.seats.errors = [self.limit(refused.reason, refused.seats_free or 0)]
        else:
            self.form_errors = [REFUSALS.get(refused.reason, REFUSALS[Refusal.FULL])]

    def limit(self, reason: Refusal, seats: int) -> str:
        """Return the words for how many seats can be had."""
        if reason is Refusal.MORE_THAN_ALL:
            return ngettext(
                "This event has only one seat in all.", "This event has only %(num)s seats in all.", seats
            )
        return ngettext("Only one seat remains.", "Only %(num)s seats remain.", seats)

    def details(self, **said: str) -> Details:
        """Return what the valid form says, with what else is known."""
        return Details(
            name=self.name.data or "",
            organisation=self.organisation.data or "",
            job_title=self.job_title.data or "",
            seats=self.wanted,
            language=str(get_locale()),
            companions=self.named if self.companions else None,
            answers=self.answers,
            **said,
        )


class RegistrationForm(PersonForm, PublicForm):
    """What a person says to come to an event."""

    noun = "registration"
    email = EmailField(
        _l("E-mail address"),
        filters=[Trimmed()],
        validators=[DataRequired(_l("Enter your e-mail address.")), Address()],
        render_kw={"autocomplete": "email"},
    )
    consent = BooleanField(
        _l("I agree that these details are kept to organise this event."),
        validators=[
            DataRequired(_l("Tick the box: without your agreement we cannot keep your registration."))
        ],
    )

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
        """Return the form as it was posted, or filled with what is known; seats that are held may always be kept."""
        answers = held(Answer.of(registration.id))
        return cls(registration.event, obj=registration, held=answers, seats_held=registration.seats)

    @classmethod
    def again(cls, registration: Registration) -> "AmendmentForm":
        """Return the form as it was posted, with what is wrong now that the questions have changed meanwhile."""
        form = cls.of(registration)
        form.validate()
        return form

    def too_many_named(self, seats: int) -> str:
        """Return the words for fewer seats than companions: somebody must stay at home."""
        return _("Fewer seats than people: tick who comes no more.")

    def limit(self, reason: Refusal, seats: int) -> str:
        """Return the words for how many seats this person can have, those held already included."""
        return ngettext(
            "You can have one seat at most for now.", "You can have %(num)s seats at most for now.", seats
        )
