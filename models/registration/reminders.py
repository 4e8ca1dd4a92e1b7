"""Reminders of events; the worker asks what is due.

Each confirmed attendee is owed one mail for each reminder.

Nothing is planned ahead: the instants follow from the event as it is, so that moving it moves every reminder that was not
sent. Who registered after the moment is not reminded, nor is anybody twice, whatever happens to the event.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

import clock
from extensions import db
from models.event import Event, EventStatus, whole_days
from models.event.reminder import Reminder
from models.outbox.message import OutboxMessage
from models.registration.registration import Registration
from models.registration.states import RegistrationState

TOO_LATE = timedelta(hours=6)  # after that, a reminder that could not be sent is left out
AT_ONCE = 200  # mails that are owed in one transaction: others want to write, too


def due() -> list[int]:
    """Return the ids of the events of which people are to be reminded now."""
    coming = sa.select(Event).where(
        Event.status == EventStatus.PUBLISHED, Event.reminders != "", Event.starts_at > clock.now()
    )
    return [event.id for event in db.session.scalars(coming) if _latest(event)]


def remind(event: Event) -> int:
    """Owe an event's due reminder to the next attendees who lack it, in the current write transaction.

    Returns how many they are; none means that it is done, which the event remembers.
    """
    event.lock()
    found = _latest(event)
    if found is None:
        return 0
    at, reminder = found
    people = db.session.scalars(_unreminded(event, at, reminder)).all()
    OutboxMessage.owe_all(
        OutboxMessage.owed(
            "reminder", _cause(one.id, reminder), one.email, one.language, registration_id=one.id
        )
        for one in people
    )
    if not people:
        event.reminded_at = at
    return len(people)


def leave_out(number: int) -> None:
    """Take the reminder that is due for an event as done, in the current write transaction."""
    event = db.session.get_one(Event, number)
    event.lock()
    if found := _latest(event):
        event.reminded_at = found[0]


def _latest(event: Event) -> tuple[datetime, Reminder] | None:
    """Return the newest reminder that is due and not done; older ones are then left out."""
    now = clock.now()
    if event.status is not EventStatus.PUBLISHED or now >= event.starts_at:
        return None
    whole = whole_days.last(event) is not None
    moments = [
        (each.at(event.starts, event.timezone, whole_days=whole), each)
        for each in Reminder.read_all(event.reminders)
    ]
    passed = [(at, each) for at, each in moments if now - TOO_LATE < at <= now]
    found = max(passed, key=lambda moment: moment[0], default=None)
    if found is None or (event.reminded_at and found[0] <= event.reminded_at):
        return None
    return found


def _unreminded(event: Event, at: datetime, reminder: Reminder) -> sa.Select[Registration]:
    cause = sa.literal("reminder:") + sa.cast(Registration.id, sa.String) + sa.literal(f":{reminder}")
    coming = Registration.of(event, RegistrationState.CONFIRMED).where(Registration.state_at <= at)
    return coming.where(~sa.exists().where(OutboxMessage.cause == cause)).limit(AT_ONCE)


def _cause(number: int, reminder: Reminder) -> str:
    return f"reminder:{number}:{reminder}"
