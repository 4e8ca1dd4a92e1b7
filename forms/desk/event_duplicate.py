"""The day on which the duplicate of an event begins."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from forms.desk.event_words import WORDS
from forms.fields import Day
from forms.staff import StaffForm
from models.event_revision import EventRefused


class EventDuplicateForm(StaffForm):
    """When the duplicate begins; everything else is as it was."""

    noun = "duplicate"
    day = Day(_l("First day of the duplicate"), validators=[InputRequired(_l("Say when the event begins."))])

    def refuse(self, refusal: EventRefused) -> None:
        """Say beside the day why the event cannot take place then."""
        self.day.errors = [WORDS[fault.problem] for fault in refusal.faults[:1]]
