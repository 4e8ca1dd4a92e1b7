"""Changing the address of a registration from its private page, or right after registering."""

import re

import pytest

from extensions import db
from models import OutboxMessage, Registration


@pytest.fixture
def registration(make):
    return make.registration(make.event(), email="eev@example.org")


def moved(client, token, email="eve@example.org"):
    return client.post(f"/registrations/{token}/address", data={"email": email})


def test_c8_the_private_page_leads_to_a_form_and_the_form_to_a_page_that_says_where_to_look(
    client, registration
):
    token = registration.token
    page = client.get(f"/registrations/{token}").text
    assert f'href="/registrations/{token}/address"' in page
    assert client.get(f"/registrations/{token}/address").status_code == 200
    answer = moved(client, token)
    assert (answer.status_code, answer.location) == (303, "/my-registrations/moved")
    assert "la nouvelle adresse" in client.get(answer.location).text
    for path in ("", "/cancellation", "/ticket", "/address"):
        assert client.get(f"/registrations/{token}{path}").status_code == 404
    assert client.get(f"/registrations/{registration.token}").status_code == 200


def test_b5_c8_the_answer_is_the_same_whoever_has_the_new_address(client, make, registration):
    make.registration(registration.event, email="eve@example.org")
    receipt = make.receipt(registration.event, email="eve@example.org", submission="again")
    tokens = [registration.token, make.registration(registration.event).token, receipt.token]
    answers = [moved(client, token, email) for token, email in zip(tokens, ("new@example.org", "eve@example.org", "third@example.org"), strict=True)]  # fmt: skip
    assert {(answer.status_code, answer.location, answer.data) for answer in answers} == {(303, "/my-registrations/moved", answers[0].data)}  # fmt: skip
    for token in tokens:
        assert client.get(f"/registrations/{token}").status_code == 404
        assert moved(client, token).status_code == 404


@pytest.mark.parametrize("partial", [True, False])
def test_c8_the_confirmation_offers_another_address(client, make, partial):
    event = make.event()
    send = client.partial if partial else client.post
    said = {"name": "Ève", "email": "eev@example.org", "consent": "y"}
    answer = send(f"/events/{event.slug}/registrations", data=said)
    found = re.search(r'href="(/registrations/[\w-]{22}/address)"', answer.text)
    assert found
    assert client.post(found[1], data={"email": "eve@example.org"}).status_code == 303
    assert db.session.query(Registration).one().email == "eve@example.org"


@pytest.mark.parametrize("email", ["", "nowhere", "eev@example.org"])
def test_an_address_that_is_none_or_the_same_is_corrected_beside_the_field(client, registration, email):
    answer = moved(client, registration.token, email)
    assert answer.status_code == 422
    assert re.search(r'id="address-email-error">[^<]+<', answer.text)
    assert db.session.query(OutboxMessage).count() == 1


def test_a_cancelled_registration_does_not_move(client, registration):
    token = registration.token
    client.post(f"/registrations/{token}/cancellation")
    assert "<form" not in client.get(f"/registrations/{token}/address").text
    assert moved(client, token).status_code == 422


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_c8_changing_addresses_is_throttled(client, registration):
    statuses = [moved(client, registration.token, "no").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
