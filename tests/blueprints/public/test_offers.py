"""The waiting list over HTTP: an offer, what attendees are told, and what an organiser does."""

from datetime import timedelta

import pytest

import clock
from extensions import db
from models.event import PromotionPolicy
from models.registration import Registration
from models.user import Role
from tests.blueprints.public.test_confirmations import mailed_link
from tests.blueprints.public.test_registrations import post


@pytest.fixture
def offered(make):
    """Somebody to whom a seat is offered, while somebody else waits."""
    event = make.event(capacity=1, promotion=PromotionPolicy.OFFER)
    first, second, _third = (make.registration(event) for _ in range(3))
    with db.writing():
        first.cancel()
    db.session.refresh(second)
    return second


def lapse(registration):
    with clock.at(clock.now() + timedelta(hours=25)), db.writing():
        registration.event.lock()
        Registration.release_expired(registration.event)
    db.session.refresh(registration)


@pytest.mark.parametrize("partial", [False, True])
def test_d10_the_mailed_link_shows_one_button_that_takes_the_seat(client, offered, partial):
    address = mailed_link("offer")
    page = client.get(address)
    assert page.text.count("<button") == 1
    db.session.refresh(offered)
    assert offered.state == "offered", "opening a link does nothing (E5)"
    send = client.partial if partial else client.post
    done = send(address, data={})
    assert (done.headers.get("HX-Redirect") or done.location) == f"/registrations/{offered.token}"
    db.session.refresh(offered)
    assert offered.state == "confirmed"
    assert "Vous avez pris la place" in client.get(address).text
    assert "Vous avez pris la place" in client.post(address).text


def test_d10_the_private_page_offers_the_seat_too(client, offered):
    page = client.get(f"/registrations/{offered.token}")
    assert "Une place vous est proposée" in page.text
    assert f'action="/registrations/{offered.token}/seat"' in page.text


def test_d10_a_link_that_came_too_late_is_dead_and_says_so(client, offered):
    address = mailed_link("offer")
    lapse(offered)
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 410
        assert "Le délai pour prendre la place est passé" in answer.text
    assert offered.state == "cancelled"
    assert "Le délai pour prendre la place est passé" in client.get(f"/registrations/{offered.token}").text
    assert "/events/" in mailed_link("lapsed")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "elle est à vous, et nous vous écrivons"),
        ({"promotion": PromotionPolicy.OFFER, "offer_hours": 12}, "vous avez 12 heures pour la prendre"),
        ({"promotion": PromotionPolicy.HAND}, "L’organisateur attribue les places"),
        ({"approval": True}, "l’organisateur vous répond"),
        ({"stop_before": 24}, "Cela s’arrête le"),
        ({"stop_before": 720}, "ne sont plus redonnées"),
    ],
)
def test_who_waits_reads_their_position_and_what_will_happen(client, make, facts, words):
    event = make.event(capacity=0, starts=make.wall(days=29), **facts)
    panel = client.get(f"/events/{event.slug}").text
    receipt = post(client, event).text
    private = client.get(f"/registrations/{make.registration(event).token}").text
    assert "un groupe attend que toutes ses places soient libres" in panel
    for page in (panel, receipt, private):
        assert words in page
    assert "numéro 1" in receipt
    assert "numéro 2" in private


def test_d4_d6_the_organiser_gives_seats_and_prefers_on_the_desk(make, signed_in):
    event = make.event(capacity=1, promotion=PromotionPolicy.HAND)
    first, second, third = (make.registration(event) for _ in range(3))
    with db.writing():
        first.cancel()
    desk, here = signed_in(Role.ORGANISER), f"/desk/events/{event.slug}"
    page = desk.get(here).text + desk.get(f"{here}/registrations?state=waiting").text
    assert "vous attribuez vous-même les places libérées" in page
    assert page.count("Donner une place") == page.count("Faire passer en premier") == 2
    desk.post(f"{here}/registrations/{third.id}/acts", data={"act": "prefer"})
    db.session.refresh(third)
    assert third.position == 1
    assert "Remettre dans l’ordre d’arrivée" in desk.get(f"{here}/registrations").text
    desk.post(f"{here}/registrations/{third.id}/acts", data={"act": "promote"})
    db.session.refresh(third)
    assert third.state == "confirmed"
    answer = desk.post(
        f"{here}/registrations/{second.id}/acts", data={"act": "promote"}, follow_redirects=True
    )
    assert "pas assez de places libres" in answer.text


def test_d13_the_desk_says_which_seats_wait_for_an_answer(make, signed_in, offered):
    page = signed_in(Role.ORGANISER).get(f"/desk/events/{offered.event.slug}").text
    assert "en attente d’une réponse" in page
    assert "1 place (place proposée)" in " ".join(page.split())


def test_c4_the_page_says_whom_to_write_to_and_the_post_changes_nothing(client, make):
    registration = make.registration(make.event(self_cancel=False))
    mine = f"/registrations/{registration.token}"
    for path in (mine, f"{mine}/cancellation"):
        page = client.get(path).text
        assert "écrivez à l’organisateur" in page
        assert "Annuler mon inscription</button>" not in page
    client.post(f"{mine}/cancellation")
    db.session.refresh(registration)
    assert registration.state == "confirmed"
    assert "/cancellation" not in client.get(mine).text
