"""The days of an event, which half of each, and for which day an instant counts."""

from datetime import UTC, date, datetime

import pytest

from models.event.days import Part


@pytest.fixture
def event(make):
    def event(starts, ends, zone="Europe/Paris"):
        read = datetime.fromisoformat
        return make.event(starts=read(starts), ends=ends and read(ends), timezone=zone)

    return event


DAYS = [
    ("2027-05-08 09:30", "2027-05-08 17:00", [8]),
    ("2027-05-08 20:00", "2027-05-09 00:00", [8]),
    ("2027-05-08 00:00", "2027-05-09 00:00", [8]),
    ("2027-05-08 10:00", "2027-05-10 00:00", [8, 9]),
    ("2027-05-08 10:00", "2027-05-10 02:00", [8, 9]),
    ("2027-05-08 22:00", "2027-05-09 08:00", [8]),
    ("2027-05-07 18:00", "2027-05-09 12:00", [7, 8, 9]),
    ("2027-05-08 09:30", None, [8]),
    ("2027-05-08 23:30", None, [8]),
]


@pytest.mark.parametrize(("starts", "ends", "days"), DAYS)
def test_an_end_in_the_small_hours_belongs_to_the_evening_before(event, starts, ends, days):
    assert event(starts, ends).days == [date(2027, 5, day) for day in days]


HALVES = [
    ("2027-05-08 09:30", "2027-05-08 17:00", [Part.MORNING, Part.AFTERNOON]),
    ("2027-05-08 09:00", "2027-05-08 13:00", [Part.MORNING]),
    ("2027-05-08 12:00", "2027-05-08 14:00", [Part.AFTERNOON]),
    ("2027-05-08 15:53", "2027-05-08 22:53", [Part.AFTERNOON]),
    ("2027-05-08 18:00", "2027-05-09 00:00", [Part.EVENING]),
    ("2027-05-08 00:00", "2027-05-09 00:00", [Part.MORNING, Part.AFTERNOON]),
    ("2027-05-08 09:30", None, [Part.MORNING]),
]


@pytest.mark.parametrize(("starts", "ends", "parts"), HALVES)
def test_a_half_day_is_one_that_the_event_has(event, starts, ends, parts):
    assert [half.part for half in event(starts, ends).half_days] == parts


COUNTS = [  # instant in UTC, the day that it counts for, whether the event is on
    ("2027-02-10 12:00", 11, False),
    ("2027-02-10 22:59", 11, False),
    ("2027-02-10 23:00", 11, True),
    ("2027-02-11 09:00", 11, True),
    ("2027-02-12 04:59", 11, True),
    ("2027-02-12 05:00", 12, True),
    ("2027-02-13 04:59", 12, True),
    ("2027-02-13 05:00", 12, False),
]


@pytest.mark.parametrize(("at", "day", "on"), COUNTS)
def test_a_day_begins_in_its_morning_by_the_clock_of_the_event(event, at, day, on):
    two = event("2027-02-11 09:30", "2027-02-12 17:00")
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert (two.day_of(instant), two.is_on(instant)) == (date(2027, 2, day), on)


def test_the_day_is_local_to_the_event(event):
    there = event("2027-02-11 09:30", "2027-02-12 17:00", "Pacific/Auckland")
    assert there.day_of(datetime(2027, 2, 11, 16, 59, tzinfo=UTC)) == date(2027, 2, 11)
    assert there.day_of(datetime(2027, 2, 11, 17, tzinfo=UTC)) == date(2027, 2, 12)
