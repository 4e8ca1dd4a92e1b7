"""What a moderator looks for in the queue: asked by GET, so that a search has an address."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from forms.checks import sought
from forms.fields import Day
from forms.staff import StaffForm
from models.comment import CommentState
from models.comment.queue import ALL, Queue
from models.event import Event

MORE = ("author", "event", "first", "last")  # what is folded away until somebody needs it


class FilterForm(StaffForm):
    """Narrows the queue; every field may stay empty."""

    class Meta:
        csrf = False  # it changes nothing

    noun = "queue"
    q = StringField(_l("Search"), filters=[sought], render_kw={"type": "search"})
    status = SelectField(_l("State"), validate_choice=False)
    author = StringField(_l("Author: name or address"), filters=[sought], render_kw={"autocomplete": "off"})
    event = SelectField(_l("Event"), validate_choice=False)
    first = Day(_l("Sent from"))
    last = Day(_l("Sent until"))

    def offer(self, states: list[tuple[str, str]], events: list[Event]) -> None:
        """Say what can be chosen from: states with their words, and events."""
        self.status.choices = states
        self.status.data = self.queue().arguments["status"]
        self.event.choices = [("", _("All events")), *((event.slug, event.title) for event in events)]

    def queue(self) -> Queue:
        """Return the queue that is asked for; a state that does not exist means those that wait."""
        asked = self.status.data
        state = CommentState(asked) if asked in set(CommentState) else CommentState.PENDING
        return Queue(
            None if asked == ALL else state,
            self.q.data or "",
            self.event.data or "",
            self.author.data or "",
            self.first.data,
            self.last.data,
        )

    @property
    def is_unfolded(self) -> bool:
        """Whether a field that is folded away holds something."""
        return self.queue().state is None or any(self[name].data or self[name].errors for name in MORE)
