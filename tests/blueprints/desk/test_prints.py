"""What is printed for the day."""

import re
from datetime import datetime

import pytest

from extensions import db
from folding import family_name_first, folded, name_key
from models.consent import Clause, ClauseFacts, Consent
from models.registration import CompanionFacts, Registration
from models.user import Role

HERE = "/desk/events/printed"


@pytest.fixture
def event(make):
    event = make.event(
        slug="printed",
        title="Faire groupe",
        capacity=4,
        max_seats=3,
        starts=datetime.fromisoformat("2040-05-08 09:30"),
        ends=datetime.fromisoformat("2040-05-08 17:00"),
    )
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
    assert found == ["ARC Zoé Agence", "avec Zoé Arc Agence", "ŒUVRARD Ève"]


def test_companions_who_were_named_have_a_line_and_a_badge_of_their_own(make, staff, event):
    with db.writing():
        person = db.session.scalars(Registration.of(event)).first()
        assert person
        person.set_companions([CompanionFacts("Théo Ami")])
    found = [" ".join(row) for row in rows(staff.get(f"{HERE}/prints/door-list").text)[1:]]
    assert found == ["ARC Zoé Agence", "AMI Théo avec Zoé Arc Agence", "ŒUVRARD Ève"]
    assert "Théo Ami" in staff.get(f"{HERE}/prints/badges").text
    page = staff.get(f"{HERE}/door", query_string={"q": "theo"}).text
    assert "Agence, avec Théo Ami" in page
    assert "Ève Œuvrard" not in page


def test_the_attendance_sheet_is_signed_in_the_morning_and_in_the_afternoon(staff, event):
    page = staff.get(f"{HERE}/prints/attendance-sheet").text
    head, *lines = rows(page)
    assert "Signature, matin du 8 mai Signature, après-midi du 8 mai" in " ".join(head)
    assert [line[0] for line in lines] == [str(number) for number in range(1, 12)]
    assert " ".join(lines[2]) == "3 ŒUVRARD Ève"
    assert [len(line) for line in lines[3:]] == [1] * 8, "empty lines for who just came"
    assert "Feuille d’émargement" in page


SIGNED = [
    ("2027-11-30 15:53", "2027-11-30 22:53", ["après-midi du 30 novembre"]),
    ("2027-05-08 20:00", "2027-05-09 02:00", ["soirée du 8 mai"]),
    ("2027-05-08 20:00", "2027-05-09 00:00", ["soirée du 8 mai"]),
    ("2027-05-08 09:00", "2027-05-08 13:00", ["matin du 8 mai"]),
    (
        "2027-02-11 09:30", "2027-02-12 17:00",
        ["matin du 11 février", "après-midi du 11 février", "matin du 12 février", "après-midi du 12 février"],
    ),
    (
        "2027-05-07 18:00", "2027-05-09 12:00",
        ["soirée du 7 mai", "matin du 8 mai", "après-midi du 8 mai", "matin du 9 mai"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("starts", "ends", "signed"), SIGNED)
def test_j7_each_half_day_that_the_event_has_is_signed_once(staff, make, starts, ends, signed):
    read = datetime.fromisoformat
    event = make.event(starts=read(starts), ends=read(ends))
    page = staff.get(f"/desk/events/{event.slug}/prints/attendance-sheet").text
    assert re.findall(r'class="sheet-sign">Signature, (.*?)</th>', page.replace("\u00a0", " ")) == signed
    days = len({half.day for half in event.half_days})
    assert page.count("<table") == days
    assert page.count("<h2") == (days if days > 1 else 0), (
        "each day is a sheet of its own, and says which it is"
    )


def test_j7_in_english_too(staff, make):
    read = datetime.fromisoformat
    event = make.event(starts=read("2027-05-08 09:00"), ends=read("2027-05-08 17:00"))
    page = staff.get(f"/desk/events/{event.slug}/prints/attendance-sheet?lang=en").text.replace("\u00a0", " ")
    assert "Signature, morning of 8 May" in page
    assert "Signature, afternoon of 8 May" in page


LISTED = {
    "Ève Œuvrard": "ŒUVRARD Ève",
    "Jean KLEIN": "KLEIN Jean",
    "Zoé d’Arc": "ARC Zoé d’",
    "Joachim du Bellay": "DU BELLAY Joachim",
    "Jean de La Fontaine": "LA FONTAINE Jean de",
    "Madonna": "MADONNA",
    "": "",
}


@pytest.mark.parametrize("name", LISTED)
def test_a_name_begins_with_what_it_is_sorted_by(name):
    assert family_name_first(name) == LISTED[name]
    assert folded(LISTED[name]).startswith(name_key(name).split("\t")[0])


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


def test_f16_the_door_list_says_who_agreed_to_a_consent(make, staff, event):
    with db.writing():
        Clause.replace_all(event, [ClauseFacts("Photos de l’événement")])
    (photo,) = Clause.of(event)
    with db.writing():
        registration = db.session.scalars(Registration.of(event)).first()
        assert registration
        Consent.agree(event, registration.id, (photo.id,), "Oui")
    index = staff.get(f"{HERE}/prints").text
    assert f'href="{HERE}/prints/door-list?consent={photo.id}"' in index
    page = staff.get(f"{HERE}/prints/door-list?consent={photo.id}").text
    assert "Photos de l’événement" in page
    found = [" ".join(row) for row in rows(page)[1:]]
    assert found == ["ARC Zoé Agence Oui", "avec Zoé Arc Agence –", "ŒUVRARD Ève –"]
    for nonsense in ("x", "0", "99999"):
        assert "Photos" not in staff.get(f"{HERE}/prints/door-list?consent={nonsense}").text
