"""Addresses on the web as people type them."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from outside import is_web_address

SCHEME = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE)


class WithScheme:
    """A filter that completes an address on the web: ``example.org`` becomes ``https://example.org``."""

    def __call__(self, value: str | None) -> str | None:
        if not value or "://" in value or SCHEME.match(value):
            return value
        return f"https://{value}"


class WebAddress:
    """A validator for addresses on the web."""

    def __call__(self, _form: object, field: StringField) -> None:
        if field.data and not is_web_address(field.data):
            raise ValidationError(_l("Enter an address like https://example.org."))
