"""Companions on the public form and on the private page."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from models import Registration
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}


@pytest.fixture
def event(make):
    return make.event(capacity=3, max_seats=3)


def line(number, name, email=""):
    return {f"companions-{number}-name": name, f"companions-{number}-email": email}


def post(client, event, **said):
    return client.post(f"/events/{event.slug}/registrations", data=PERSON | said)


def link(answer):
    return re.findall(r"/registrations/[\w-]{22}(?=\")", answer.text)[0]


def person():
    return db.session.scalars(sa.select(Registration)).one()


def names():
    return [one.name for one in person().companions]


def test_there_are_lines_for_every_companion_there_may_be(client, event, make):
    page = client.get(f"/events/{event.slug}").text
    assert page.count("Nom complet") == 2
    assert page.count("Prénom et nom") == page.count("Adresse e-mail") - 1 == 1, (
        "each label of the person stands once"
    )
    assert "Accompagnant 2" in page
    assert "Accompagnant" not in client.get(f"/events/{make.event().slug}").text
    assert (
        client.get(f"/events/{make.event(max_seats=50).slug}").text.count('legend class="hint">Accompagnant')
        == 9
    )


def test_companions_are_kept_and_stand_on_the_private_page(client, event):
    answer = post(
        client, event, seats="3", **line(0, "Ada Lovelace", "ada@example.org"), **line(1, "Bob <b>")
    )
    assert answer.status_code == 200
    page = client.get(link(answer)).text
    assert "Ada Lovelace" in page
    assert "ada@example.org" in page
    assert "Bob &lt;b&gt;" in page
    assert event.seats_taken == 3


def test_names_are_not_required(client, event):
    assert post(client, event, seats="3").status_code == 200
    assert names() == []
    assert event.seats_taken == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"seats": "1"} | line(0, "Ada"), "Vous n’avez qu’une place"),
        ({"seats": "2"} | line(0, "Ada") | line(1, "Bob"), "Il reste une seule place pour vous accompagner"),
        ({"seats": "2"} | line(0, "Ada", "nowhere"), "nom@example.org"),
        ({"seats": "2"} | line(0, "", "ada@example.org"), "Indiquez aussi le nom"),
        ({"seats": "2"} | line(0, "x" * 246), "245"),
    ],
)
def test_what_is_wrong_with_companions_is_said_and_nothing_typed_is_lost(client, event, said, words):
    refused = post(client, event, **said)
    assert refused.status_code == 422
    assert words in refused.text
    assert f'value="{said["companions-0-name"]}"' in refused.text
    assert 'href="#registration-companions"' in refused.text
    assert event.seats_taken == 0


def test_a5_giving_back_one_seat_of_three_is_choosing_who_goes(client, event):
    mine = link(post(client, event, seats="3", **line(0, "Ada"), **line(1, "Bob")))
    form = filled(client.get(mine).text, action=mine)
    unsaid = client.post(mine, data=form | {"seats": "2"})
    assert unsaid.status_code == 422
    assert "cochez qui ne vient plus" in unsaid.text
    assert client.post(mine, data=form | {"companions-0-gone": "y"}).status_code == 303
    assert names() == ["Bob"]
    assert (person().seats, event.seats_taken) == (2, 2)
    form = filled(client.get(mine).text, action=mine)
    assert client.post(mine, data=form | {"seats": "1", "companions-0-gone": "y"}).status_code == 303
    assert (names(), person().seats, event.seats_taken) == ([], 1, 1)


def test_a9_who_has_companions_can_change_the_rest_when_the_event_is_full(client, event):
    mine = link(post(client, event, seats="3", **line(0, "Ada")))
    form = filled(client.get(mine).text, action=mine)
    assert client.post(mine, data=form | {"job_title": "Maire"} | line(1, "Bob")).status_code == 303
    assert (names(), person().job_title, person().seats) == (["Ada", "Bob"], "Maire", 3)


def test_the_lines_follow_the_number_of_seats(client, event):
    path = f"/events/{event.slug}/registrations/check?field=party"
    two = client.partial(path, {"seats": "2", **line(0, "Ada")}).text
    assert re.findall(r'companion"\s+data-asked="(\w+)"( disabled)?', two) == [
        ("yes", ""),
        ("no", " disabled"),
    ]
    named = client.partial(path, {"seats": "1", **line(0, "Ada")}).text
    assert re.findall(r'companion"\s+data-asked="(\w+)"( disabled)?', named) == [
        ("yes", ""),
        ("no", " disabled"),
    ]
    many = client.partial(path, {"seats": "99"}).text
    assert "de 1 à 3" in many
    assert len(re.findall(r'companion"\s+data-asked', many)) == 2
