"""An event in figures: the drawing and the table behind it say the same."""

import re
from datetime import UTC, datetime, timedelta

import pytest

import clock
from extensions import db
from formats import plot
from models.check_in import CheckIn, Scan
from models.registration import statistics
from models.user import Role

HERE = "/desk/events/figures"


@pytest.fixture
def event(make):
    return make.event(slug="figures", title="Faire groupe", capacity=6, max_seats=3)


def registered(make, event, *days, **said):
    """Register somebody on each of these days, counted from the first of March, at 23:30 in Paris."""
    people = []
    for day in days:
        person = make.registration(event, **said)
        with db.writing():
            person.created_at = datetime(2026, 3, 1, 22, 30, tzinfo=UTC) + timedelta(days=day)
        people.append(person)
    return people


def tables(page):
    """The rows of each table, by its caption."""
    found = {}
    for caption, body in re.findall(r"<caption[^>]*>(.*?)</caption>.*?<tbody>(.*?)</tbody>", page, re.DOTALL):
        cells = re.findall(r'<th scope="row">(.*?)</th><td class="figure">(.*?)</td>', body)
        found[caption] = {name: int(count) for name, count in cells}
    return found


def test_registrations_are_counted_by_the_days_of_the_event_with_the_empty_ones(make, event, signed_in):
    registered(make, event, 0, 0, 3)
    page = signed_in(Role.ORGANISER).get(f"{HERE}/statistics").text
    assert tables(page)["Inscriptions au fil du temps"] == {
        "1er\u00a0mars 2026": 2, "2\u00a0mars 2026": 0, "3\u00a0mars 2026": 0, "4\u00a0mars 2026": 1,
    }  # fmt: skip
    assert "3 inscriptions en tout." in page


def test_many_days_become_weeks_and_many_weeks_months(make, event):
    registered(make, event, 0, 100)
    unit, spans = statistics.registrations(event)
    assert unit == "week"
    assert len(spans) == 16
    assert all(span.begins.weekday() == 0 for span in spans)
    registered(make, event, 700)
    unit, spans = statistics.registrations(event)
    assert unit == "month"
    assert [span.count for span in spans if span.count] == [1, 1, 1]
    assert len(spans) == 23
    assert sum(span.count for span in spans) == 3


def test_the_seats_are_what_they_are(make, event, signed_in):
    make.registration(event, seats=3)
    make.registration(event, seats=2)
    make.registration(event)
    make.registration(event, seats=2)
    page = signed_in(Role.ORGANISER).get(f"{HERE}/statistics").text
    assert tables(page)["Places"] == {"Confirmées": 6, "En attente": 2, "Libres": 0}
    assert "L’événement compte 6 places." in page


def test_arrivals_are_counted_by_the_quarter_of_an_hour(make, event, signed_in):
    staff = signed_in(Role.ORGANISER)
    assert "Arrivées" not in staff.get(f"{HERE}/statistics").text
    people = [make.registration(event, seats=seats) for seats in (1, 2, 1)]
    for person, minute in zip(people, (1, 14, 31), strict=True):
        at = datetime(2026, 3, 22, 8, minute, tzinfo=UTC)
        with db.writing():
            CheckIn.record(event, Scan(f"n{minute}", at, registration_id=person.id))
    page = staff.get(f"{HERE}/statistics").text
    hours = [f"{hour}\u00a0h\u00a0{minute}" for hour, minute in ((9, "00"), (9, "15"), (9, "30"), (9, "45"))]
    expected = {
        f"de {start} à {end}": count for start, end, count in zip(hours, hours[1:], (3, 0, 1), strict=False)
    }
    assert tables(page)["Arrivées"] == expected


def test_j7_each_day_of_an_event_has_its_arrivals(make, signed_in):
    read = datetime.fromisoformat
    event = make.event(slug="long", starts=read("2040-02-11 09:30"), ends=read("2040-02-12 17:00"))
    people = [make.registration(event, seats=1) for _ in range(2)]
    with clock.at(datetime(2040, 2, 12, 12, tzinfo=UTC)), db.writing():
        for day, here in ((11, people), (12, people[:1])):
            for person in here:
                at = datetime(2040, 2, day, 9, tzinfo=UTC)
                CheckIn.record(event, Scan(f"{day}-{person.id}", at, registration_id=person.id))
    found = tables(signed_in(Role.ORGANISER).get("/desk/events/long/statistics").text)
    counted = {title.replace("\u00a0", " "): list(rows.values()) for title, rows in found.items()}
    assert (counted["Arrivées du 11 février"], counted["Arrivées du 12 février"]) == ([2], [1])


def test_the_drawing_says_what_the_table_says(make, event):
    registered(make, event, 0, 0, 0, 0, 2)
    drawn = plot.over_time(*statistics.registrations(event))
    assert [mark.count for mark in drawn.marks] == [4, 0, 1]
    assert [(left, height) for left, _top, _width, height in drawn.columns] == [(1.0, 100.0), (21.0, 25.0)]
    assert all(round(top + height, 2) == 100 for _left, top, _width, height in drawn.columns)
    assert drawn.box == "0 0 30 100"


def test_an_event_without_anybody_has_its_page_too(event, signed_in):
    answer = signed_in(Role.ORGANISER).get(f"{HERE}/statistics")
    assert answer.status_code == 200
    assert "0 inscription en tout." in answer.text


def test_the_cancelled_hold_no_seat(make, event):
    person = make.registration(event, seats=2)
    with db.writing():
        person.cancel()
    assert statistics.seats(event) == {}
    assert clock.now() >= person.created_at


def test_j7_the_list_says_when_each_came_day_by_day(make, signed_in):
    read = datetime.fromisoformat
    event = make.event(slug="long", starts=read("2040-02-11 09:30"), ends=read("2040-02-12 17:00"))
    person = make.registration(event)
    with clock.at(datetime(2040, 2, 12, 12, tzinfo=UTC)), db.writing():
        for day in (11, 12):
            at = datetime(2040, 2, day, 9, tzinfo=UTC)
            CheckIn.record(event, Scan(f"{day}", at, registration_id=person.id))
    head, row = signed_in(Role.ORGANISER).get("/desk/events/long/registrations.csv").text.splitlines()
    assert head.replace("\u00a0", " ").endswith("Entrée le 11 février 2040;Entrée le 12 février 2040")
    assert row.endswith("2040-02-11 10:00;2040-02-12 10:00")
