"""Fields that WTForms lacks: they keep what was typed when it is wrong, and correct it in our words."""

import contextlib
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField, EmailField, Field, IntegerField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, Length, Optional

import visible_text
from forms.checks import Address, Naming, Pasted, Trimmed
from forms.url import WebAddress, WithScheme
from models.labels import Labelled
from models.registration.fields import FIELDS, LONGEST
from outside import number

YEARS = range(1900, 9000)  # beyond, no clock follows


class Dated(Field):
    """A field of a date; empty is None, and what is no date of our calendars is said in our words."""

    wrong: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data: Any = None
        if not valuelist or not valuelist[0].strip():
            return
        with contextlib.suppress(ValueError):
            super().process_formdata([valuelist[0].strip()])
        if self.data is None or self.data.year not in YEARS:
            self.data = None
            raise ValueError(self.wrong)


class Day(Dated, DateField):
    """A day."""

    wrong = _l("Give a day, as 2027-03-22.")


class Hour(Dated, DateTimeLocalField):
    """A wall-clock date and time to the minute."""

    wrong = _l("Give a date and an hour, as 2027-03-22 09:30.")

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, validators, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = self.data and self.data.replace(second=0)


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


def line(
    label: Any, longest: int = 0, too_long: Any = "", missing: Any = "", unnamed: Any = "", **attributes: Any
) -> StringField:
    """Return the field of a line of text, required where there are words for a ``missing`` one.

    ``unnamed`` are the words for punctuation where a name belongs.
    """
    validators: list[Any] = [DataRequired(missing)] if missing else []
    validators += [Naming(unnamed)] if unnamed else []
    validators += [Length(max=longest, message=too_long)] if longest else []
    return StringField(label, filters=[Trimmed()], validators=validators, render_kw=attributes or None)


def name(label: Any, missing: Any = "", **attributes: Any) -> StringField:
    """Return the field of a name."""
    declared = FIELDS["name"]
    return line(label, LONGEST, _l(declared.too_long), missing, missing or _l("Enter a name."), **attributes)


def fact(name: str, missing: Any = "", too_long: Any = "", **attributes: Any) -> StringField:
    """Return the field of what a registration says of its attendee, as it is declared."""
    field = FIELDS[name]
    unnamed = missing if name == "name" else ""
    return line(_l(field.label), LONGEST, too_long or _l(field.too_long), missing, unnamed, **attributes)


def email(missing: Any = "", longest: int = 254, label: Any = "", **attributes: Any) -> EmailField:
    """Return the field of an email address, required where there are words for a ``missing`` one."""
    declared = FIELDS["email"]
    return EmailField(
        label or _l(declared.label),
        filters=[Pasted()],
        validators=[DataRequired(missing) if missing else Optional(), Address(longest)],
        render_kw=attributes or None,
    )


def website(**attributes: Any) -> StringField:
    """Return the field of an author's website, which may be empty."""
    return StringField(
        _l("Website"),
        filters=[Trimmed(), WithScheme()],
        validators=[Length(max=200, message=_l("Shorten the address to 200 characters.")), WebAddress()],
        render_kw=attributes or None,
    )


def options(labelled: type[Labelled]) -> list[SelectChoice]:
    """Return the members of an enum as what can be chosen, in their order."""
    return [SelectChoice(each, _l(each.label)) for each in labelled]


class Lines:
    """A filter for long texts: one kind of line end, no blank lines at both ends, and no blank text."""

    def __call__(self, value: str | None) -> str:
        lines = (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        return lines if visible_text.shows(lines) else ""


def numbered(value: str | None) -> int | None:
    """Return the number that a hidden field holds, or None when it holds none."""
    try:
        return number(value or "")
    except ValueError:
        return None
