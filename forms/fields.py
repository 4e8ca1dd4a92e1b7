"""Fields that WTForms lacks: they keep what was typed when it is wrong, and correct it in our words."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import DateTimeLocalField, IntegerField


class Hour(DateTimeLocalField):
    """A wall-clock date and time to the minute; empty is None."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, validators, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
            raise ValueError(_("Give a date and an hour, as 2027-03-22 09:30.")) from None
        self.data: datetime | None = self.data.replace(second=0) if self.data else None


class Number(IntegerField):
    """A whole number; empty is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = int(text)
        except ValueError:
            self.data = None
            raise ValueError(_("Give a whole number.")) from None


class Lines:
    """A filter for long texts: one kind of line end, and no blank lines at both ends."""

    def __call__(self, value: str | None) -> str:
        return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
