"""What an organiser types of an attendee: to correct a registration, readdress it, or add one by hand."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, NumberRange

from forms import fields
from forms.fields import Number
from forms.staff import StaffForm
from language import LANGUAGES
from models.registration import Details, RegistrationRefusal, RegistrationRefused
from models.registration.correction import AlreadyRegistered
from models.registration.fields import AttendeeFacts

MOST_SEATS = 100
WORDS = ("name", "organisation", "job_title")
SHORTEN = _l("Shorten this to 245 characters.")


class CorrectionForm(StaffForm):
    """What can be corrected of a registration. ``seen`` remembers what it was opened with."""

    noun = "sheet"
    seen = HiddenField()
    name = fields.fact("name", _l("Enter a name."), SHORTEN)
    organisation = fields.fact("organisation", too_long=SHORTEN)
    job_title = fields.fact("job_title", too_long=SHORTEN)
    seats = Number(
        _l("Number of seats"),
        default=1,
        render_kw={"inputmode": "numeric"},
        validators=[
            DataRequired(_l("Enter a number from 1 to %(most)s.", most=MOST_SEATS)),
            NumberRange(1, MOST_SEATS, _l("Enter a number from 1 to %(most)s.", most=MOST_SEATS)),
        ],
    )

    @classmethod
    def of(cls, facts: AttendeeFacts, seen: str) -> "CorrectionForm":
        """Return the form filled with some facts, that remembers what was seen."""
        form = cls(formdata=None, obj=facts)
        form.seen.data = seen
        return form

    def facts(self) -> AttendeeFacts:
        """Return what the valid form says."""
        return AttendeeFacts(seats=self.seats.data or 1, **{name: self[name].data or "" for name in WORDS})

    def refuse(self, fault: RegistrationRefused) -> None:
        """Say beside the seats why nothing was saved."""
        self.seats.errors = [refusal_words(fault)]


class AttendeeForm(CorrectionForm):
    """Somebody added by hand."""

    noun = "enrolment"
    email = fields.email(_l("Enter an e-mail address."))
    language = SelectField(
        _l("Language of the mails"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()]
    )

    def details(self) -> Details:
        """Return what the valid form says."""
        said: dict[str, Any] = {name: self[name].data or "" for name in WORDS}
        return Details(
            email=self.email.data or "", seats=self.seats.data or 1, language=self.language.data, **said
        )


class ReaddressForm(StaffForm):
    """The address to which a registration moves. ``seen`` is the one that the form was opened with."""

    noun = "address"
    seen = HiddenField()
    email = fields.email(_l("Enter an e-mail address."))

    @classmethod
    def of(cls, email: str, seen: str) -> "ReaddressForm":
        """Return the form with an address in it, that remembers what was seen."""
        return cls(formdata=None, data={"email": email, "seen": seen})

    def taken(self) -> "ReaddressForm":
        """Say beside the field that somebody is registered with this address; returns the form."""
        self.email.errors = [_l("This address is registered already.")]
        return self

    def late(self) -> "ReaddressForm":
        """Say beside the field that nobody comes under this registration any more; returns the form."""
        self.email.errors = [_l("This registration is cancelled: its address stays as it was.")]
        return self


def refusal_words(fault: RegistrationRefused) -> str:
    """Return why an organiser's wish was not granted: the capacity holds for everybody."""
    if fault.reason is RegistrationRefusal.CLOSED:
        return _("The event is over, or takes nobody now: nothing was saved.")
    most = fault.seats_free or 0
    if fault.choice:
        return ngettext(
            "At most %(num)s seat of “%(choice)s” can be had: give this answer more seats first.",
            "At most %(num)s seats of “%(choice)s” can be had: give this answer more seats first.",
            most,
            choice=fault.choice.label,
        )
    if not most:
        return _("No seat is free: raise the capacity of the event first.")
    return ngettext(
        "At most %(num)s seat can be had: raise the capacity of the event first.",
        "At most %(num)s seats can be had: raise the capacity of the event first.",
        most,
    )


def fault_words(fault: RegistrationRefused | AlreadyRegistered) -> str:
    """Return why somebody of a list cannot be registered."""
    return (
        refusal_words(fault)
        if isinstance(fault, RegistrationRefused)
        else _("this address is registered already")
    )
