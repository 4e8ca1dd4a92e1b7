"""Instants at which an event's page changes without anybody acting.

Registration opens or closes, the event ends, or comments close.

Each turn is recorded once, like any change, so that open pages follow. Nothing else has to be remembered, whoever
restarts: a turn that is later than the newest recorded change of its event has not been told yet.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

import clock
from extensions import db
from models.change_feed.change import Change
from models.event.record import Event

NO_LONGER_OPEN = timedelta(days=2)  # nobody still looks at a page that turned so long ago


def untold() -> list[int]:
    """Return the ids of the events whose page has turned since it was last told of anything."""
    over_at = sa.func.coalesce(Event.ends_at, Event.starts_at)
    # Comments may close long after the end.
    later = sa.or_(Event.comments_closes.is_not(None), Event.comments_days.is_not(None))
    events = db.session.scalars(sa.select(Event).where((over_at > clock.now() - NO_LONGER_OPEN) | later))
    return [event.id for event in events if _is_untold(event)]


def tell(number: int) -> None:
    """Record an event's turn in the current write transaction, unless somebody has done so meanwhile."""
    event = db.session.get(Event, number, with_for_update={"of": Event})
    if event and _is_untold(event):
        event.changed("facts" if last_turn(event) == event.comments_close_at else "seats")


def last_turn(event: Event) -> datetime | None:
    """Return the latest instant at which an event's page changed by itself; None if there was none."""
    now = clock.now()
    return max((at for at in event.turns if at <= now), default=None)


def _is_untold(event: Event) -> bool:
    turn = last_turn(event)
    if turn is None or turn < clock.now() - NO_LONGER_OPEN:
        return False
    newest = sa.select(Change.at).where(Change.topic == event.topic).order_by(Change.id.desc()).limit(1)
    told = db.session.scalar(newest)
    return told is None or told < turn
