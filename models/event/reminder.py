"""When attendees are reminded: some days before at a local hour, or some hours before the start.

An event keeps its reminders as lines, ``1 day at 09:00`` or ``3 hours``; the instants follow from its date, so they move
when it does and a change of clocks does not shift a local hour.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import clock

LINE = re.compile(r"(\d{1,3}) (?:days? at (\d{1,2}):(\d{2})|hours?)")
MOST_DAYS, MOST_HOURS = 90, 72
MORNING, AFTERNOON, LATE = time(9), time(18), time(21)
MOST = 5  # reminders of one event


class NotAReminder(ValueError):
    """A line that says no moment before an event."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """So many days before at an ``hour``, else (None) so many hours before."""

    count: int
    hour: time | None = None

    @classmethod
    def read(cls, line: str) -> "Reminder":
        """Return what a line says; raises NotAReminder."""
        found = LINE.fullmatch(" ".join(line.split()))
        if not found:
            raise NotAReminder(line)
        try:
            hour = time(int(found[2]), int(found[3])) if found[2] else None
        except ValueError:
            raise NotAReminder(line) from None
        if int(found[1]) > (MOST_DAYS if hour else MOST_HOURS) or (not hour and found[1] == "0"):
            raise NotAReminder(line)
        return cls(int(found[1]), hour)

    @classmethod
    def read_all(cls, lines: str) -> tuple["Reminder", ...]:
        """Return what an event's lines say, each once; raises NotAReminder."""
        return tuple(dict.fromkeys(cls.read(line) for line in lines.splitlines() if line.strip()))

    def __str__(self) -> str:
        plural = "" if self.count == 1 else "s"
        return f"{self.count} day{plural} at {self.hour:%H:%M}" if self.hour else f"{self.count} hour{plural}"

    def at(self, starts: datetime, zone: str, *, whole_days: bool = False) -> datetime:
        """Return the instant for an event that begins at a wall-clock time in a zone.

        An hour that comes twice means the first; one that clocks jump over means as long after the jump.
        Hours before an event of whole days, which begins at midnight, are moved out of the night.
        """
        if self.hour is None and whole_days:
            return clock.utc(clock.in_zone(_awake(starts - timedelta(hours=self.count)), zone))
        if self.hour is None:
            return clock.instant(starts, zone) - timedelta(hours=self.count)
        wall = datetime.combine(starts.date() - timedelta(days=self.count), self.hour)
        return clock.utc(clock.in_zone(wall, zone))


def _awake(wall: datetime) -> datetime:
    """Return an hour at which people read: late becomes the end of the afternoon, the night 9:00."""
    if wall.time() >= LATE:
        return datetime.combine(wall.date(), AFTERNOON)
    return max(wall, datetime.combine(wall.date(), MORNING))


def are_reminders(lines: str) -> bool:
    """Say whether an event can keep these lines."""
    try:
        return len(Reminder.read_all(lines)) <= MOST
    except NotAReminder:
        return False
