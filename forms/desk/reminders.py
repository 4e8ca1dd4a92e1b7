"""The field of an event's reminders, one on each line: « la veille à 9 h », “3 hours before”.

Both languages are accepted, weeks, and small numbers as words; an hour that is not said is nine in the morning.
"""

import re
from typing import Any

from flask_babel import ngettext
from wtforms import TextAreaField

from forms.desk.event_words import WORDS
from models.event import Problem
from models.event.reminder import MOST, NotAReminder, Reminder

USUAL = "9"  # the hour of who names none
NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "un", "une"), 1),
    **dict.fromkeys(("two", "deux"), 2),
    **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
}
NUMBER = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
HOUR = r"(?:at|à) (\d{1,2}) ?[h:] ?(\d{2})?"
DAYS = re.compile(rf"{NUMBER} (days?|jours?|weeks?|semaines?)(?: before| avant)?(?:,? {HOUR})?")
EVE = re.compile(rf"(?:la veille|the day before)(?:,? {HOUR})?")
SAME = re.compile(rf"(?:le jour même|the same day),? {HOUR}")
HOURS = re.compile(rf"{NUMBER} (?:hours?|heures?)(?: before| avant)?")


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
        return _at(_number(found[1]) * (7 if found[2][0] in "ws" else 1), found[3], found[4])
    if found := HOURS.fullmatch(text):
        return f"{_number(found[1])} hours"
    raise NotAReminder(line)


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _at(days: int, hour: Any, minute: Any) -> str:
    return f"{days} days at {hour or USUAL}:{minute or '00'}"


def _said(reminder: Reminder) -> str:
    if reminder.hour is None:
        return ngettext("%(num)s hour before", "%(num)s hours before", reminder.count)
    hour = f"{reminder.hour:%H:%M}"
    return ngettext(
        "%(num)s day before at %(hour)s", "%(num)s days before at %(hour)s", reminder.count, hour=hour
    )
