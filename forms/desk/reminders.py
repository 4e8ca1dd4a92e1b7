"""The field of an event's reminders, one on each line: « la veille à 9 h », “3 hours before”.

Both languages are accepted.
"""

import re
from typing import Any

from flask_babel import ngettext
from wtforms import TextAreaField

from forms.desk.event_words import WORDS
from models.event import Problem
from models.event.reminder import MOST, NotAReminder, Reminder

HOUR = r"(\d{1,2}) ?[h:] ?(\d{2})?"
DAYS = re.compile(rf"(\d{{1,3}}) (?:days?|jours?)(?: before| avant)?,? (?:at|à) {HOUR}")
EVE = re.compile(rf"(?:la veille|the day before),? (?:at|à) {HOUR}")
SAME = re.compile(rf"(?:le jour même|the same day),? (?:at|à) {HOUR}")
HOURS = re.compile(r"(\d{1,3}) (?:hours?|heures?)(?: before| avant)?")


class Reminders(TextAreaField):
    """A field of reminders, one on each line.

    ``data`` is what the event stores; the field shows it in the reader's language.
    """

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else words(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        try:
            self.data = lines(valuelist[0])
        except NotAReminder:
            self.data = ""
            raise ValueError(str(WORDS[Problem.REMINDERS])) from None


def lines(text: str) -> str:
    """Return the lines that an event keeps of what somebody typed; raises NotAReminder."""
    found = Reminder.read_all("\n".join(_line(line) for line in text.splitlines() if line.strip()))
    if len(found) > MOST:
        raise NotAReminder(text)
    return "\n".join(map(str, found))


def words(kept: str) -> str:
    """Return an event's reminders as the reader's language says them; ``lines`` reads them back."""
    return "\n".join(_said(reminder) for reminder in Reminder.read_all(kept))


def _line(line: str) -> str:
    text = " ".join(line.lower().split())
    if found := EVE.fullmatch(text):
        return _at(1, *found.groups())
    if found := SAME.fullmatch(text):
        return _at(0, *found.groups())
    if found := DAYS.fullmatch(text):
        return _at(int(found[1]), found[2], found[3])
    if found := HOURS.fullmatch(text):
        return f"{found[1]} hours"
    raise NotAReminder(line)


def _at(days: int, hour: Any, minute: Any) -> str:
    return f"{days} days at {hour}:{minute or '00'}"


def _said(reminder: Reminder) -> str:
    if reminder.hour is None:
        return ngettext("%(num)s hour before", "%(num)s hours before", reminder.count)
    hour = f"{reminder.hour:%H:%M}"
    return ngettext(
        "%(num)s day before at %(hour)s", "%(num)s days before at %(hour)s", reminder.count, hour=hour
    )
