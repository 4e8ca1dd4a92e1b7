"""Instants and wall clocks: what time it is, and what a local hour means in its zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NaiveInstant(ValueError):
    """Raised when a time without a zone is given for an instant.

    Read in the server's own zone, it could be a different hour.
    """


class NoSuchHour(ValueError):
    """A wall-clock time that its zone skips, as 02:30 on the night when summer time begins."""


_supposed: ContextVar[datetime | None] = ContextVar("supposed", default=None)


def now() -> datetime:
    """Return the current instant, in UTC and aware of it."""
    return _supposed.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Suppose within the block that it is another instant: for the example's past, and for tests."""
    before = _supposed.set(utc(moment))
    try:
        yield
    finally:
        _supposed.reset(before)


def utc(at: datetime) -> datetime:
    """Return an instant in UTC. Raises NaiveInstant for a time without a zone, whose instant nobody knows."""
    if at.utcoffset() is None:
        raise NaiveInstant(f"{at:%Y-%m-%d %H:%M} is no instant: it needs its zone")
    return at.astimezone(UTC)


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall-clock time in an IANA zone.

    An hour that comes twice means the first, unless ``wall.fold`` is 1. Raises NoSuchHour for an hour that is skipped,
    and ValueError for a time that has a zone already.
    """
    at = in_zone(wall, zone).astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(fold=0):
        raise NoSuchHour(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}")
    return at


def unzoned(wall: datetime) -> datetime:
    """Return a wall-clock time unchanged; raise ValueError if it has a time zone."""
    if wall.tzinfo is not None:
        raise ValueError(f"{wall.isoformat()} is an instant: a wall-clock time has no zone of its own")
    return wall


def in_zone(wall: datetime, zone: str) -> datetime:
    """Return a naive wall-clock time in an IANA zone; raise ValueError if it already has a zone."""
    return unzoned(wall).replace(tzinfo=ZoneInfo(zone))


def midnight(day: date, zone: str) -> datetime:
    """Return the UTC instant at which a day begins in an IANA zone.

    This also works where clocks skip midnight itself.
    """
    return utc(in_zone(datetime.combine(day, time()), zone))


def comes_twice(wall: datetime, zone: str) -> bool:
    """Return whether a wall-clock time occurs twice in its zone, as 02:30 does when summer time ends."""
    first, second = (in_zone(wall, zone).replace(fold=fold).utcoffset() for fold in (0, 1))
    return first != second and first is not None and second is not None and first > second


def wall(at: datetime, zone: str) -> datetime:
    """Return the naive wall-clock time of an instant in an IANA zone.

    Raises NaiveInstant for a time without a zone.
    """
    return utc(at).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
