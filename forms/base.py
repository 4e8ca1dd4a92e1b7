"""What all forms share: the ids of their fields' elements, and that they read forms and nothing else.

The only form that knows the request: all others take what they need of it as arguments.
"""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict
from wtforms import FieldList, FileField, Form


class BaseForm(FlaskForm):
    """A form of the site. ``noun`` prefixes the ids of its fields, so that two forms share a page.

    ``sent`` is all that came with it, buttons included; empty when nothing was sent.
    """

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: "BaseForm", formdata: Any) -> Any:
            """Return what a view hands in, else what was posted; nothing of JSON, whose values may be of any type."""
            if formdata is not None and not hasattr(formdata, "getlist"):  # so Flask-WTF says: of the request
                posted = request and request.method == "POST"
                formdata = CombinedMultiDict((request.files, request.form)) if posted else None
            files = {field.name for field in form if isinstance(field, FileField)}
            said = _kept(formdata, files)
            form.sent = MultiDict() if said is None else said
            return said

    noun = "form"
    sent: Any

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return f"{self.noun}-{name.replace('_', '-')}"


class Row(Form):
    """One row of a list within a form."""

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return str(self[name].id)


def row_faults(rows: FieldList) -> list[str]:
    """Return what is wrong in the rows of a list, and say the first of it beside the whole list."""
    faults = [str(words) for row in rows for said in row.form.errors.values() for words in said]
    rows.errors = faults[:1]
    return faults


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
