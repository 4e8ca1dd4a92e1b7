"""The fields of an event's form, made from what models/event/fields.py declares."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, InputRequired

from forms.base import Row
from forms.checks import Trimmed
from forms.desk.reminders import Reminders
from forms.fields import Hour, Lines, Number, options
from forms.url import WithScheme
from language import LANGUAGES
from models.event import PromotionPolicy, categories
from models.event.field import Field, Kind


class SpeakerForm(Row):
    """Somebody who speaks; a row without a name is left out."""

    name = StringField(_l("Name"), filters=[Trimmed()])
    function = StringField(_l("Function"), filters=[Trimmed()])
    role = StringField(_l("Role that day"), filters=[Trimmed()])
    remove = BooleanField(_l("Remove"))


KINDS: dict[Kind, tuple[type[Any], dict[str, Any]]] = {
    Kind.TEXT: (StringField, {"filters": [Trimmed()]}),
    Kind.LONG_TEXT: (TextAreaField, {"filters": [Lines()], "render_kw": {"rows": 18}}),
    Kind.WORDS: (TextAreaField, {"filters": [Lines()], "render_kw": {"rows": 4}}),
    Kind.HOUR: (Hour, {}),
    Kind.NUMBER: (Number, {}),
    Kind.TRUTH: (BooleanField, {}),
    Kind.CHOICE: (SelectField, {}),
    Kind.LANGUAGE: (SelectField, {"choices": [SelectChoice(*pair) for pair in LANGUAGES.items()]}),
    Kind.DOMAINS: (StringField, {"filters": [Trimmed()]}),
    Kind.CATEGORIES: (
        StringField,
        {"filters": [Trimmed(), lambda value: ", ".join(categories.named(value or ""))]},
    ),
    Kind.LINK: (StringField, {"filters": [Trimmed(), WithScheme()], "render_kw": {"inputmode": "url"}}),
    Kind.REMINDERS: (Reminders, {"render_kw": {"rows": 3}}),
}


def field(said: Field) -> Any:
    """Return the form’s field for a declared one; its hint is its description, in English."""
    if said.kind is Kind.SPEAKERS:
        return FieldList(FormField(SpeakerForm), max_entries=50)
    kind, usual = KINDS[said.kind]
    given = usual | {"description": said.hint}
    if said.missing:
        required = InputRequired if said.kind is Kind.HOUR else DataRequired
        given["validators"] = [required(_l(said.missing))]
    if said.choices:
        given |= {"choices": options(said.choices), "coerce": said.choices}
    if said.kind is Kind.NUMBER or said.choices is PromotionPolicy:
        given["default"] = said.default  # a form that lacks a rule of registration means the usual one
    return kind(_l(said.label), **given)
