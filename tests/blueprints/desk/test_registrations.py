"""The organisers' list of registrations and the page of one, as a browser sees them."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from formats.registrations import HAPPENED, TABS, page_numbers
from models.outbox.message import MessageState, OutboxMessage
from models.registration import TRANSITIONS, RegistrationState
from models.registration.listing import PAGE
from models.user import Role
from tests.pages import PARTIAL


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    return make.event(capacity=2)


def listed(html):
    return re.findall(r'<th scope="row">\s*<a [^>]*><bdi>([^<]*)</bdi>', html)


def of(event, query=""):
    return f"/desk/events/{event.slug}/registrations{query}"


def test_the_list_stands_in_the_address(desk, event, make):
    for name in ("Anne Cœur", "Marc Bloch", "Zoé Abel"):
        make.registration(event, name=name)
    assert listed(desk.get(of(event)).text) == ["Zoé Abel", "Marc Bloch", "Anne Cœur"]
    assert listed(desk.get(of(event, "?sort=-name")).text) == ["Anne Cœur", "Marc Bloch", "Zoé Abel"]
    assert listed(desk.get(of(event, "?q=COEUR")).text) == ["Anne Cœur"]
    assert listed(desk.get(of(event, "?state=waiting")).text) == ["Zoé Abel"]
    assert listed(desk.get(of(event, "?state=waiting&q=coeur")).text) == []
    for nonsense in ("?state=nonsense&sort=nonsense&page=x", "?page=-4", "?page=99999999999999999999"):
        assert len(listed(desk.get(of(event, nonsense)).text)) == 3


def test_htmx_gets_the_list_and_how_many_were_found(desk, event, make):
    make.registration(event, name="Anne Cœur")
    answer = desk.get(of(event, "?q=coeur&sort=-date"), headers=PARTIAL).text
    assert "<html" not in answer
    assert listed(answer) == ["Anne Cœur"]
    assert "1 inscription." in answer
    assert re.search(r'<input type="hidden" name="sort"\s+value="-date">', answer)


def test_an_empty_list_says_so_and_a_search_without_result_leads_back(desk, event, make):
    assert "Personne ne s’est encore inscrit." in desk.get(of(event)).text
    make.registration(event)
    page = desk.get(of(event, "?q=nowhere")).text
    assert "Personne ne correspond." in page
    assert f'<a href="{of(event)}">Afficher tout le monde</a>' in page


def test_pages_are_links_that_keep_what_was_asked(desk, make):
    event = make.event()
    for _ in range(PAGE + 1):
        make.registration(event, name="Anne Cœur")
    page = desk.get(of(event, "?q=anne&sort=-date")).text
    assert "?page=2&amp;q=anne&amp;sort=-date" in page
    assert len(listed(page)) == PAGE
    assert len(listed(desk.get(of(event, "?q=anne&page=2")).text)) == 1


def test_the_pages_that_are_named_are_the_first_the_last_and_those_around():
    assert page_numbers(1, 1) == [1]
    assert page_numbers(1, 200) == [1, 2, 3, None, 200]
    assert page_numbers(5, 200) == [1, 2, 3, 4, 5, 6, 7, None, 200]
    assert page_numbers(100, 200) == [1, None, 98, 99, 100, 101, 102, None, 200]


def test_e4_one_registration_shows_its_mails_their_state_and_lets_a_failed_one_be_tried_again(
    desk, event, make
):
    registration = make.registration(event, name="Anne Cœur")
    here = of(event, f"/{registration.id}")
    assert "En attente d’envoi." in desk.get(here).text
    message = db.session.scalars(sa.select(OutboxMessage)).one()
    with db.writing():
        message.delivered()
    assert "Accepté par le serveur de messagerie le" in desk.get(here).text
    with db.writing():
        message.fail("550 no such user")
    page = desk.get(here).text
    assert "550 no such user" in page
    assert "Accepté par le serveur" not in page
    answer = desk.post(f"/desk/mail/{message.id}/retries", data={"next": here})
    assert (answer.status_code, answer.location) == (303, here)
    db.session.refresh(message)
    assert message.state is MessageState.QUEUED
    assert "L’e-mail est remis en file." in desk.get(here).text


def test_the_history_says_who_did_what_the_person_included(desk, event, make, signed_in):
    registration = make.registration(event, name="Anne Cœur")
    chloe = signed_in(make.user(Role.ORGANISER, name="Chloé"))
    here = of(event, f"/{registration.id}")
    assert "Annuler cette inscription…" in desk.get(here).text
    answer = chloe.post(f"{here}/acts", data={"act": "cancel", "next": here})
    assert answer.location == here
    page = desk.get(here).text
    assert "la personne\u00a0: inscription" in page
    assert "Chloé\u00a0: inscription annulée" in page
    assert "Annuler cette inscription…" not in page


def test_a_registration_is_found_under_its_own_event_only(desk, event, make):
    registration = make.registration(event)
    assert desk.get(of(make.event(), f"/{registration.id}")).status_code == 404
    assert desk.get(of(event, "/9999")).status_code == 404
    assert desk.get("/desk/events/nowhere/registrations").status_code == 404


def test_what_people_typed_is_only_ever_text(desk, event, make):
    registration = make.registration(event, name="<b>Anne</b>", organisation="<i>Org</i>")
    for page in (desk.get(of(event)).text, desk.get(of(event, f"/{registration.id}")).text):
        assert "<b>Anne" not in page
        assert "<i>Org" not in page
    assert 'value="&#34;&gt;' in desk.get(of(event, '?q=">')).text


def test_every_state_has_a_tab_and_every_step_its_words():
    assert set(TABS) == {None, *RegistrationState}
    assert {step.verb for step in TRANSITIONS} <= set(HAPPENED)


def test_english_organisers_read_english(desk, event, make):
    make.registration(event)
    assert "Search the registrations" in desk.get(of(event, "?lang=en")).text
