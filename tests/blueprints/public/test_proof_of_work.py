"""Proof of work where the site asks for it: who works is taken, who cannot is held, nobody is refused."""

import pytest
import sqlalchemy as sa

from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState
from models.event import CommentsPolicy
from models.spam.protection import Filtering, Protection
from models.user import Role
from spam.proof_of_work import done, is_done


@pytest.fixture
def event(make):
    return make.event(comments_policy=CommentsPolicy.PUBLISH)


@pytest.fixture
def attacked(make):
    user = make.user()
    with db.writing():
        Protection.revise(Filtering.OFF, CommentsPolicy.MODERATE, proof_of_work=True, by=user)


def send(client, event, **more):
    data = {
        "body": "Une idée,\r\nen été.",
        "name": "Ève",
        "email": "eve@example.org",
        "website": "",
        "stamp": stamp("comment"),
    }
    return client.post(f"/events/{event.slug}/comments", data=data | more)


def the_comment():
    return db.session.scalars(sa.select(Comment)).one()


def test_nothing_is_asked_for_in_quiet_times(client, event):
    assert "js/work" not in client.get(f"/events/{event.slug}").text
    send(client, event)
    assert the_comment().visible


def test_who_worked_is_published(attacked, client, event):
    answer = done(stamp("comment"), "eve@example.org", "Une idée,\nen été.")
    assert send(client, event, work=answer).status_code == 303
    assert the_comment().visible


@pytest.mark.parametrize("answer", ["", "1", "-1", "²", "1e5", "9" * 30, "x"])
def test_who_did_not_work_is_held_and_reads_the_same(attacked, client, event, answer):
    assert send(client, event, work=answer).status_code == 303
    assert (the_comment().state, the_comment().held_for) == (CommentState.PENDING, ["no work"])


def test_work_is_good_for_one_comment_only(attacked, client, event):
    answer = done(stamp("comment"), "eve@example.org", "Autre chose")
    send(client, event, work=answer)
    assert the_comment().held_for == ["no work"]
    assert not is_done("another stamp", "eve@example.org", "Autre chose", answer)


def test_a_page_that_is_kept_follows_the_switch(client, event, make):
    address = f"/events/{event.slug}"
    assert "data-work" not in client.get(address).text
    user = make.user()
    with db.writing():
        Protection.revise(Filtering.HOLD, CommentsPolicy.MODERATE, proof_of_work=True, by=user)
    page = client.get(address).text
    assert 'data-work="16"' in page
    assert "Sans JavaScript, votre commentaire attend un modérateur." in page


def test_the_staff_need_not_work_and_organisers_have_the_switch(attacked, event, signed_in):
    organiser = signed_in(Role.ORGANISER)
    assert "data-work" not in organiser.get(f"/events/{event.slug}").text
    assert "checked" in organiser.get("/moderation/protection").text
    organiser.post("/moderation/protection", data={"filtering": "hold", "policy": "moderate"})
    assert Protection.current().proof_of_work is False
