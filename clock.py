"""Instants and wall clocks: what time it is, and what a local hour means in its zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchHour(ValueError):
    """A wall-clock time that its zone skips, as 02:30 on the night when summer time begins."""


_supposed: ContextVar[datetime | None] = ContextVar("supposed", default=None)


def now() -> datetime:
    """Return the current instant, in UTC and aware of it."""
    return _supposed.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Suppose within the block that it is another instant: for the example's past, and for tests."""
    before = _supposed.set(moment)
    try:
        yield
    finally:
        _supposed.reset(before)


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall-clock time in an IANA zone.

    An hour that comes twice means the first, unless ``wall.fold`` is 1. Raises NoSuchHour for an hour that is skipped.
    """
    local = wall.replace(tzinfo=ZoneInfo(zone))
    at = local.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(fold=0):
        raise NoSuchHour(f"{wall:%Y-%m-%d %H:%M} does not exist in {zone}")
    return at


def comes_twice(wall: datetime, zone: str) -> bool:
    """Say whether a wall-clock time happens twice in its zone, as 02:30 on the night when summer time ends."""
    first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first != second and first is not None and second is not None and first > second


def wall(at: datetime, zone: str) -> datetime:
    """Return the naive wall-clock time of an instant in an IANA zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
