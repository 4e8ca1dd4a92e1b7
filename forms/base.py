"""What all forms share: the ids of their fields' elements, and that they read forms and nothing else."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict


class BaseForm(FlaskForm):
    """A form of the site. ``noun`` prefixes the ids of its fields, so that two forms share a page."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return what was filled in; nothing of JSON, whose values may be of any type."""
            given = formdata is None or hasattr(formdata, "getlist")
            if not given and request and request.is_json:
                return ImmutableMultiDict()
            return _kept(super().wrap_formdata(form, formdata))

    noun = "form"

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return f"{self.noun}-{name.replace('_', '-')}"


def _kept(said: Any) -> Any:
    """Return what was filled in, without the one character that PostgreSQL keeps in no text."""
    if said is None or not any("\0" in value for value in _texts(said)):
        return said
    pairs = [(name, value) for name in said for value in said.getlist(name)]
    return MultiDict(
        [(name, value.replace("\0", "") if isinstance(value, str) else value) for name, value in pairs]
    )


def _texts(said: Any) -> Iterator[str]:
    return (value for name in said for value in said.getlist(name) if isinstance(value, str))
