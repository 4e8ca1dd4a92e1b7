"""Finding one's registrations again, as a browser without JavaScript does."""

import re

import pytest

import mails
from extensions import db
from models import OutboxMessage
from tests.forms import filled

FIND = "/my-registrations"


def ask(client, email="eve@example.org"):
    return client.post(FIND, data=filled(client.get(FIND).text, FIND) | {"email": email})


def test_c9_the_answer_is_the_same_for_known_and_unknown_addresses(client, make):
    make.registration(make.event(), email="eve@example.org")
    answers = [ask(client, email) for email in ("eve@example.org", "adam@example.org")]
    assert [answer.status_code for answer in answers] == [303, 303]
    known, unknown = ({key: value for key, value in answer.headers if key != "Date"} for answer in answers)
    assert known == unknown
    assert answers[0].data == answers[1].data
    page = client.get(answers[0].location)
    assert "24 heures" in page.text
    assert "eve@" not in page.text


def test_c9_the_mail_leads_to_the_list_and_the_list_to_the_private_page(client, make):
    registration = make.registration(make.event(title="Faire groupe"), email="eve@example.org")
    ask(client)
    sent = db.session.query(OutboxMessage).filter_by(kind="my registrations").one()
    letter = mails.write(sent)
    assert any("Faire groupe" in fact for _label, fact in letter.facts)
    assert letter.button
    listed = client.get(letter.button.address.removeprefix("http://localhost"))
    assert listed.status_code == 200
    assert f'href="/registrations/{registration.token}' in listed.text
    assert listed.headers["Cache-Control"] == "no-store"
    assert listed.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{FIND}/{registration.lookup_pass[:-1]}").status_code == 404


def test_an_address_that_is_none_is_corrected_beside_the_field(client):
    answer = client.post(FIND, data={"email": "nowhere"})
    assert answer.status_code == 422
    assert re.search(r'id="person-email-error">[^<]+<', answer.text)
    assert 'value="nowhere"' in answer.text


def test_f23_a_trap_that_a_browser_filled_asks_to_confirm(client, make):
    make.registration(make.event(), email="eve@example.org")
    answer = client.post(FIND, data={"email": "eve@example.org", "echo": "x"})
    assert answer.status_code == 422
    assert "Confirmez votre envoi" in answer.text
    assert db.session.query(OutboxMessage).filter_by(kind="my registrations").count() == 0
    again = filled(answer.text, FIND)
    assert "echo" not in again
    assert client.post(FIND, data=again).status_code == 303
    assert db.session.query(OutboxMessage).filter_by(kind="my registrations").count() == 1


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_c9_asking_is_throttled(client):
    statuses = [client.post(FIND, data={"email": "eve@example.org"}).status_code for _ in range(11)]
    assert statuses == [303] * 10 + [429]


def test_the_page_is_linked_from_the_footer_and_from_the_panel(client, make):
    page = client.get(f"/events/{make.event().slug}").text
    assert page.count(f'href="{FIND}"') == 2
