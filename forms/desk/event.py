"""The organiser's form: everything that an event file holds, in one page."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, HiddenField, StringField

from folding import slug
from forms.desk import event_fields
from forms.desk.event_words import WORDS
from forms.fields import Hour
from forms.staff import StaffForm
from models import event_revision
from models.event import Event, EventFacts, SpeakerFacts, whole_days
from models.event.field import Group, Kind
from models.event.fields import FIELDS

CHOICES = tuple(name for name, field in FIELDS.items() if field.kind in {Kind.CHOICE, Kind.LANGUAGE})
NUMBERS = tuple(name for name, field in FIELDS.items() if field.kind is Kind.NUMBER)


class EventForm(StaffForm):
    """What an organiser says of an event. ``seen`` remembers the facts that the form was opened with."""

    noun = "event"
    groups = tuple(Group)
    seen = HiddenField()
    title: StringField
    slug: StringField
    starts: Hour
    all_day = BooleanField(_l("Whole days: only the dates count, not the hours"))
    speakers: FieldList

    def __init__(self, *args: Any, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if event and event.is_public:
            del self.slug  # a published address never moves: links to it live elsewhere

    @classmethod
    def of(cls, facts: EventFacts, event: Event | None = None, seen: str = "") -> "EventForm":
        """Return the form filled with facts, and two free rows for speakers."""
        values = {name: getattr(facts, name) for name in FIELDS if name != "speakers"}
        if last := whole_days.last(facts):
            values |= {"all_day": True, "ends": datetime.combine(last, whole_days.MIDNIGHT)}
        speakers = [{"name": one.name, "function": one.function, "role": one.role} for one in facts.speakers]
        form = cls(formdata=None, event=event, speakers=speakers, **values)
        form.seen.data = seen
        form.add_rows(2)
        return form

    def names(self, group: Group) -> list[str]:
        """Return the names of the fields in a part of the form, in their order."""
        names = [name for name, field in FIELDS.items() if field.group is group and name in self]
        if "ends" in names:
            names.insert(names.index("ends") + 1, "all_day")
        return names

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
            self.event.slug if self.event else slug(self.title.data or "")
        )
        values["max_seats"] = values["max_seats"] or 1
        for name in NUMBERS:
            values[name] = FIELDS[name].default if values[name] is None else values[name]
        if self.all_day.data:
            values["starts"], values["ends"] = whole_days.span(
                values["starts"].date(), values["ends"] and values["ends"].date()
            )
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
        for fault in event_revision.faults(self.facts(), self.event):
            # What is wrong with a field that this form lacks is said at its first.
            field = self._fields.get(fault.field, self.title)
            if not field.errors:
                field.errors = [WORDS[fault.problem]]
                fine = False
        return fine


for _each in FIELDS.values():
    setattr(EventForm, _each.name, event_fields.field(_each))
