"""What a moderator says about a comment: a decision, other words for it, a reply."""

from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError

from forms import fields
from forms.fields import Number, numbered
from forms.public.comment_text import Typed
from forms.staff import StaffForm
from models.comment import Comment, Text, Verb


class DecisionForm(StaffForm):
    """One of a few words, and the version of the comment that was seen."""

    decision = HiddenField(validators=[AnyOf([verb.value for verb in Verb])])
    version = Number(_l("Version"), validators=[InputRequired()])

    @property
    def verb(self) -> Verb:
        """What was decided, in a valid form."""
        return Verb(self.decision.data or "")


class RowForm(StaffForm):
    """A form that is open in a comment's row, about the version that was seen."""

    part = ""  # what of the row it writes: edit, note or reply
    version = HiddenField()
    body = TextAreaField(
        _l("Comment"),
        filters=[Typed()],
        validators=[
            DataRequired(_l("Write something.")),
            Length(max=65525, message=_l("Shorten the comment to 65,525 characters.")),
        ],
        render_kw={"rows": 6, "autofocus": True},
    )

    def __init__(self, comment: Comment, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.noun = f"{self.part}-{comment.id}"

    @property
    def seen(self) -> int:
        """The version that the moderator saw; 0, which none is, when that is no number."""
        return numbered(self.version.data) or 0

    def text(self) -> Text:
        """Return the text of the form with its rendering."""
        return self._text

    @cached_property
    def _text(self) -> Text:
        return Text.typed(self.body.data or "")


def _says_something(form: RowForm, field: Field) -> None:
    """A validator for what readers will see."""
    if not field.errors and form.text().is_empty:
        raise ValidationError(_l("Write something."))


class RewordingForm(RowForm):
    """Other words for a comment."""

    part = "edit"
    validate_body = _says_something
    name = fields.name(_l("Name"), _l("Enter a name."))
    website = fields.website()


class NoteForm(RowForm):
    """A word to colleagues."""

    part = "note"
    body = TextAreaField(
        _l("Note"),
        filters=[Typed()],
        validators=[
            DataRequired(_l("Write something.")),
            Length(max=2000, message=_l("Shorten the note to 2,000 characters.")),
        ],
        render_kw={"rows": 3, "autofocus": True},
    )


class ReplyForm(RowForm):
    """A reply in the name of the house."""

    part = "reply"
    validate_body = _says_something
