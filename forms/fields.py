"""Fields that WTForms lacks: they keep what was typed when it is wrong, and correct it in our words."""

import contextlib
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField, IntegerField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from models.labels import Labelled
from outside import number

YEARS = range(1900, 9000)  # beyond, no clock follows


class Day(DateField):
    """A day; empty is None, and what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: date | None = None
        if not valuelist or not valuelist[0].strip():
            return
        with contextlib.suppress(ValueError):
            super().process_formdata([valuelist[0].strip()])
        if self.data is None or self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Give a day, as 2027-03-22."))


class Hour(DateTimeLocalField):
    """A wall-clock date and time to the minute; empty is None."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, validators, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: datetime | None = None
        if not valuelist or not valuelist[0].strip():
            return
        with contextlib.suppress(ValueError):
            super().process_formdata([valuelist[0].strip()])
        if self.data is None or self.data.year not in YEARS:
            self.data = None
            raise ValueError(_("Give a date and an hour, as 2027-03-22 09:30."))
        self.data = self.data.replace(second=0)


class Number(IntegerField):
    """A whole number; empty is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = -number(text[1:]) if text.startswith("-") else number(text)
        except ValueError:
            self.data = None
            raise ValueError(_("Give a whole number.")) from None


def options(labelled: type[Labelled]) -> list[SelectChoice]:
    """Return the members of an enum as what can be chosen, in their order."""
    return [SelectChoice(each, _l(each.label)) for each in labelled]


class Lines:
    """A filter for long texts: one kind of line end, and no blank lines at both ends."""

    def __call__(self, value: str | None) -> str:
        return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def numbered(value: str | None) -> int | None:
    """Return the number that a hidden field holds, or None when it holds none."""
    try:
        return number(value or "")
    except ValueError:
        return None
