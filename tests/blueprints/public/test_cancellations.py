"""Giving a registration up: a seat, a place in the line, an offer, a request."""

import pytest

from extensions import db
from models.user import Role

LEFT = {
    "waiting": "Quitter la liste d’attente",
    "offered": "Décliner la place",
    "held": "Retirer ma demande",
    "pending": "Retirer ma demande",
}


@pytest.mark.parametrize("state", LEFT)
def test_f27_who_has_no_sure_seat_may_always_go_and_the_seat_passes_on(client, make, state):
    facts = {"held": {"confirm_address": True}, "pending": {"approval": True}}.get(state, {})
    event = make.event(capacity=1, self_cancel=False, promotion="offer", **facts)
    seated = make.registration(event)
    if state in {"waiting", "offered"}:
        going = make.registration(event)
        if state == "offered":
            organiser = make.user(Role.ORGANISER)
            with db.writing():
                seated.cancel(by=organiser)
            db.session.refresh(going)
    else:
        going = seated
    follower = make.registration(event)
    assert (going.state, follower.state) == (state, "waiting")
    mine = f"/registrations/{going.token}"
    assert LEFT[state] in client.get(mine).text
    assert f"{LEFT[state]}</button>" in client.get(f"{mine}/cancellation").text
    assert "écrivez à l’organisateur" not in client.get(mine).text
    client.post(f"{mine}/cancellation")
    db.session.refresh(going)
    db.session.refresh(follower)
    assert going.state == "cancelled"
    assert follower.position == 1 if state == "waiting" else follower.state == "offered"


@pytest.mark.parametrize("state", ["waiting", "confirmed"])
def test_f27_a_group_that_waits_may_become_smaller(client, make, state):
    event = make.event(capacity=3, max_seats=3, self_cancel=False)
    registration = make.registration(event, seats=3)
    if state == "waiting":
        registration = make.registration(event, seats=3)
    answer = client.post(f"/registrations/{registration.token}", data={"name": "Ève", "seats": 2})
    db.session.refresh(registration)
    assert (answer.status_code, registration.seats) == ((303, 2) if state == "waiting" else (422, 3))
