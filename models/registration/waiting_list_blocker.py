"""Why nobody is promoted although seats are free, as codes that the desk puts into words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

import clock
from extensions import db
from models.event import Admission, Event, PromotionPolicy
from models.registration import limits
from models.registration.registration import Registration
from models.registration.states import RegistrationState


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


def waiting_list_blocker(event: Event) -> WaitingListBlocker | None:
    """Return why nobody is promoted although seats are free and people are on the waiting list.

    Returns None when there is nothing to explain.
    """
    free = event.seats_free
    if free == 0 or not event.waiting_count:
        return None
    first = Registration.first_in_line(event)
    wanted = first.seats if first else 0
    why, since = _cause(event, wanted)
    lacking = limits.short(limits.made(first), wanted) if first else []
    if lacking and why in {BlockerCause.MOVING, BlockerCause.GROUP}:
        return WaitingListBlocker(
            free or 0,
            event.waiting_count,
            BlockerCause.CHOICE,
            since,
            wanted,
            min(lacking, key=lambda limit: limit[0]),
        )
    return WaitingListBlocker(free or 0, event.waiting_count, why, since, wanted)


def kept(event: Event) -> dict[RegistrationState, int]:
    """Return how many of the seats that count as taken wait for somebody's word, in each state."""
    waits = (RegistrationState.PENDING, RegistrationState.HELD, RegistrationState.OFFERED)
    found = sa.select(Registration.state, sa.func.sum(Registration.seats)).where(
        Registration.event_id == event.id, Registration.state.in_(waits)
    )
    return {state: count for state, count in db.session.execute(found.group_by(Registration.state))}  # noqa: C416


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
