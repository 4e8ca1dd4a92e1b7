"""Confirming an address by the mailed link, and the organiser's answers on the desk, over HTTP."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import mails
from extensions import db
from models import OutboxMessage, Registration
from models.registration import RegistrationState
from models.user import Role
from tests.blueprints.public.test_registrations import link, post


def mailed_link(kind):
    """The address of the button in the newest mail of a kind."""
    rows = db.session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
    ).all()
    return re.findall(r"http://localhost(\S+)", mails.compose(rows[-1]).as_string())[0]


def state():
    db.session.rollback()
    return db.session.scalar(sa.select(Registration.state))


@pytest.mark.parametrize("partial", [False, True])
def test_c2_the_mailed_link_shows_one_button_and_the_button_confirms(client, make, partial):
    event = make.event(capacity=3, confirm_address=True)
    answer = post(client, event, partial)
    assert "confirmez votre adresse" in answer.text
    address = mailed_link("hold")
    page = client.get(address)
    assert page.text.count("<button") == 1
    assert state() is RegistrationState.HELD, "opening a link does nothing (E5)"
    send = client.partial if partial else client.post
    done = send(address, data={})
    assert state() is RegistrationState.CONFIRMED
    assert (done.headers.get("HX-Redirect") or done.location).startswith("/registrations/")
    assert "déjà confirmée" in client.post(address).text
    assert "déjà confirmée" in client.get(address).text


def test_c2_a_bad_link_changes_nothing(client, make):
    event = make.event(confirm_address=True)
    mine = link(post(client, event))
    for secret in ("x" * 22, mine):
        for method in (client.get, client.post):
            assert method(f"/registrations/{secret}/confirmation").status_code == 404
    assert state() is RegistrationState.HELD


def test_c2_a_link_that_has_expired_offers_no_button_although_no_worker_has_passed(client, make):
    held = make.registration(make.event(confirm_address=True, hold_minutes=5))
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert "<button" not in client.get(f"/registrations/{held.address_token}/confirmation").text


def test_c2_the_page_of_the_receipt_does_not_hold_the_link_that_confirms(client, make):
    registration = make.registration(make.event(confirm_address=True))
    page = client.get(f"/registrations/{registration.token}")
    assert "Adresse à confirmer" in page.text
    assert registration.address_token not in page.text


def test_the_panel_says_beforehand_what_will_happen(client, make):
    page = client.get(f"/events/{make.event(confirm_address=True, hold_minutes=45).slug}").text
    assert "gardée 45 minutes" in page
    assert "confirmée immédiatement" not in page
    assert "L’organisateur répond" in client.get(f"/events/{make.event(approval=True).slug}").text


def test_b5_a_second_attempt_before_the_confirmation_sends_the_confirming_link_again(client, make):
    event = make.event(confirm_address=True)
    first, second = post(client, event), post(client, event, name="Autre")
    assert "Encore une étape" in first.text
    assert "Encore une étape" in second.text
    assert mailed_link("link") == mailed_link("hold")


def test_a10_c10_the_organiser_answers_on_the_desk(client, make, signed_in):
    event = make.event(approval=True)
    registration = make.registration(event, name="Jeanne Martin")
    assert "L’organisateur va vous répondre" in client.get(f"/registrations/{registration.token}").text
    desk = signed_in(Role.ORGANISER)
    page = desk.get(f"/desk/events/{event.slug}/registrations?state=pending")
    assert "Accepter l’inscription" in page.text
    acts = f"/desk/events/{event.slug}/registrations/{registration.id}/acts"
    answer = desk.post(
        acts, data={"act": "approve", "next": f"/desk/events/{event.slug}/registrations?state=pending"}
    )
    assert answer.location == f"/desk/events/{event.slug}/registrations?state=pending"
    assert "un e-mail part à Jeanne Martin" in desk.get(answer.location).text
    assert state() is RegistrationState.CONFIRMED
    desk.post(acts, data={"act": "refuse"})
    assert state() is RegistrationState.CONFIRMED, "who was accepted is not refused"
    assert desk.post(acts, data={"act": "befriend"}).status_code == 422


def test_an_act_about_a_registration_of_another_event_is_not_found(make, signed_in):
    registration, other = make.registration(make.event(approval=True)), make.event()
    acts = f"/desk/events/{other.slug}/registrations/{registration.id}/acts"
    assert signed_in(Role.ORGANISER).post(acts, data={"act": "approve"}).status_code == 404
    assert state() is RegistrationState.PENDING


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_has_its_words_on_the_private_page(client, make, language):
    event = make.event(capacity=9, approval=True)
    registration = make.registration(event)
    seen = set()
    states = [each for each in RegistrationState if each is not RegistrationState.OFFERED]
    for which in states:
        with db.writing():
            db.session.refresh(registration)
            registration.state, registration.verb = which, ""
            registration.held_until = event.held_until
            registration.waiting_since = event.starts_at
        page = client.get(f"/registrations/{registration.token}?lang={language}")
        seen.update(re.findall(r'<p class="standing-state">(.*?)</p>', page.text))
    assert len(seen) == len(states)
