"""The days of an event by its own clock, and its half-days: what the door counts and what is signed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import clock
from models.event.fields import EventColumns

DAY = timedelta(days=1)
MORNING = time(6)  # before that hour, it is still the evening before
NOON, LUNCHED, EVENING = time(12), time(14), time(18)
ONE_SITTING = timedelta(hours=12)  # a night that lasts no longer is one day


class Part(StrEnum):
    """Which part of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A half of one of the days of an event."""

    day: date
    part: Part


class EventDays(EventColumns):
    """The days of an event; an end at midnight, or in the small hours, is of the evening before."""

    @property
    def days(self) -> list[date]:
        """The days on which it takes place, by its own clock."""
        first, last = self.starts.date(), self._last_day()
        return [first + DAY * number for number in range((last - first).days + 1)]

    def _last_day(self) -> date:
        first, end = self.starts.date(), self.ends or self.starts
        if end - self.starts <= ONE_SITTING:
            return first
        return max(first, end.date() - DAY if end.time() <= MORNING else end.date())

    @property
    def day_limits(self) -> list[datetime]:
        """The instant from which each day counts, and the one at which the last no longer does.

        The first day counts from its midnight on, each other one from its morning.
        """
        days = self.days
        limits = [self._at(day, MORNING) for day in (*days, days[-1] + DAY)]
        return [clock.midnight(days[0], self.timezone), *limits[1:]]

    def _at(self, day: date, hour: time) -> datetime:
        return clock.utc(clock.in_zone(datetime.combine(day, hour), self.timezone))

    def is_on(self, at: datetime) -> bool:
        """Whether an instant is on one of its days."""
        first, *_, last = self.day_limits
        return first <= at < last

    def day_of(self, at: datetime) -> date:
        """Return the day that an instant counts for: the first before the event, the last after it."""
        begun = sum(limit <= at for limit in self.day_limits[1:-1])
        return self.days[begun]

    @property
    def half_days(self) -> list[HalfDay]:
        """The half-days on which it takes place; lunch time alone is none."""
        return [HalfDay(day, part) for day in self.days for part in self._parts(day)]

    def _parts(self, day: date) -> list[Part]:
        begins = self.starts if self.starts.date() == day else datetime.combine(day, MORNING)
        ends = self.ends if self.ends and day == self.days[-1] else None
        open_end = ends is None and day != self.days[-1]
        morning = begins.time() < NOON
        later = open_end or (ends is not None and ends > datetime.combine(day, LUNCHED))
        afternoon = Part.EVENING if begins.time() >= EVENING else Part.AFTERNOON
        return [part for part, taken in ((Part.MORNING, morning), (afternoon, later or not morning)) if taken]
