"""For a mistyped address the probable one is offered by a button, and never forced."""

import pytest

from extensions import db
from models import Registration
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "email": "eve@gmial.com", "consent": "y", "organisation": "L’Haÿ"}
OFFER = "Vouliez-vous dire eve@gmail.com\u202f?"


@pytest.fixture
def event(make):
    return make.event()


def check(event):
    return f"/events/{event.slug}/registrations/check?field=address"


def test_the_address_that_was_meant_is_offered_as_the_field_is_left(client, event):
    answer = client.partial(check(event), {"email": "eve@gmial.com"})
    assert OFFER in answer.text
    assert 'value="eve@gmial.com"' in answer.text, "what was typed stays"
    assert "Vouliez-vous" not in client.partial(check(event), {"email": "eve@gmail.com"}).text
    assert "Vouliez-vous" not in client.get(f"/events/{event.slug}").text


def test_the_button_takes_it_with_htmx(client, event):
    answer = client.partial(check(event), PERSON | {"suggested": "eve@gmail.com"})
    assert 'value="eve@gmail.com"' in answer.text
    assert "Vouliez-vous" not in answer.text


def test_the_button_takes_it_without_javascript_and_keeps_the_rest(client, event):
    refused = client.post(f"/events/{event.slug}/registrations", data=PERSON | {"name": ""})
    assert refused.status_code == 422
    assert OFFER in refused.text
    page = client.post(check(event), data=PERSON | {"suggested": "eve@gmail.com"})
    assert page.status_code == 200
    form = filled(page.text, action=f"/events/{event.slug}/registrations")
    assert (form["email"], form["organisation"], form["name"]) == ("eve@gmail.com", "L’Haÿ", "Ève Dupont")
    assert "registration-summary" not in page.text


def test_nothing_but_the_offer_is_taken(client, event):
    answer = client.partial(check(event), PERSON | {"suggested": "mallory@example.org"})
    assert "mallory" not in answer.text


def test_whoever_insists_is_registered_and_can_still_take_the_offer(client, event):
    answer = client.post(f"/events/{event.slug}/registrations", data=PERSON)
    assert "Vous êtes inscrit" in answer.text
    assert OFFER in answer.text
    action = answer.text.partition('<form method="post" action="')[2].partition('"')[0]
    moved = client.post(action, data={"email": "eve@gmail.com"})
    assert moved.status_code == 303
    assert [one.email for one in db.session.scalars(Registration.of(event))] == ["eve@gmail.com"]
