"""How we correct what people type: trimming, addresses, and instructions instead of reproaches."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form
from wtforms.validators import ValidationError

import email_address
import visible_text
from models.outbox.message import OutboxMessage

NOT_TAKEN = _l("This event cannot take this address. Use another one, or write to the organisers.")
LONGEST_SEARCH = 300  # an address fits


class Trimmed:
    """A filter that removes control characters and spaces at both ends; what shows nothing is empty.

    A no-break space or a tab inside the text becomes a space.
    """

    def __call__(self, value: str | None) -> str | None:
        return None if value is None else visible_text.line(value)


class Pasted:
    """A filter that takes an email address out of what was pasted; the field shows it."""

    def __call__(self, value: str | None) -> str | None:
        return None if value is None else email_address.cleaned(value)


def sought(text: str | None) -> str:
    """Return what somebody searches for, at a length that a database can look for; a filter, too."""
    return (Trimmed()(text) or "")[:LONGEST_SEARCH]


class Naming:
    """A validator for names: a letter, a digit or a picture, not punctuation alone. Says what is missing."""

    def __init__(self, missing: Any) -> None:
        self.missing = missing

    def __call__(self, form: Form, field: Field) -> None:
        if field.data and not visible_text.names(field.data):
            raise ValidationError(self.missing)


class Address:
    """A validator for e-mail addresses (RFC 5321 and 6531 syntax; no look-up, so that it answers at once)."""

    def __init__(self, longest: int = 254) -> None:
        self.longest = longest

    def __call__(self, form: Form, field: Field) -> None:
        if len(field.data or "") > self.longest:
            raise ValidationError(_l("Shorten the address to %(count)s characters.", count=self.longest))
        if not email_address.is_valid(field.data or ""):
            raise ValidationError(_l("Enter an address like name@example.org."))
        if not field.data.rpartition("@")[0].isascii() and not OutboxMessage.carries_accents():
            raise ValidationError(
                _l("The mail server of this site cannot write to an address with accents. Use another one.")
            )
