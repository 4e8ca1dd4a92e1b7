"""Whole days: what lasts from midnight to midnight has no hours, in its file and on its pages."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

A_DAY, MIDNIGHT = timedelta(days=1), time()


class Hours(Protocol):
    """What begins and ends by a wall clock: an event, or the facts of one."""

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Hours by themselves, as a line of a history keeps them."""

    starts: datetime
    ends: datetime | None = None


def span(first: date, last: date | None) -> tuple[datetime, datetime]:
    """Return the hours from the first day to the last: midnight, and the midnight after it.

    A last day before the first ends before it begins, so that whoever checks the hours refuses it.
    """
    over = datetime.combine(last or first, MIDNIGHT)
    return datetime.combine(first, MIDNIGHT), over if last and last < first else over + A_DAY


def last(event: Hours) -> date | None:
    """Return the last day of an event that lasts whole days; None for one that has hours."""
    if event.ends is None or event.starts.time() != MIDNIGHT or event.ends.time() != MIDNIGHT:
        return None
    return event.ends.date() - A_DAY if event.ends > event.starts else None
