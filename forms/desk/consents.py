"""The consent texts of an event, as an organiser writes them."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, TextAreaField
from wtforms.validators import Length

from forms.base import Row, row_faults
from forms.fields import Lines
from forms.staff import StaffForm
from models.consent import Clause, ClauseFacts
from models.event import Event


class ClauseForm(Row):
    """One text; a row without words is left out."""

    text = TextAreaField(
        _l("Text"),
        filters=[Lines()],
        validators=[Length(max=2000, message=_l("Shorten this to 2,000 characters."))],
        render_kw={"rows": 3},
    )
    required = BooleanField(_l("Nobody can register without agreeing"))
    key = HiddenField()


class ClausesForm(StaffForm):
    """All the consent texts of an event, and two free rows."""

    noun = "consents"
    clauses = FieldList(FormField(ClauseForm), max_entries=30)

    @classmethod
    def of(cls, event: Event) -> "ClausesForm":
        """Return the form filled with an event's texts."""
        rows = [{"text": one.text, "required": one.required, "key": one.key} for one in Clause.of(event)]
        form = cls(formdata=None, clauses=rows)
        for _row in range(2):
            form.clauses.append_entry()
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each row; the first fault is the list's, too."""
        fine = super().validate(extra_validators)
        row_faults(self.clauses)
        return fine

    def facts(self) -> list[ClauseFacts]:
        """Return what the form says; who calls has validated it."""
        rows = [row.form for row in self.clauses if row.form.text.data]
        return [ClauseFacts(row.text.data or "", row.required.data, row.key.data or "") for row in rows]
