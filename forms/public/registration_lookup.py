"""What a person says to find, move or erase what the site keeps about them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField
from wtforms.validators import ValidationError

import email_address
from forms import fields
from forms.checks import NOT_TAKEN
from forms.public.form import ConfirmedForm, PageForm
from models.registration import Registration, RegistrationRefusal, RegistrationRefused


class FindForm(ConfirmedForm):
    """The address under which somebody registered."""

    noun = "person"
    email = fields.email(_l("Enter your e-mail address."), autocomplete="email")


class AddressForm(PageForm):
    """The address to which a registration moves."""

    noun = "address"
    email = fields.email(
        _l("Enter your e-mail address."), label=_l("New e-mail address"), autocomplete="email"
    )

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = registration.email

    def refuse(self, refusal: RegistrationRefused) -> None:
        """Say beside the field why the address is not taken; what the rule is stays unsaid."""
        if refusal.reason is RegistrationRefusal.ADDRESS:
            self.email.errors = [NOT_TAKEN]

    def validate_email(self, field: EmailField) -> None:
        """Another one than now."""
        if email_address.same(field.data or "", self.present):
            raise ValidationError(_l("This is the address that we have. Enter another one."))
