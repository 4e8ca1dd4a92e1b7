"""Seeing a comment before it is sent, and commenting under a registration's link."""

import pytest
import sqlalchemy as sa

import prose
from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState, HeldFor
from models.event import CommentsPolicy, EventStatus
from models.outbox.message import OutboxMessage
from models.subscription import Follower
from models.user import Role
from tests.blueprints.public.test_comments import errors, said


@pytest.fixture
def outbox_is_empty():
    """Returns a function that fails when anything was stored or is owed to anybody."""

    def check():
        assert not stored()
        assert not db.session.scalars(sa.select(OutboxMessage)).all()

    return check


def stored():
    return list(db.session.scalars(sa.select(Comment)))


def preview(client, partial=False, **fields):
    send = client.partial if partial else client.post
    return send("/events/talk/comments", data=said(preview="1", **fields))


def test_the_preview_shows_the_text_as_it_will_be_and_stores_nothing(client, make, outbox_is_empty):
    make.event(slug="talk")
    page = preview(client, body="Un *mot* et <b>du HTML</b>", name="Ada & co", notify="y")
    assert page.status_code == 200
    shown = page.text.partition('id="comment-preview"')[2]
    assert "<em>mot</em>" in shown
    assert "<b>" not in shown
    for kept in ("Un *mot* et", "Ada &amp; co", "ada@example.org", 'name="notify"'):
        assert kept in page.text
    assert page.headers["Cache-Control"] == "no-store"
    outbox_is_empty()


def test_htmx_gets_the_preview_only_so_that_nothing_typed_is_touched(client, make, outbox_is_empty):
    make.event(slug="talk")
    answer = preview(client, partial=True, body="Un *mot*")
    assert "<em>mot</em>" in answer.text
    assert answer.text.count("<hx-partial") == 1
    assert "<textarea" not in answer.text
    outbox_is_empty()


def test_the_preview_needs_a_text_but_no_name_yet(client, make, outbox_is_empty):
    make.event(slug="talk")
    assert preview(client, name="", email="").status_code == 200
    for partial in (False, True):
        refused = preview(client, partial=partial, body="")
        assert refused.status_code == 422
        assert errors(refused) == ["Écrivez votre commentaire."]
    outbox_is_empty()


def test_the_preview_keeps_which_comment_is_answered(client, make):
    parent = make.comment(make.event(slug="talk"), CommentState.APPROVED)
    page = preview(client, parent_id=str(parent.id)).text
    assert f'name="parent_id" value="{parent.id}"' in page


def test_an_address_of_a_comment_leads_to_the_page_where_it_stands_now(client, make):
    event = make.event(slug="talk")
    threads = [make.comment(event, CommentState.APPROVED) for _number in range(51)]
    reply = make.comment(event, CommentState.APPROVED, threads[50])
    hidden, elsewhere = make.comment(event), make.comment(make.event(), CommentState.APPROVED)
    wanted = {threads[0]: "/events/talk", threads[50]: "/events/talk?page=2", reply: "/events/talk?page=2"}
    for comment, page in wanted.items():
        answer = client.get(f"/events/talk/comments/{comment.id}")
        assert (answer.status_code, answer.location) == (303, f"{page}#comment-{comment.id}")
        assert f'id="comment-{comment.id}"' in client.get(answer.location).text
    for number in (hidden.id, elsewhere.id, 999, 10**30):
        assert client.get(f"/events/talk/comments/{number}").status_code == 404


def test_a_registrant_comments_without_saying_again_who_they_are(client, make):
    event = make.event(comments_policy=CommentsPolicy.FIRST)
    registration = make.registration(event, name="Ève Dupont", email="eve@example.org")
    path = f"/registrations/{registration.token}/comments"
    assert path in client.get(f"/registrations/{registration.token}").text
    form = client.get(path).text
    assert "Ève Dupont" in form
    assert 'name="email"' not in form
    forged = {"name": "Somebody else", "email": "other@example.org", "website": "https://example.org"}
    answer = client.post(
        path, data={"body": "From my seat", "stamp": stamp("comment"), "notify": "y"} | forged
    )
    assert answer.status_code == 303
    (comment,) = stored()
    assert (comment.name, comment.email, comment.website) == ("Ève Dupont", "eve@example.org", "")
    assert (comment.state, comment.held_for[0]) == (CommentState.PENDING, HeldFor.FIRST)
    assert db.session.scalars(sa.select(Follower)).one().email == "eve@example.org"
    assert client.get(answer.location).status_code == 200


def test_a_registrant_sees_the_preview_and_what_to_correct(client, make):
    registration = make.registration(make.event())
    path = f"/registrations/{registration.token}/comments"
    shown = client.post(path, data={"body": "Un *mot*", "preview": "1"})
    assert (shown.status_code, "<em>mot</em>" in shown.text) == (200, True)
    for button in ({}, {"preview": "1"}):
        refused = client.post(path, data={"body": ""} | button)
        assert (refused.status_code, errors(refused)) == (422, ["Écrivez votre commentaire."])
    assert not stored()
    sent = {"body": "Once", "stamp": stamp("comment")}
    assert client.post(path, data=sent).status_code == 303
    again = client.post(path, data=sent)
    assert (again.status_code, "déjà envoyé" in again.text) == (422, True)
    hasty = client.post(path, data=sent | {"body": "Twice"})
    assert (hasty.status_code, "Retry-After" in hasty.headers) == (429, True)


def test_m2_under_a_registration_closed_comments_are_refused_too(client, make):
    event = make.event()
    registration = make.registration(event)
    path = f"/registrations/{registration.token}/comments"
    with db.writing():
        event.status = EventStatus.ARCHIVED
    assert "<form" not in client.get(path).text
    assert client.post(path, data={"body": "Too late", "stamp": stamp("comment")}).status_code == 422
    assert "/comments" not in client.get(f"/registrations/{registration.token}").text
    assert not stored()


def test_c1_a_wrong_link_and_a_cancelled_registration_open_nothing(client, make):
    registration = make.registration(make.event())
    token = registration.token
    with db.writing():
        registration.cancel()
    for path in (f"/registrations/{token}/comments", f"/registrations/{token[:-1]}x/comments"):
        assert client.get(path).status_code == 404
        assert client.post(path, data={"body": "Hello"}).status_code == 404
    assert not stored()


FEW = {"RATELIMIT_ENABLED": True, "COMMENT_TEXTS_PER_MINUTE": 2}


@pytest.fixture
def rendered(monkeypatch):
    """The texts that were rendered."""
    texts, render = [], prose.comment

    def noted(text):
        texts.append(text)
        return render(text)

    monkeypatch.setattr(prose, "comment", noted)
    return texts


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("settings", [FEW])
def test_y3_too_many_previews_from_one_network_wait_and_keep_what_was_typed(
    client, make, rendered, partial, settings
):
    make.event(slug="talk")
    send = client.partial if partial else client.post
    asked = said(preview="1", body="Un *mot*", name="Ada & co")
    answers = [send("/events/talk/comments", data=asked) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert "Un *mot*</textarea>" in answers[2].text
    assert 'value="Ada &amp; co"' in answers[2].text
    assert len(rendered) == 2
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert send("/events/talk/comments", data=asked, environ_base=elsewhere).status_code == 200


@pytest.mark.parametrize("settings", [FEW])
def test_y3_previews_comments_and_changes_are_counted_together(client, make, signed_in, rendered, settings):
    event = make.event(slug="talk")
    comment, registration = make.comment(event), make.registration(event)
    rendered.clear()
    assert preview(client, body="Un mot").status_code == 200
    assert client.post(f"/comments/{comment.token}", data={"body": "Mieux dit"}).status_code == 303
    refused = [
        client.post("/events/talk/comments", data=said(body="Deux mots")),
        client.post(f"/comments/{comment.token}", data={"body": "Encore mieux"}),
        client.post(
            f"/registrations/{registration.token}/comments", data={"body": "Trois mots", "preview": "1"}
        ),
    ]
    assert [answer.status_code for answer in refused] == [429, 429, 429]
    assert all("Retry-After" in answer.headers for answer in refused)
    assert [
        words in refused[number].text
        for number, words in enumerate(("Deux mots", "Encore mieux", "Trois mots"))
    ] == [True] * 3
    assert rendered == ["Un mot", "Mieux dit"]
    staff = signed_in(Role.MODERATOR)
    assert [preview(staff, body="Un mot").status_code for _time in range(3)] == [200, 200, 200]


def test_y3_a_comment_that_is_refused_is_not_rendered(client, make, rendered):
    event = make.event(slug="talk")
    path = "/events/talk/comments"
    assert client.post(path, data=said(body="Once")).status_code == 303
    assert client.post(path, data=said(body="Once")).status_code == 422
    assert client.post(path, data=said(body="Twice")).status_code == 429
    assert client.post(path, data=said(body="x" * 65526, email="other@example.org")).status_code == 422
    with db.writing():
        event.status = EventStatus.ARCHIVED
    assert client.post(path, data=said(body="Late", email="other@example.org")).status_code == 422
    assert rendered == ["Once"]
