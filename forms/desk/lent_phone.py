"""Lending a phone to the door of an event."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

import clock
from forms.checks import Trimmed
from forms.desk.event_words import WORDS
from forms.fields import Hour
from forms.staff import StaffForm
from models.event import Event, Problem
from models.user import Scope

A_WHILE, AT_MOST = timedelta(hours=12), timedelta(days=7)
SCOPES = [
    SelectChoice(Scope.CHECK_IN.value, _l("Lets people in")),
    SelectChoice(Scope.SEE.value, _l("Only sees who is expected and who is in")),
]


class PhoneForm(StaffForm):
    """What the phone is called, what it may do and until when, by the clock of the event."""

    noun = "phone"
    device = StringField(
        _l("Name of the phone"),
        filters=[Trimmed()],
        validators=[
            DataRequired(_l("Give the phone a name, as “North entrance”.")),
            Length(max=60, message=_l("Shorten the name to 60 characters.")),
        ],
        render_kw={"autocomplete": "off"},
    )
    scope = RadioField(_l("What it may do"), choices=SCOPES, default=Scope.CHECK_IN.value)
    until = Hour(_l("Until"), validators=[InputRequired(_l("Give a date and an hour, as 2027-03-22 09:30."))])

    def __init__(self, event: Event, **kwargs: object) -> None:
        super().__init__(data={"until": usual_end(event)}, **kwargs)
        self.event = event

    def validate_until(self, field: Hour) -> None:
        """The phone goes back some day: not long after the event, and at an hour that its clocks show."""
        if field.data is None:
            raise ValidationError(_l("Give a date and an hour, as 2027-03-22 09:30."))
        try:
            until = clock.instant(field.data, self.event.timezone)
        except clock.NoSuchHour:
            raise ValidationError(WORDS[Problem.NO_SUCH_HOUR]) from None
        if until <= clock.now():
            raise ValidationError(_l("Give an hour that is still to come."))
        if field.data > usual_end(self.event) + AT_MOST:
            raise ValidationError(_l("Give an hour within the week that follows the event."))


def usual_end(event: Event) -> datetime:
    """Return until when a phone is usually lent: the end of the event, by its own clock."""
    over = event.ends or event.starts + A_WHILE
    soon = clock.wall(clock.now() + A_WHILE, event.timezone).replace(second=0, microsecond=0)
    return max(over.replace(tzinfo=None), soon.replace(tzinfo=None))
