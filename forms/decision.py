"""What a moderator says about a comment: a decision, other words for it, a reply."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import AnyOf, InputRequired

from forms.staff import StaffForm
from models.comment import Verb


class DecisionForm(StaffForm):
    """One of a few words, and the version of the comment that was seen."""

    decision = HiddenField(validators=[AnyOf([verb.value for verb in Verb])])
    version = IntegerField(_l("Version"), validators=[InputRequired()])

    @property
    def verb(self) -> Verb:
        """What was decided, in a valid form."""
        return Verb(self.decision.data or "")
