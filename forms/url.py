"""Addresses on the web as people type them."""

import re
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

SCHEME = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE)
HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)+", re.IGNORECASE)


class WithScheme:
    """A filter that completes an address on the web: ``example.org`` becomes ``https://example.org``."""

    def __call__(self, value: str | None) -> str | None:
        if not value or "://" in value or SCHEME.match(value):
            return value
        return f"https://{value}"


class WebAddress:
    """A validator for addresses on the web: http or https, a whole host name, no name or password inside."""

    def __call__(self, _form: object, field: StringField) -> None:
        if field.data and not self.is_one(field.data):
            raise ValidationError(_l("Enter an address like https://example.org."))

    @staticmethod
    def is_one(value: str) -> bool:
        """Say whether a text is such an address."""
        if re.search(r"\s", value):
            return False
        try:
            parts = urlsplit(value)
            _port = parts.port
        except ValueError:
            return False
        plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc
        return plain and bool(HOST.fullmatch(parts.hostname or ""))
