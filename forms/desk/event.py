"""The organiser's form: everything that an event file holds, in one page."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, InputRequired

from folding import folded
from forms.checks import Trimmed
from forms.desk.event_words import POLICIES, PROMOTIONS, STATUSES, VENUES, WORDS
from forms.desk.reminders import Reminders
from forms.fields import Hour, Lines, Number
from forms.staff import StaffForm
from language import LANGUAGES
from models.event import (
    CommentsPolicy,
    Event,
    EventFacts,
    EventStatus,
    PromotionPolicy,
    SpeakerFacts,
    VenueState,
)
from models.event.facts import FIELDS
from models.event.rules import HOLD_MINUTES, OFFER_HOURS
from models.event_revision.revision import faults

CHOICES = ("promotion", "venue_state", "comments_policy", "status", "language")


class SpeakerForm(Form):
    """Somebody who speaks; a row without a name is left out."""

    name = StringField(_l("Name"), filters=[Trimmed()])
    function = StringField(_l("Function"), filters=[Trimmed()])
    role = StringField(_l("Role that day"), filters=[Trimmed()])
    remove = BooleanField(_l("Remove"))

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return self[name].id


class EventForm(StaffForm):
    """What an organiser says of an event. ``seen`` remembers the facts that the form was opened with."""

    noun = "event"
    seen = HiddenField()
    title = StringField(
        _l("Title"), filters=[Trimmed()], validators=[DataRequired(_l("Give the event a title."))]
    )
    subtitle = StringField(_l("Question or subtitle"), filters=[Trimmed()])
    slug = StringField(_l("Address of the page"), filters=[Trimmed()])
    host = StringField(_l("Host"), filters=[Trimmed()])
    language = SelectField(_l("Language"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])
    starts = Hour(_l("Begins"), validators=[InputRequired(_l("Say when the event begins."))])
    ends = Hour(_l("Ends"))
    timezone = StringField(_l("Time zone"), filters=[Trimmed()])
    venue_state = SelectField(_l("What is known of the place"), choices=VENUES, coerce=VenueState)
    city = StringField(_l("City"), filters=[Trimmed()])
    venue_name = StringField(_l("Name of the place"), filters=[Trimmed()])
    address = StringField(_l("Street address"), filters=[Trimmed()])
    speakers = FieldList(FormField(SpeakerForm), max_entries=50)
    description = TextAreaField(_l("Description"), filters=[Lines()], render_kw={"rows": 18})
    capacity = Number(_l("Seats"))
    max_seats = Number(_l("Seats that one person may take"), default=1)
    waiting_list = BooleanField(_l("Open a waiting list when all seats are taken"))
    confirm_address = BooleanField(_l("Ask people to confirm their address by mail"))
    hold_minutes = Number(_l("Minutes that a seat is kept meanwhile"), default=HOLD_MINUTES)
    approval = BooleanField(_l("Approve each registration myself"))
    promotion = SelectField(
        _l("When a seat frees and people wait"),
        choices=PROMOTIONS,
        coerce=PromotionPolicy,
        default=PromotionPolicy.CONFIRM,
    )
    offer_hours = Number(_l("Hours to take an offered seat"), default=OFFER_HOURS)
    stop_before = Number(_l("Hours before the beginning when seats stop moving"), default=0)
    email_domains = StringField(_l("Addresses of these domains alone"), filters=[Trimmed()])
    self_cancel = BooleanField(_l("People can cancel by themselves"))
    opens = Hour(_l("Registration opens"))
    closes = Hour(_l("Registration closes"))
    reminders = Reminders(_l("Remind those who come"), render_kw={"rows": 3})
    comments_open = BooleanField(_l("Comments are open"))
    comments_policy = SelectField(_l("Moderation"), choices=POLICIES, coerce=CommentsPolicy)
    comments_closes = Hour(_l("Comments close"))
    comments_days = Number(_l("Days after the event until comments close"))
    comments_links = Number(_l("Links from which on a comment waits"))
    status = SelectField(_l("Status"), choices=STATUSES, coerce=EventStatus)

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if event and event.is_public:
            del self.slug  # a published address never moves: links to it live elsewhere

    @classmethod
    def of(cls, facts: EventFacts, event: Event | None = None, seen: str = "") -> "EventForm":
        """Return the form filled with facts, and two free rows for speakers."""
        values = {name: getattr(facts, name) for name in FIELDS if name != "speakers"}
        speakers = [{"name": one.name, "function": one.function, "role": one.role} for one in facts.speakers]
        form = cls(formdata=None, event=event, speakers=speakers, **values)
        form.seen.data = seen
        form.add_rows(2)
        return form

    def add_rows(self, count: int) -> None:
        """Add empty rows for speakers."""
        for _row in range(min(count, 50 - len(self.speakers.entries))):
            self.speakers.append_entry()

    def facts(self) -> EventFacts:
        """Return what the form says; who calls has validated it."""
        names = [name for name in FIELDS if name in self and name != "speakers"]
        values = {name: self[name].data for name in names}
        values |= {name: value or "" for name, value in values.items() if isinstance(self[name], StringField)}
        values["slug"] = values.get("slug") or (
            self.event.slug if self.event else slug_of(self.title.data or "")
        )
        values["max_seats"] = values["max_seats"] or 1
        for name, usual in (("hold_minutes", HOLD_MINUTES), ("offer_hours", OFFER_HOURS), ("stop_before", 0)):
            values[name] = usual if values[name] is None else values[name]
        return EventFacts(speakers=tuple(self._spoken()), **values)

    def _spoken(self) -> list[SpeakerFacts]:
        rows = [row.form for row in self.speakers.entries]
        kept = [row for row in rows if row.name.data and not row.remove.data]
        return [
            SpeakerFacts(row.name.data or "", row.function.data or "", row.role.data or "") for row in kept
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what must be true of all of them together; the words stand beside the fields."""
        fine = super().validate(extra_validators)
        if self.starts.data is None or any(self[name].data is None for name in CHOICES):
            return False
        for fault in faults(self.facts(), self.event):
            # What is wrong with a field that this form lacks is said at its first.
            field = self._fields.get(fault.field, self.title)
            if not field.errors:
                field.errors = [WORDS[fault.problem]]
                fine = False
        return fine


def slug_of(title: str) -> str:
    """Return an address made of a title: « Faire groupe ? » gives faire-groupe."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in folded(title)).split()
    slug = ""
    for word in words:
        if len(slug) + len(word) > 60:
            break
        slug = f"{slug}-{word}".strip("-")
    return slug
