"""An event of whole days: a date alone in its file, and no hour on any page or in any calendar."""

import json
import re
import textwrap
from datetime import UTC, date, datetime

import icalendar
import pytest
from flask_babel import force_locale

from formats import announcement, calendar, event_file
from formats.event_file import Mistaken, read
from models.event import Event, EventFacts, whole_days
from models.event.reminder import Reminder


def file(starts, ends="", zone="Europe/Paris"):
    said = f"""\
        ---
        slug: whole
        status: published
        title: "Date seule"
        starts: {starts}
        {f"ends: {ends}" if ends else ""}
        timezone: {zone}
        venue: {{state: city, city: Paris}}
        ---
        x
        """
    return read(textwrap.dedent(said), timezone="Europe/Paris", languages=("fr", "en"))


@pytest.fixture
def event(make):
    def event(starts, ends, **more):
        facts = file(starts, ends).facts
        return make.event(starts=facts.starts, ends=facts.ends, **more)

    return event


DAYS = [  # as a file says it, and the last day
    ("2027-05-08", "", date(2027, 5, 8)),
    ("2027-05-08", "2027-05-08", date(2027, 5, 8)),
    ("2027-05-08", "2027-05-10", date(2027, 5, 10)),
    ("2026-12-31", "2027-01-01", date(2027, 1, 1)),
    ("2027-10-30", "2027-10-31", date(2027, 10, 31)),
    ("2027-05-08 00:00", "2027-05-09 00:00", date(2027, 5, 8)),
    ('"2027-05-08"', '"2027-05-09"', date(2027, 5, 9)),
]


@pytest.mark.parametrize(("starts", "ends", "last"), DAYS)
def test_f5_a_date_alone_is_a_whole_day_and_the_last_is_included(starts, ends, last):
    facts = file(starts, ends).facts
    assert f"{facts.starts:%Y-%m-%d %H:%M}" == f"{starts.strip(chr(34))[:10]} 00:00"
    assert whole_days.last(facts) == last


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2027-05-08", "2027-05-08 17:00"), ("2027-05-08 09:00", "2027-05-09"), ("2027-02-30", "2027-03-01")],
)
def test_f5_half_a_date_and_a_day_that_does_not_exist_are_named(starts, ends):
    with pytest.raises(Mistaken) as mistaken:
        file(starts, ends)
    assert {remark.key for remark in mistaken.value.remarks} <= {"starts", "ends"}


@pytest.mark.parametrize("last", ["2027-05-07", "2027-05-06", "2026-05-08"])
def test_f5_the_last_day_is_not_before_the_first(last):
    with pytest.raises(Mistaken) as mistaken:
        file("2027-05-08", last)
    assert [remark.key for remark in mistaken.value.remarks] == ["ends"]


def test_f5_other_hours_of_a_file_need_their_hour():
    said = "---\nslug: a\ntitle: A\nstarts: 2027-05-08\nregistration: {closes: 2027-05-01}\n---\n"
    with pytest.raises(Mistaken) as mistaken:
        read(said, timezone="Europe/Paris", languages=("fr",))
    assert [remark.key for remark in mistaken.value.remarks] == ["registration.closes"]


@pytest.mark.parametrize(("starts", "ends", "last"), DAYS)
def test_f5_what_is_shown_loads_again(event, starts, ends, last):
    made = event(starts, ends)
    shown = event_file.keyed(made)
    assert (shown["starts"], shown["ends"]) == (made.starts.date().isoformat(), last.isoformat())
    again = file(shown["starts"], shown["ends"]).facts
    assert (again.starts, again.ends) == (made.starts, made.ends)


WORDS = [
    ("2027-05-08", "2027-05-08", "samedi 8 mai 2027", "Saturday 8 May 2027"),
    ("2027-05-08", "2027-05-10", "du 8 au 10 mai 2027", "8 to 10 May 2027"),
]


@pytest.mark.parametrize(("starts", "ends", "french", "english"), WORDS)
def test_f5_no_hour_is_said_and_no_zone(app, event, starts, ends, french, english):
    made = event(starts, ends, timezone="America/New_York")
    for language, words in (("fr", french), ("en", english)):
        with force_locale(language):
            assert announcement.when(made).replace("\u00a0", " ") == words
    assert announcement.stamped(made) == starts


def test_f5_the_page_and_its_data_have_dates_alone(event, client):
    made = event("2027-05-08", "2027-05-10", slug="whole")
    page = client.get("/events/whole?lang=fr").text
    (script,) = re.findall(r"<script type=.application/ld\+json.[^>]*>(.*?)</script>", page, re.DOTALL)
    data = json.loads(script)
    assert (data["startDate"], data["endDate"]) == ("2027-05-08", "2027-05-10")
    assert '<time datetime="2027-05-08">' in page
    assert '<time datetime="2027-05-08">' in client.get("/?lang=fr").text
    assert made.over_at == datetime(2027, 5, 10, 22, tzinfo=UTC), "registration closes with the last day"


@pytest.mark.parametrize(("starts", "ends", "last"), DAYS)
def test_f5_icalendar_reads_dates_with_the_day_after_as_the_end(event, starts, ends, last):
    made = event(starts, ends)
    text = calendar.event(made)
    (component,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (component["DTSTART"].params["VALUE"], component["DTEND"].params["VALUE"]) == ("DATE", "DATE")
    assert component.decoded("DTSTART") == made.starts.date()
    assert (component.decoded("DTEND") - last).days == 1
    assert b"VTIMEZONE" not in text


def test_f5_a_whole_day_begins_where_clocks_skip_its_midnight(make):
    facts = file("2027-03-28", "2027-03-28", "Asia/Beirut").facts
    assert facts.faults() == []
    assert facts.drafted().starts_at == datetime(2027, 3, 27, 22, tzinfo=UTC)


REMINDED = [
    ("3 hours", "2027-05-07 18:00"),
    ("1 hour", "2027-05-07 18:00"),
    ("12 hours", "2027-05-07 12:00"),
    ("20 hours", "2027-05-07 09:00"),
    ("1 day at 09:00", "2027-05-07 09:00"),
]


@pytest.mark.parametrize(("line", "at"), REMINDED)
def test_f5_reminders_come_at_an_hour_at_which_people_read(line, at):
    starts = file("2027-05-08").facts.starts
    there = Reminder.read(line).at(starts, "UTC", whole_days=True)
    assert f"{there:%Y-%m-%d %H:%M}" == at


def test_f5_the_door_is_open_the_whole_day(event):
    made = event("2027-05-08", "2027-05-09")
    assert [day.day for day in made.days] == [8, 9]
    assert len(made.half_days) == 4
    assert made.is_on(datetime(2027, 5, 9, 20, tzinfo=UTC))
    assert isinstance(EventFacts.of(made).drafted(), Event)
