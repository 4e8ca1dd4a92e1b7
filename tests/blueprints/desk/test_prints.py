"""What is printed for the day."""

import re

import pytest

from extensions import db
from models.registration import CompanionFacts, Registration
from models.user import Role

HERE = "/desk/events/printed"


@pytest.fixture
def event(make):
    event = make.event(slug="printed", title="Faire groupe", capacity=4, max_seats=3)
    make.registration(event, name="Zoé Arc", organisation="Agence", seats=2)
    make.registration(event, name="Ève Œuvrard")
    gone = make.registration(event, name="Paul Parti")
    make.registration(event, name="Max Attend", seats=3)
    with db.writing():
        gone.cancel()
    return event


@pytest.fixture
def staff(signed_in):
    return signed_in(Role.ORGANISER)


def rows(page):
    return [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]


def test_the_events_page_leads_to_what_can_be_printed(staff, event):
    assert f"{HERE}/prints" in staff.get(HERE).text
    page = staff.get(f"{HERE}/prints").text
    for words in ("Liste d’entrée", "Feuille d’émargement", "Badges"):
        assert words in page


def test_the_door_list_has_every_seat_by_family_name_and_nobody_else(staff, event):
    found = [" ".join(row) for row in rows(staff.get(f"{HERE}/prints/door-list").text)[1:]]
    assert found == ["Zoé Arc Agence", "avec Zoé Arc Agence", "Ève Œuvrard"]


def test_companions_who_were_named_have_a_line_and_a_badge_of_their_own(make, staff, event):
    with db.writing():
        person = db.session.scalars(Registration.of(event)).first()
        assert person
        person.set_companions([CompanionFacts("Théo Ami")])
    found = [" ".join(row) for row in rows(staff.get(f"{HERE}/prints/door-list").text)[1:]]
    assert found == ["Zoé Arc Agence", "Théo Ami avec Zoé Arc Agence", "Ève Œuvrard"]
    assert "Théo Ami" in staff.get(f"{HERE}/prints/badges").text
    page = staff.get(f"{HERE}/door", query_string={"q": "theo"}).text
    assert "Agence, avec Théo Ami" in page
    assert "Ève Œuvrard" not in page


def test_the_attendance_sheet_is_signed_in_the_morning_and_in_the_afternoon(staff, event):
    page = staff.get(f"{HERE}/prints/attendance-sheet").text
    head, *lines = rows(page)
    assert "Signature, matin Signature, après-midi" in " ".join(head)
    assert [line[0] for line in lines] == [str(number) for number in range(1, 12)]
    assert " ".join(lines[2]) == "3 Ève Œuvrard"
    assert [len(line) for line in lines[3:]] == [1] * 8, "empty lines for who just came"
    assert "Feuille d’émargement" in page


def test_a_badge_for_each_seat(staff, event):
    page = staff.get(f"{HERE}/prints/badges").text
    assert page.count('class="badge-card"') == 3
    assert page.count("Faire groupe</p>") == 3
    assert "Paul Parti" not in page


def test_an_event_without_anybody_and_a_sheet_that_does_not_exist(make, staff):
    empty = make.event()
    for sheet in ("door-list", "attendance-sheet", "badges"):
        assert staff.get(f"/desk/events/{empty.slug}/prints/{sheet}").status_code == 200
    assert staff.get(f"/desk/events/{empty.slug}/prints/nothing").status_code == 404
