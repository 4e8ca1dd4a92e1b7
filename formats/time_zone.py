"""A time zone as calendar files describe it (RFC 5545 §3.6.5), for the given events' years only.

Outlook misreads changes that are listed one by one, and programs that forget the list are an hour wrong from the second
year on. So a change that comes by one rule each year is written as that rule, and listed only where none holds.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_WEEK = timedelta(weeks=1)


@cache
def described(zone: str, years: frozenset[int]) -> icalendar.Timezone:
    """Return the clock of a zone, right in some years."""
    whole = icalendar.Timezone()
    whole.add("tzid", zone)
    spans = list(_spans(years))
    for first, last in spans:
        span = icalendar.Timezone.from_tzinfo(ZoneInfo(zone), zone, date(first, 1, 1), date(last, 1, 1))
        for change in span.subcomponents:
            _rewrite(change, None if (first, last) == spans[-1] else datetime(last, 1, 1, tzinfo=UTC))
            whole.add_component(change)
    return whole


def _spans(years: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each run of years, each extended by the year after.

    A single year is not enough to show a rule.
    """
    known = sorted(years | {year + 1 for year in years})
    gaps = [0, *(at for at, (year, later) in enumerate(pairwise(known), 1) if later > year + 1), len(known)]
    for begins, ends in pairwise(gaps):
        yield known[begins], known[ends - 1] + 1


def _rewrite(part: Any, until: datetime | None) -> None:
    """Write the changes of a zone's clock as every program reads them.

    The library says when a clock that jumps ahead arrives; RFC 5545 §3.6.5 wants when it leaves. And programs built on
    libical or ical.js forget DTSTART where there is an RDATE, so that it stands among them, too.
    """
    ahead = max(part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td, timedelta(0))
    dates = part.pop("RDATE").dts if "RDATE" in part else []
    changes = [change.dt - ahead for change in (part.pop("DTSTART"), *dates)]
    rule = _rule(changes)
    part.add("dtstart", changes[0])
    if rule:
        part.add("rrule", rule | ({"until": until} if until else {}))
    elif dates:
        part.add("rdate", changes)


def _rule(changes: list[datetime]) -> dict[str, Any] | None:
    """Return the yearly rule for exactly these changes, or None if there is none.

    A rule is for example « the last Sunday of March at 2:00 ».
    """
    first = changes[0]
    alike = {(at.month, at.weekday(), at.time()) for at in changes}
    yearly = [at.year for at in changes] == [first.year + number for number in range(len(changes))]
    weeks = {(at.day - 1) // 7 + 1 for at in changes}
    if all((at + A_WEEK).month != at.month for at in changes):
        weeks = {-1}
    if len(changes) < 2 or not yearly or len(alike) > 1 or len(weeks) > 1:
        return None
    return {"freq": "yearly", "bymonth": first.month, "byday": f"{weeks.pop()}{DAYS[first.weekday()]}"}
