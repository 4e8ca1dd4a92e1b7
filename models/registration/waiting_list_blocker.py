"""Why nobody is promoted although seats are free, as codes that the desk puts into words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

import clock
from models.event import Admission, Event, PromotionPolicy
from models.registration import limits
from models.registration.registration import Registration


class BlockerCause(StrEnum):
    """Why nobody is promoted; the first that holds is the one that is said."""

    OFF = "off"  # draft, postponed, cancelled or archived
    OVER = "over"
    CLOSED = "closed"  # registration is
    STOPPED = "stopped"  # so many hours before the beginning
    HAND = "hand"  # the organiser gives the seats
    CHOICE = "choice"  # who is first waits for a choice that has too few seats
    GROUP = "group"  # who is first wants more seats together than are free
    MOVING = "moving"  # they are being given away right now


@dataclass(frozen=True, slots=True)
class WaitingListBlocker:
    """Why the ``free`` seats are not given to the ``waiting``, and ``since`` when.

    ``why`` is the cause, ``wanted`` how many seats the first on the waiting list wants, and
    ``short`` the choice that has too few of them.
    """

    free: int
    waiting: int
    why: BlockerCause
    since: datetime | None = None
    wanted: int = 0
    short: limits.Limit | None = None

    @classmethod
    def of(cls, event: Event) -> Self | None:
        """Return why nobody is promoted although seats are free and attendees are on the waiting list.

        Returns None when there is nothing to explain.
        """
        free = event.seats_free
        if free == 0 or not event.waiting_count:
            return None
        first = Registration.first_in_line(event)
        wanted = first.seats if first else 0
        why, since = _cause(event, wanted)
        lacking = limits.short(limits.made(first), wanted) if first else []
        short = None
        if lacking and why in {BlockerCause.MOVING, BlockerCause.GROUP}:
            why, short = BlockerCause.CHOICE, min(lacking, key=lambda limit: limit[0])
        return cls(free or 0, event.waiting_count, why, since, wanted, short)


def _cause(event: Event, wanted: int) -> tuple[BlockerCause, datetime | None]:
    now, admission = clock.now(), event.admission
    if admission is Admission.OFF:
        return BlockerCause.OFF, None
    if admission is Admission.OVER:
        return BlockerCause.OVER, event.over_at
    if admission is Admission.CLOSED:
        return BlockerCause.CLOSED, event.closes_at
    if event.stops_at and now >= event.stops_at:
        return BlockerCause.STOPPED, event.stops_at
    if event.promotion is PromotionPolicy.HAND:
        return BlockerCause.HAND, None
    return (BlockerCause.MOVING if event.has_seats(wanted) else BlockerCause.GROUP), None
