"""What all forms share: the ids of their fields' elements, and that they read forms and nothing else."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from wtforms import FileField


class BaseForm(FlaskForm):
    """A form of the site. ``noun`` prefixes the ids of its fields, so that two forms share a page."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return what was filled in; nothing of JSON, whose values may be of any type."""
            given = formdata is None or hasattr(formdata, "getlist")
            if not given and request and request.is_json:
                return ImmutableMultiDict()
            files = {field.name for field in form if isinstance(field, FileField)}
            return _kept(super().wrap_formdata(form, formdata), files)

    noun = "form"

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return f"{self.noun}-{name.replace('_', '-')}"


def _kept(said: Any, files: set[str]) -> Any:
    """Return what was filled in: files under these names only, no text with NUL signs."""
    if said is None:
        return said
    pairs = [(name, value) for name in said for value in said.getlist(name)]
    fitting = [
        (name, value.replace("\0", "") if isinstance(value, str) else value)
        for name, value in pairs
        if name in files or not isinstance(value, FileStorage)
    ]
    return said if fitting == pairs else MultiDict(fitting)
