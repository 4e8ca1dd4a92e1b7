"""A decision about many comments: about those that are ticked, or about all that a filter found."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from forms.fields import Number, numbered
from forms.moderation.queue import FilterForm
from forms.staff import StaffForm
from models.comment import Verb
from models.comment.bulk_decision import Filtered

VERBS = [Verb.APPROVE, Verb.SPAM, Verb.BIN, Verb.RESTORE]
MOST = 2000  # ticked by hand
SEEN = re.compile(r"([0-9]{1,10}):([0-9]{1,9})")


class BulkDecisionForm(StaffForm):
    """One decision about the comments that are ticked, each with the version that was seen (``12:3``)."""

    noun = "batch"
    decision = HiddenField(validators=[AnyOf([verb.value for verb in VERBS])])
    seen = StringField()

    @property
    def verb(self) -> Verb:
        """What was decided, in a valid form."""
        return Verb(self.decision.data or "")

    @property
    def versions(self) -> dict[int, int]:
        """The version that was seen of each ticked comment, by its id."""
        pairs = [SEEN.fullmatch(one) for one in self.seen.raw_data or ()]
        return {number: int(pair[2]) for pair in pairs if pair and (number := numbered(pair[1]))}

    def validate_seen(self, field: StringField) -> None:
        """Something must be ticked."""
        if not 0 < len(self.versions) <= MOST:
            raise ValidationError(_l("Tick at least one comment, then decide."))


class WholeForm(FilterForm):
    """One decision about all that a filter found when its page was made."""

    noun = "whole"
    decision = HiddenField(validators=[AnyOf([verb.value for verb in VERBS])])
    newest = Number(validators=[InputRequired()])
    version = Number(validators=[InputRequired()])
    count = Number(validators=[InputRequired()])
    cause = HiddenField(validators=[Length(min=22, max=22)])

    class Meta(StaffForm.Meta):
        """With the token, for this form acts."""

    @property
    def verb(self) -> Verb:
        """What was decided, in a valid form."""
        return Verb(self.decision.data or "")

    @property
    def filtered(self) -> Filtered:
        """What was seen, in a valid form."""
        return Filtered(self.queue(), self.newest.data or 0, self.version.data or 0, self.count.data or 0)
