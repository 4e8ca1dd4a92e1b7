"""Reminders: at local hours, once, moved with the event, and only to those who come."""

# ruff: noqa: DTZ001  (events begin by a wall clock)

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import Event, OutboxMessage
from models.event import EventStatus
from models.event.reminder import NotAReminder, Reminder
from models.registration import reminders
from tests.models.registration.test_waiting_list import change, leave

ZONE = "Europe/Paris"
STARTS = datetime(2027, 3, 28, 14, 0)  # the day on which summer time begins
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)


def run(at):
    """What the worker does at an instant; returns whom it reminded."""
    with clock.at(at):
        before = reminded()
        for number in reminders.due():
            left = 1
            while left:
                with db.writing():
                    left = reminders.remind(db.session.get_one(Event, number))
        assert reminders.due() == []
        return reminded()[len(before) :]


def reminded():
    db.session.rollback()
    found = (
        sa.select(OutboxMessage.recipients).where(OutboxMessage.kind == "reminder").order_by(OutboxMessage.id)
    )
    return list(db.session.scalars(found))


@pytest.fixture
def event(make):
    with clock.at(BEFORE):
        return make.event(starts=STARTS, capacity=3, reminders="1 day at 09:00\n2 hours")


@pytest.fixture
def jeanne(make, event):
    with clock.at(BEFORE):
        return make.registration(event, email="jeanne@example.org")


@pytest.mark.parametrize(
    ("line", "starts", "instant"),
    [
        ("1 day at 09:00", datetime(2027, 3, 28, 14), datetime(2027, 3, 27, 8, tzinfo=UTC)),  # winter still
        (
            "0 days at 09:00",
            datetime(2027, 3, 28, 14),
            datetime(2027, 3, 28, 7, tzinfo=UTC),
        ),  # summer by then
        ("7 days at 09:00", datetime(2027, 4, 1, 14), datetime(2027, 3, 25, 8, tzinfo=UTC)),
        (
            "1 day at 02:30",
            datetime(2027, 3, 29, 14),
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        ),  # no such hour: 03:30
        (
            "1 day at 02:30",
            datetime(2026, 10, 26, 14),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # twice: the first
        ("24 hours", datetime(2027, 3, 28, 14), datetime(2027, 3, 27, 12, tzinfo=UTC)),
    ],
)
def test_e1_a_local_hour_stays_local_when_clocks_change_and_is_always_one_instant(line, starts, instant):
    assert Reminder.read(line).at(starts, ZONE) == instant


@pytest.mark.parametrize(
    "line", ["", "soon", "1 day", "91 days at 09:00", "73 hours", "0 hours", "1 day at 25:00", "1 day at 9"]
)
def test_what_is_no_reminder_is_refused(line):
    with pytest.raises(NotAReminder):
        Reminder.read(line)


def test_reminders_are_read_back_as_they_are_written():
    kept = "0 days at 08:05\n1 day at 09:00\n3 days at 18:30\n1 hour\n5 hours"
    assert "\n".join(map(str, Reminder.read_all(kept))) == kept
    assert Reminder.read_all("1 day at 9:00\n1 days at 09:00") == (Reminder(1, time(9)),)


def test_e2_each_reminder_is_sent_once_at_its_moment(event, jeanne):
    eve = datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert run(eve - timedelta(seconds=1)) == []
    assert run(eve) == [jeanne.email]
    assert run(eve + timedelta(minutes=1)) == []
    assert run(event.starts_at - timedelta(hours=2)) == [jeanne.email]
    assert run(event.starts_at - timedelta(hours=1)) == []


def test_e2_moving_the_event_moves_every_reminder_that_was_not_sent(event, jeanne):
    with clock.at(BEFORE):
        change(event, starts=STARTS + timedelta(days=10), ends=None)
    assert run(datetime(2027, 3, 27, 8, tzinfo=UTC)) == []
    assert run(datetime(2027, 4, 6, 7, tzinfo=UTC)) == [jeanne.email]


def test_e2_nobody_gets_the_same_reminder_twice_when_the_event_moves_after_it(event, jeanne):
    assert run(datetime(2027, 3, 27, 8, tzinfo=UTC)) == [jeanne.email]
    with clock.at(datetime(2027, 3, 27, 9, tzinfo=UTC)):
        change(event, starts=STARTS + timedelta(days=10), ends=None)
    assert run(datetime(2027, 4, 6, 7, tzinfo=UTC)) == []
    assert run(event.starts_at - timedelta(hours=2)) == [jeanne.email]


def test_e2_who_registers_after_the_moment_is_not_reminded(make, event, jeanne):
    eve = datetime(2027, 3, 27, 8, tzinfo=UTC)
    with clock.at(eve + timedelta(minutes=5)):
        late = make.registration(event)
    assert run(eve + timedelta(minutes=6)) == [jeanne.email]
    assert late.email not in run(eve + timedelta(minutes=7))


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.ARCHIVED])
def test_e2_nobody_is_reminded_of_an_event_that_is_off(event, jeanne, status):
    with clock.at(BEFORE):
        change(event, status=status)
    assert run(datetime(2027, 3, 27, 8, tzinfo=UTC)) == []


def test_e2_only_who_comes_is_reminded(make, event, jeanne):
    with clock.at(BEFORE):
        gone = make.registration(event)
        leave(gone)
        change(event, capacity=1)
        make.registration(event)  # waits
        change(event, capacity=5, approval=True)
        make.registration(event)  # to be approved
    assert run(datetime(2027, 3, 27, 8, tzinfo=UTC)) == [jeanne.email]


def test_e2_who_cancels_and_comes_back_is_not_reminded_twice(make, event, jeanne):
    eve = datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert run(eve) == [jeanne.email]
    with clock.at(eve + timedelta(minutes=1)):
        leave(jeanne)
        make.registration(event, email=jeanne.email)
    assert run(eve + timedelta(minutes=2)) == []


def test_a_worker_that_comes_back_late_sends_the_newest_reminder_only(event, jeanne):
    assert run(event.starts_at - timedelta(hours=1)) == [jeanne.email]
    assert [
        row.cause.split(":", 2)[2]
        for row in db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == "reminder"))
    ] == ["2 hours"]


def test_a_reminder_that_is_many_hours_late_is_left_out(event, jeanne):
    assert run(datetime(2027, 3, 27, 14, 1, tzinfo=UTC)) == []
    assert run(event.starts_at + timedelta(minutes=1)) == []


def test_reminders_are_owed_some_at_a_time(make, event, jeanne, monkeypatch):
    monkeypatch.setattr("models.registration.reminders.AT_ONCE", 1)
    with clock.at(BEFORE):
        others = [make.registration(event).email for _ in range(2)]
    assert run(datetime(2027, 3, 27, 8, tzinfo=UTC)) == [jeanne.email, *others]
