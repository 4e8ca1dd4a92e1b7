"""Mails about changes of an event's time, place or status.

Each attendee gets one mail for all changes within ten minutes.
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

import clock
from extensions import db
from models.change_feed import change
from models.event import Event, EventFacts
from models.event.facts import TOLD
from models.outbox.message import MessageState, OutboxMessage
from models.registration import Registration

WAITS = timedelta(minutes=10)  # for the organiser's second thoughts


def owe(registrations: list[Registration], event: Event, before: EventFacts) -> None:
    """Owe one change notice to each attendee, in the current write transaction.

    Its facts hold the values before and after the change, as plain values.

    Who is still to hear of an earlier change hears of both at once: what was before the first, what is after the last.
    When that is the same, nobody is told anything.
    """
    was, now = before.plain(TOLD), EventFacts.of(event).plain(TOLD)
    found = db.session.scalars(_unsent(event).with_for_update())
    waiting = {row.registration_id: row for row in found}
    unheard = [one for one in registrations if one.id not in waiting]
    OutboxMessage.owe_all(_owed(one, event, was, now) for one in unheard)
    for registration in registrations:
        change.record(registration.topic, "facts")
        earlier = waiting.get(registration.id)
        if earlier is None:
            continue
        if earlier.facts["before"] == now:
            db.session.delete(earlier)
        else:
            earlier.facts = earlier.facts | {"after": now}


def draft(registration: Registration, event: Event, facts: EventFacts) -> OutboxMessage:
    """Return the mail that an attendee would get if an event had these facts; it is stored nowhere."""
    earlier = db.session.scalar(_unsent(event).where(OutboxMessage.registration_id == registration.id))
    was = earlier.facts["before"] if earlier else EventFacts.of(event).plain(TOLD)
    return OutboxMessage(
        kind="event changed",
        cause="draft",
        recipients=registration.email,
        language=registration.language,
        registration_id=registration.id,
        facts={"before": was, "after": facts.plain(TOLD)},
    )


def _owed(
    registration: Registration, event: Event, was: dict[str, object], now: dict[str, object]
) -> dict[str, Any]:
    cause = f"event changed:{event.sequence}:{registration.id}"
    due = clock.now() + WAITS
    return OutboxMessage.owed(
        "event changed",
        cause,
        registration.email,
        registration.language,
        registration_id=registration.id,
        due_at=due,
        before=was,
        after=now,
    )


def _unsent(event: Event) -> sa.Select[OutboxMessage]:
    """Select the mails of an earlier change that attendees are still to get."""
    theirs = sa.select(Registration.id).where(Registration.event_id == event.id)
    return sa.select(OutboxMessage).where(
        OutboxMessage.kind == "event changed",
        OutboxMessage.state == MessageState.QUEUED,
        OutboxMessage.attempts == 0,
        OutboxMessage.due_at > clock.now(),
        OutboxMessage.registration_id.in_(theirs),
    )
