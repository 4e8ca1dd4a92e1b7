"""Calendar files, read back with icalendar as a calendar program would."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

import clock
from extensions import db
from formats import calendar
from models.event import EventStatus, VenueState
from models.site.record import Site
from tests import calendars


def read(data):
    file = icalendar.Calendar.from_ical(data)
    return file, next(iter(file.walk("VEVENT")))


def fetched(client, event, language="fr"):
    response = client.get(f"/events/{event.slug}.ics?lang={language}")
    assert response.mimetype == "text/calendar"
    return read(response.data)


def wall(text):
    return datetime.fromisoformat(text)


def test_f1_hours_are_local_in_an_iana_zone_that_the_file_defines(make, client):
    event = make.event(starts=wall("2027-03-22 09:30"), ends=wall("2027-03-22 16:30"))
    file, component = fetched(client, event)
    assert component["DTSTART"].params["TZID"] == "Europe/Paris"
    assert component["DTSTART"].to_ical() == b"20270322T093000"
    assert component["DTEND"].to_ical() == b"20270322T163000"
    zone = next(iter(file.walk("VTIMEZONE")))
    assert zone["TZID"] == "Europe/Paris"
    for month, hours in ((1, 1), (3, 1), (7, 2), (11, 1)):
        at = datetime(2027, month, 22, 9, 30, tzinfo=zone.to_tz(lookup_tzid=False))
        assert at.utcoffset() == timedelta(hours=hours), month


def test_f1_the_date_is_right_when_the_local_day_is_not_the_utc_day(make, client):
    event = make.event(starts=wall("2027-06-01 00:30"), ends=wall("2027-06-01 02:00"))
    _file, component = fetched(client, event)
    assert component.start.date().isoformat() == "2027-06-01"
    assert component.start.astimezone(UTC) == event.starts_at
    assert event.starts_at.date().isoformat() == "2027-05-31"


def test_f1_without_an_end_there_is_no_dtend(make, client):
    _file, component = fetched(client, make.event(ends=None))
    assert "DTEND" not in component
    assert "DURATION" not in component


def test_f1_the_uid_stays_and_every_file_is_stamped(make, client):
    event = make.event()
    first, second = (fetched(client, event)[1] for _ in range(2))
    assert first["UID"] == second["UID"] == event.uid
    assert first["DTSTAMP"].dt == event.updated_at.replace(microsecond=0)


def test_f1_no_control_character_survives(make, client):
    event = make.event(title="Une\x07 cloche\x00", host="A\x1bB", subtitle="Ligne\r\nsuivante")
    data = client.get(f"/events/{event.slug}.ics").data
    assert not [char for char in data.decode() if ord(char) < 32 and char not in "\r\n"]
    assert data.count(b"\r\n") == data.count(b"\n")
    assert read(data)[1]["SUMMARY"] == "Une cloche"


@pytest.mark.parametrize(
    ("facts", "status", "location"),
    [
        ({}, "TENTATIVE", "Lieu à confirmer"),
        ({"venue_state": VenueState.CITY, "city": "Paris"}, "TENTATIVE", "Paris (lieu à confirmer)"),
        ({"venue_state": VenueState.CONFIRMED, "venue_name": "La Halle", "city": "Sète"}, "CONFIRMED", "La Halle, Sète"),
        ({"venue_state": VenueState.ONLINE}, "CONFIRMED", "En ligne"),
        ({"venue_state": VenueState.ONLINE, "status": EventStatus.POSTPONED}, "TENTATIVE", "En ligne"),
    ],
)  # fmt: skip
def test_f4_what_is_not_settled_is_tentative_and_says_so(make, client, facts, status, location):
    file, component = fetched(client, make.event(**facts))
    assert (component["STATUS"], component["LOCATION"]) == (status, location)
    assert file["METHOD"] == "PUBLISH"


def test_a_cancelled_event_takes_its_file_back(make, client):
    file, component = fetched(client, make.event(status=EventStatus.CANCELLED))
    assert (file["METHOD"], component["STATUS"]) == ("CANCEL", "CANCELLED")


def test_f3_the_sequence_is_the_events(make, client):
    event = make.event(sequence=4)
    assert fetched(client, event)[1]["SEQUENCE"] == 4


def test_f3_a_registration_has_its_own_uid_and_its_sequence_rises_with_its_state_and_the_events(make):
    event = make.event(capacity=1)
    first, second = make.registration(event), make.registration(event)
    _file, before = read(calendar.registration(second))
    assert before["STATUS"] == "TENTATIVE"
    with db.writing():
        first.cancel()
    _file, after = read(calendar.registration(second))
    assert before["UID"] == after["UID"] == second.uid != first.uid
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    with db.writing():
        second.event.sequence += 1
    assert read(calendar.registration(second))[1]["SEQUENCE"] == before["SEQUENCE"] + 2


def test_f3_what_is_no_new_time_place_or_status_leaves_the_sequence(make):
    event = make.event(max_seats=3)
    registration = make.registration(event)
    before = read(calendar.registration(registration))[1]["SEQUENCE"]
    with db.writing():
        registration.name = "Another name"
        registration.event.title = "Another title"
    assert read(calendar.registration(registration))[1]["SEQUENCE"] == before


def test_a_cancelled_registration_takes_its_file_back(make):
    registration = make.registration(make.event(venue_state=VenueState.ONLINE))
    assert read(calendar.registration(registration))[1]["STATUS"] == "CONFIRMED"
    with db.writing():
        registration.cancel()
    file, component = read(calendar.registration(registration))
    assert (file["METHOD"], component["STATUS"]) == ("CANCEL", "CANCELLED")
    assert component["UID"] == registration.uid


def test_a_registrations_file_speaks_the_persons_language(make):
    event = make.event()
    assert (
        read(calendar.registration(make.registration(event, language="en")))[1]["LOCATION"]
        == "Venue to be confirmed"
    )
    assert (
        read(calendar.registration(make.registration(event, language="fr")))[1]["LOCATION"]
        == "Lieu à confirmer"
    )


def test_f5_no_private_link_is_written_into_a_calendar(make, client):
    registration = make.registration(make.event())
    event = registration.event
    for data in (calendar.registration(registration), client.get(f"/events/{event.slug}.ics").data):
        assert registration.token.encode() not in data.replace(b"\r\n ", b"")
        assert b"/registrations/" not in data
    assert read(data)[1]["URL"] == f"http://localhost/events/{event.slug}"


def test_the_subscription_holds_every_event_that_visitors_may_know_of(make, client, app):
    with db.writing():
        db.session.add(Site(name="Urbanisme"))
    coming, past = make.event(), make.event(starts=make.wall(days=-400))
    elsewhere = make.event(timezone="America/Toronto")
    make.event(status=EventStatus.DRAFT)
    file = icalendar.Calendar.from_ical(client.get("/calendar.ics").data)
    assert {str(event["UID"]) for event in file.walk("VEVENT")} == {coming.uid, past.uid, elsewhere.uid}
    assert {str(zone["TZID"]) for zone in file.walk("VTIMEZONE")} == {"Europe/Paris", "America/Toronto"}
    assert str(file["X-WR-CALNAME"]).startswith("Urbanisme")


def test_an_empty_subscription_can_be_read(client):
    assert not icalendar.Calendar.from_ical(client.get("/calendar.ics").data).walk("VEVENT")


def test_b3_a_draft_has_no_calendar_file(make, client):
    assert client.get(f"/events/{make.event(status=EventStatus.DRAFT).slug}.ics").status_code == 404


def test_f2_f3_icalendar_reads_every_hour_as_the_instant_that_is_meant(make):
    for data, begins, over in calendars.hours(make):
        component = read(data)[1]
        read_as = [f"{at.astimezone(UTC):%Y%m%dT%H%M}" for at in (component.start, component.end)]
        assert read_as == [begins, over], component["SUMMARY"]


def test_the_hour_stays_when_summer_time_comes(make):
    before, after = (make.event(starts=wall(f"2027-03-{day} 09:30")) for day in (27, 29))
    starts = [read(calendar.event(event))[1].start for event in (before, after)]
    assert [start.hour for start in starts] == [9, 9]
    assert [start.utcoffset() for start in starts] == [timedelta(hours=1), timedelta(hours=2)]
    assert clock.wall(starts[1], "Europe/Paris").hour == 9


@pytest.mark.parametrize(
    ("zone", "summer", "winter"),
    [
        ("Europe/Paris", "DTSTART:20270328T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
         "DTSTART:20271031T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ("America/New_York", "DTSTART:20270314T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
         "DTSTART:20271107T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
        ("Australia/Lord_Howe", "DTSTART:20271003T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=10",
         "DTSTART:20270404T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    ],
)  # fmt: skip
def test_f2_a_clock_that_changes_by_one_rule_is_written_as_that_rule(make, client, zone, summer, winter):
    told = described(client, make.event(starts=wall("2027-03-29 09:30"), timezone=zone))
    assert f"BEGIN:DAYLIGHT\n{summer}\n" in told
    assert f"BEGIN:STANDARD\n{winter}\n" in told
    assert "RDATE" not in told


def test_f2_a_clock_without_a_rule_is_listed_with_its_first_change(make, client):
    told = described(client, make.event(starts=wall("2027-02-10 18:00"), timezone="Africa/Casablanca"))
    assert "RRULE" not in told
    assert "DTSTART:20270207T030000\nRDATE:20270207T030000,20280123T030000\n" in told


def described(client, event):
    """How the file of an event describes its zone."""
    file, _component = fetched(client, event)
    return next(iter(file.walk("VTIMEZONE"))).to_ical().decode().replace("\r\n", "\n")


def test_f2_an_old_event_adds_the_years_of_its_own_zone_alone(make, client):
    for _file in calendars.hours(make):
        pass
    file = icalendar.Calendar.from_ical(client.get("/calendar.ics").data)
    zones: dict[str, Any] = {str(zone["TZID"]): zone for zone in file.walk("VTIMEZONE")}
    events: list[Any] = file.walk("VEVENT")
    for name, zone in zones.items():
        began = {part["DTSTART"].dt.year for part in zone.subcomponents}
        assert began <= ({1943, 1944, 2027} if name == "Europe/Paris" else {2027, 2028}), name
    clocks = {name: zone.to_tz(lookup_tzid=False) for name, zone in zones.items()}
    for event in events:
        for name, instant in zip(("DTSTART", "DTEND"), calendars.HOURS[event["SUMMARY"]][3:], strict=True):
            zone = clocks.get(event[name].params.get("TZID"), UTC)
            at = event[name].dt.replace(tzinfo=zone).astimezone(UTC)
            assert f"{at:%Y%m%dT%H%M}" == instant, event["SUMMARY"]
