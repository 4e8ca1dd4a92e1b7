"""Consent texts: written on the desk, agreed to on the form, read again on the private page."""

import re

import pytest

from models.consent import Clause, Consent
from models.user import Role
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def desk(signed_in, event):
    """The desk, on which two texts were written."""
    desk = signed_in(Role.ORGANISER)
    said = {"clauses-0-text": "Photos & films", "clauses-0-required": "y", "clauses-1-text": "Lettre"}
    assert desk.post(f"/desk/events/{event.slug}/consents", data=said).status_code == 303
    return desk


def names(event):
    return [f"consent-{one.id}" for one in Clause.of(event)]


def post(client, event, *ticked):
    return client.post(f"/events/{event.slug}/registrations", data=PERSON | dict.fromkeys(ticked, "y"))


def link(answer):
    return re.findall(r"/registrations/[\w-]{22}(?=\")", answer.text)[0]


def test_the_texts_are_asked_on_the_public_page(client, desk, event):
    page = client.get(f"/events/{event.slug}").text
    assert "Photos &amp; films" in page
    assert page.count("consent-") > 3


def test_b8_a_required_consent_that_is_not_given_marks_the_field_and_stores_nothing(client, desk, event):
    _photo, news = names(event)
    refused = post(client, event, news)
    assert refused.status_code == 422
    assert "Cochez cette case\u00a0: elle est nécessaire pour venir." in refused.text
    assert event.seats_taken == 0


def test_what_was_agreed_and_when_stands_on_the_private_page(client, desk, event):
    photo, news = names(event)
    mine = link(post(client, event, photo))
    page = client.get(mine).text
    agreed = page[page.index("Vous avez accepté") :].partition("</ul>")[0]
    assert "Photos &amp; films (le " in agreed
    assert "J’accepte que ces informations" in agreed
    assert "Lettre" not in agreed
    form = filled(page, action=mine)
    assert photo not in form
    assert client.post(mine, data=form | {news: "y"}).status_code == 303
    assert "Lettre (le " in client.get(mine).text
    form = filled(client.get(mine).text, action=mine)
    assert form.pop(news) == "y"
    assert client.post(mine, data=form).status_code == 303
    assert "Lettre (le " not in client.get(mine).text


def test_other_words_are_a_new_version_and_the_old_ones_stay(client, desk, event, make):
    photo, _news = names(event)
    mine = link(post(client, event, photo))
    path = f"/desk/events/{event.slug}/consents"
    form = filled(desk.get(path).text, action=path)
    assert desk.post(path, data=form | {"clauses-0-text": "Photos, films et sons"}).status_code == 303
    agreed = client.get(mine).text
    assert "Photos &amp; films (le " in agreed
    assert "Photos, films et sons</label>" in agreed
    assert [one.version for one in Clause.of(event)] == [2, 1]


def test_an_emptied_text_is_asked_no_more_and_too_long_a_one_is_refused(client, desk, event):
    path = f"/desk/events/{event.slug}/consents"
    form = filled(desk.get(path).text, action=path)
    long = desk.post(path, data=form | {"clauses-0-text": "x" * 2001})
    assert long.status_code == 422
    assert "2\u202f000" in long.text
    desk.post(path, data=form | {"clauses-0-text": " "})
    assert [one.text for one in Clause.of(event)] == ["Lettre"]
    assert "Photos" not in client.get(f"/events/{event.slug}").text


def test_the_desk_shows_what_each_person_agreed_to(client, desk, event, make):
    person = make.registration(event, ticked=[one.id for one in Clause.of(event)], agreed="Mes données")
    page = desk.get(f"/desk/events/{event.slug}/registrations/{person.id}").text
    assert "Mes données" in page
    assert "Lettre (le " in page
    assert len(Consent.standing(person.id)) == 3
