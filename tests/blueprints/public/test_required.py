"""« Require name » and « require e-mail »: the site's switches for who comments."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState, HeldFor, Verb
from models.event import CommentsPolicy
from models.spam.protection import Filtering, Protection
from models.user import Role

TALK = "/events/talk"


@pytest.fixture
def event(make):
    return make.event(slug="talk", comments_policy=CommentsPolicy.FIRST)


@pytest.fixture
def switches(make):
    """Sets the site's switches."""

    def choose(**chosen: bool) -> None:
        by = make.user(Role.ORGANISER)
        with db.writing():
            Protection.revise(Filtering.OFF, CommentsPolicy.MODERATE, by=by, **chosen)

    return choose


def post(client, **fields):
    said = {"body": "Une idée.", "name": "Ada", "email": "ada@example.org", "stamp": stamp("comment")}
    return client.post(f"{TALK}/comments", data=said | fields)


def stored() -> list[Comment]:
    return list(db.session.scalars(sa.select(Comment).order_by(Comment.id)))


def errors(response) -> list[str]:
    return [text for text in re.findall(r'<p class="error"[^>]*>([^<]*)</p>', response.text) if text]


@pytest.mark.parametrize(
    ("field", "words"), [("name", "Indiquez votre nom."), ("email", "Indiquez votre adresse e-mail.")]
)
def test_m22_each_switch_refuses_what_is_empty_and_only_then(client, event, switches, field, words):
    refused = post(client, **{field: " "})
    assert (refused.status_code, errors(refused)) == (422, [words])
    assert stored() == []
    switches(**{f"require_{field}": False})
    assert post(client, **{field: " "}).status_code == 303
    assert len(stored()) == 1
    other = {"name": "email", "email": "name"}[field]
    assert post(client, body="Une autre.", **{other: ""}).status_code == 422, "the other switch is still on"


def test_m22_the_form_marks_only_what_is_required(client, event, switches):
    assert client.get(TALK).text.count('<span class="required">*</span>') >= 3
    before = re.findall(
        r'<label for="comment-(name|email)">[^<]*<span class="required">', client.get(TALK).text
    )
    switches(require_name=False, require_email=False)
    after = re.findall(
        r'<label for="comment-(name|email)">[^<]*<span class="required">', client.get(TALK).text
    )
    assert (before, after) == (["name", "email"], [])


def test_m22_what_is_given_is_checked_all_the_same(client, event, switches):
    switches(require_email=False)
    assert post(client, email="nowhere").status_code == 422
    assert stored() == []


def test_m22_who_gives_no_name_is_anonymous_and_never_known(client, event, switches):
    switches(require_name=False, require_email=False)
    assert post(client, name="", email="").status_code == 303
    (first,) = stored()
    assert (first.name, first.email, first.held_for[0]) == ("Anonyme", "", HeldFor.FIRST)
    with db.writing():
        first.move(Verb.APPROVE)
    assert post(client, name="", email="", body="Encore une.").status_code == 303, (
        "no haste between strangers"
    )
    assert (stored()[1].state, stored()[1].held_for[0]) == (CommentState.PENDING, HeldFor.FIRST)


def test_m22_replies_are_mailed_to_an_address_only(client, event, switches):
    switches(require_email=False)
    refused = post(client, email="", notify="y")
    assert refused.status_code == 422
    assert errors(refused) == ["Indiquez votre adresse e-mail pour être prévenu des réponses."]


def test_m22_organisers_set_the_switches_on_the_desk(signed_in, event):
    desk = signed_in(Role.ORGANISER)
    page = desk.get("/moderation/protection").text
    ticks = [tag for tag in re.findall(r"<input[^>]*>", page) if 'name="require_' in tag]
    assert ["checked" in tag for tag in ticks] == [True, True]
    answer = desk.post(
        "/moderation/protection", data={"filtering": "off", "policy": "moderate", "require_name": "y"}
    )
    assert answer.status_code == 303
    site = Protection.current()
    assert (site.require_name, site.require_email) == (True, False)
