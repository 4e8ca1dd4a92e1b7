"""What an organiser writes to a group."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from forms.checks import Trimmed
from forms.fields import Lines
from forms.staff import StaffForm
from models import token
from models.registration.announcement import Announcement


class AnnouncementForm(StaffForm):
    """Subject and text; ``sending`` is drawn when the form is opened, so that pressing twice sends once."""

    noun = "circular"
    sending = HiddenField(validators=[Regexp(re.compile(r"^[\w-]{16,64}$", re.ASCII))])
    subject = StringField(
        _l("Subject"),
        filters=[Trimmed()],
        validators=[
            DataRequired(_l("Give the message a subject.")),
            Length(max=200, message=_l("Shorten the subject to 200 characters.")),
        ],
    )
    text = TextAreaField(
        _l("Message"),
        filters=[Lines()],
        validators=[
            DataRequired(_l("Write the message.")),
            Length(max=10000, message=_l("Shorten the message to 10,000 characters.")),
        ],
        render_kw={"rows": 12},
    )

    @classmethod
    def blank(cls) -> "AnnouncementForm":
        """Return the empty form of a new sending."""
        return cls(formdata=None, sending=token.fresh())

    def announcement(self) -> Announcement:
        """Return what the valid form says."""
        return Announcement(self.sending.data or "", self.subject.data or "", self.text.data or "")
