"""How many seats somebody takes, and who sits on the others."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext
from wtforms import BooleanField, Field, FieldList, FormField, IntegerField
from wtforms.validators import ValidationError

from forms import fields
from forms.base import Row, row_faults
from forms.public.consents import ConsentingForm
from models.event import Event
from models.registration import CompanionFacts

LINES = 9  # of companions that the page shows to who has no JavaScript


UNNAMED = _l("Enter the name of this person, too.")


class CompanionForm(Row):
    """The fields of one companion; a name is enough, and a line without a name is ignored.

    The email address is optional.
    """

    name = fields.name(lazy_pgettext("companion", "Full name"))
    email = fields.email(label=_l("E-mail (optional)"))
    gone = BooleanField(_l("Comes no more: give this seat back"))

    def validate_name(self, field: Field) -> None:
        """Something was typed, and nothing of it can be seen."""
        if not field.data and any(typed.strip() for typed in field.raw_data or ()):
            raise ValidationError(UNNAMED)

    def validate_email(self, field: Field) -> None:
        """An address belongs to a name."""
        if field.data and not self.name.data and not self.name.errors:
            raise ValidationError(UNNAMED)


class AccompaniedForm(ConsentingForm):
    """The seats and the companions of a registration; without either where one person takes one seat."""

    seats = IntegerField(_l("Number of seats"), default=1, render_kw={"inputmode": "numeric", "min": 1})

    companions = FieldList(FormField(CompanionForm), max_entries=99)

    def __init__(
        self, event: Event, *args: Any, seats_held: int = 1, may_free: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(event, *args, **kwargs)
        self.may_free = may_free
        self.most, self.seats_held = max(event.max_seats, seats_held), seats_held
        if self.most == 1:
            del self.seats, self.companions
            return
        rows = max(min(self.most - 1, LINES), min(self.wanted, self.most) - 1)
        while len(self.companions.entries) < rows:
            self.companions.append_entry()

    @property
    def wanted(self) -> int:
        """How many seats are wanted.

        If the number was not changed, it is reduced by one for each companion who is ticked off.
        """
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
        """Check the fields, then that there is a seat for every companion.

        The first error of a line is also shown for the whole list.
        """
        fine = super().validate(extra_validators)
        if not self.companions:
            return fine
        faults = row_faults(self.companions)
        if not faults and not self.seats.errors and len(self.named) > self.wanted - 1 >= 0:
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
