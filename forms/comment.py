"""The comment form."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from forms.checks import Address, Trimmed
from forms.public import PublicForm
from models.event import Event


class CommentForm(PublicForm):
    """What a person says about an event."""

    noun = "comment"
    body = TextAreaField(
        _l("Comment"),
        validators=[
            InputRequired(_l("Write your comment.")),
            Length(max=65525, message=_l("Shorten the comment to 65,525 characters.")),
        ],
    )
    name = StringField(
        _l("Name"),
        filters=[Trimmed()],
        validators=[
            InputRequired(_l("Enter your name.")),
            Length(max=245, message=_l("Shorten the name to 245 characters.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[Trimmed()],
        validators=[InputRequired(_l("Enter your e-mail address.")), Address(100)],
        render_kw={"autocomplete": "email"},
    )
    website = StringField(
        _l("Website"),
        filters=[Trimmed()],
        validators=[Length(max=200, message=_l("Shorten the address to 200 characters."))],
        render_kw={"autocomplete": "url", "inputmode": "url"},
    )
    parent_id = HiddenField()

    @classmethod
    def blank(cls, event: Event) -> "CommentForm":
        """Return the empty form of an event."""
        return cls(formdata=None)
