"""Names and texts that show nothing are refused, with the words of the field."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

import visible_text
from extensions import db
from models import Comment, Registration
from models.registration.companion import Companion
from models.user import Role
from tests.forms import filled

CASES = json.loads((Path(__file__).parents[2] / "cases" / "invisible.json").read_text(encoding="utf-8"))
NAMES = [
    *CASES["names"],
    *CASES["names without a letter"],
    *CASES["names refused today"],
    "\uffa0",
    "…",
    "\u180e",
]
BODIES = [*CASES["bodies"], "***", "#", "<!-- -->", "&#8203;"]
KEPT = CASES["names and bodies to keep"]


def names(model):
    return db.session.scalars(sa.select(model.name)).all()


def register(client, event, **said):
    data = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"} | said
    return client.post(f"/events/{event.slug}/registrations", data=data)


def comment(client, event, **said):
    data = {"name": "Ève", "email": "eve@example.org", "body": "Un mot."} | said
    return client.post(f"/events/{event.slug}/comments", data=data)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_f20_a_name_that_shows_nothing_is_refused(client, make, name):
    event = make.event(max_seats=3)
    refused = register(client, event, name=name)
    assert (refused.status_code, "Indiquez votre prénom et votre nom." in refused.text) == (422, True)
    refused = register(client, event, seats="2", **{"companions-0-name": name})
    assert refused.status_code == 422
    assert 'id="companions-0-name-error"' in refused.text or "Indiquez" in refused.text
    refused = comment(client, event, name=name)
    assert (refused.status_code, "Indiquez votre nom." in refused.text) == (422, True)
    assert names(Registration) == names(Companion) == names(Comment) == []


@pytest.mark.parametrize("body", BODIES, ids=ascii)
def test_f20_a_comment_that_shows_nothing_is_refused_and_not_previewed(client, make, body):
    event = make.event()
    for more in ({}, {"preview": "1"}):
        refused = comment(client, event, body=body, **more)
        assert (refused.status_code, "Écrivez votre commentaire." in refused.text) == (422, True)
    assert names(Comment) == []


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_f20_what_is_spelt_with_joiners_is_kept(client, make, text):
    event = make.event(max_seats=3)
    assert register(client, event, name=text, seats="2", **{"companions-0-name": text}).status_code == 200
    assert comment(client, event, name=text, body=text).status_code in {200, 303}
    assert names(Registration) == names(Companion) == names(Comment) == [text]


@pytest.mark.parametrize("text", ["\u3164", "\u2800", "\u0301"], ids=ascii)
def test_f20_what_may_be_left_out_is_left_out(client, make, text):
    assert register(client, make.event(), organisation=text, job_title=text).status_code == 200
    (registration,) = db.session.scalars(sa.select(Registration))
    assert (registration.organisation, registration.job_title) == ("", "")


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_f20_the_desk_takes_no_blank_name_either(signed_in, make, name):
    event, desk = make.event(), signed_in(Role.ADMIN)
    path = f"/desk/events/{event.slug}/registrations"
    refused = desk.post(
        f"{path}/import", data={"text": f'nom;e-mail\n"{name}";eve@example.org\n', "agreed": "yes"}
    )
    assert refused.status_code == 422
    account = filled(desk.get("/account").text, action="/account")
    assert desk.post("/account", data=account | {"name": name}).status_code == 422
    if not visible_text.shows(name):
        form = filled(
            desk.get(f"/desk/events/{event.slug}/edit").text, action=f"/desk/events/{event.slug}/edit"
        )
        refused = desk.post(f"/desk/events/{event.slug}/edit", data=form | {"title": name})
        assert (refused.status_code, "Donnez un titre" in refused.text) == (422, True)
    assert names(Registration) == []


def test_f20_a_moderator_rewords_and_replies_in_words(signed_in, make):
    written, desk = make.comment(make.event()), signed_in(Role.MODERATOR)
    for path in (f"/moderation/comments/{written.id}/edit", f"/moderation/comments/{written.id}/replies"):
        for body in ("> ", "\u2800", "[](https://a.fr/)"):
            refused = desk.post(path, data={"version": "1", "name": "Ève", "body": body})
            assert (path, refused.status_code) == (path, 422)
    assert db.session.scalars(sa.select(Comment.body)).all() == [written.body]
