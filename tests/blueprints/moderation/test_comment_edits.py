"""Editing and answering comments in their row."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, FormerText
from models.event import EventStatus
from models.user import Role


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada", email="ada@example.org")


@pytest.fixture
def moderator(signed_in, ada):
    return signed_in(ada)


@pytest.fixture
def comment(make):
    return make.comment(make.event(slug="faire-groupe"), name="Marie", body="Bonjour")


def edit(browser, comment, **said):
    data = {"body": comment.body, "name": comment.name, "website": "", "version": comment.version} | said
    return browser.partial(f"/moderation/comments/{comment.id}/edit", data)


def reply(browser, comment, body="Merci", **said):
    data = {"body": body, "version": comment.version} | said
    return browser.partial(f"/moderation/comments/{comment.id}/replies", data)


PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.parametrize("part", ["edit", "reply"])
def test_the_form_opens_in_the_row_or_on_a_page(comment, moderator, part):
    address = f"/moderation/comments/{comment.id}/{part}"
    row = moderator.get(address, headers=PARTIAL)
    assert f'hx-target="#queue-{comment.id}"' in row.text
    assert "<textarea" in row.text
    assert "<textarea" in moderator.get(address).text
    assert "<textarea" not in moderator.get(f"/moderation/comments/{comment.id}", headers=PARTIAL).text


def test_q9_an_edit_returns_the_new_row_and_keeps_the_original(comment, moderator, ada):
    answer = edit(moderator, comment, body="Bonsoir <b>tous</b> http://example.org/", name="Marie L.", website="example.org")  # fmt: skip
    assert answer.status_code == 200
    assert (comment.name, comment.website, comment.version) == ("Marie L.", "https://example.org", 2)
    assert "Bonsoir" in answer.text
    assert 'rel="nofollow ugc"' in comment.html, "P9"
    assert "<b>" not in comment.html
    former = db.session.scalars(sa.select(FormerText)).one()
    assert (former.body, former.name, former.version, former.user_id) == ("Bonjour", "Marie", 1, ada.id)
    page = moderator.get(f"/moderation/comments/{comment.id}")
    assert "Reformulé, Ada" in page.text
    assert "Bonjour" in page.text
    assert db.session.query(AuditEntry).filter_by(verb="reword", user_id=ada.id).count() == 1


def test_p9_p11_what_a_moderator_types_is_cleaned_and_escaped_like_anything_else(make, moderator, client):
    comment = make.comment(make.event(), CommentState.APPROVED)
    body = '[b](https://example.org/b "title") <a href="https://example.org/c" onclick="x">c</a>'
    row = edit(moderator, comment, body=body, name='<b>"Bob"</b>', website='https://example.org/"onx="<i>')
    page = client.get(f"/events/{comment.event.slug}").text
    for html in (row.text, page):
        assert '<a href="https://example.org/b" rel="nofollow ugc">b</a>' in html
        assert 'onclick="x"&gt;c&lt;/a&gt;' in html
        assert "&lt;b&gt;&#34;Bob&#34;&lt;/b&gt;" in html
        assert "<b>" not in html
        assert "<i>" not in html
    assert re.search(r'href="https://example.org/&#34;onx=&#34;&lt;i&gt;"\s+rel="nofollow ugc"', page)


@pytest.mark.parametrize(("field", "value"), [("body", " "), ("name", ""), ("website", "ftp://example.org"), ("name", "x" * 246)])  # fmt: skip
def test_q9_a_refused_edit_says_why_beside_the_field_and_keeps_what_was_typed(
    comment, moderator, field, value
):
    answer = edit(moderator, comment, **{"body": "Typed"} | {field: value})
    assert answer.status_code == 422
    assert re.search(rf'id="edit-{comment.id}-{field}-error">[^<]', answer.text)
    assert field == "body" or "Typed" in answer.text
    assert comment.body == "Bonjour"


def test_q13_an_edit_of_another_text_is_refused_and_nothing_typed_is_lost(comment, moderator):
    with db.writing():
        comment.say("Entre-temps")
        comment.version += 1
    answer = edit(moderator, comment, body="Typed", version=1)
    assert answer.status_code == 409
    assert "Typed" in answer.text
    assert "Entre-temps" in answer.text
    assert comment.body == "Entre-temps"
    assert edit(moderator, comment, body="Typed").status_code == 200


def test_an_edit_of_a_published_comment_shows_on_the_page_of_the_event(client, comment, moderator):
    moderator.partial(f"/moderation/comments/{comment.id}/decisions", {"decision": "approve", "version": 1})
    assert "Bonjour" in client.get("/events/faire-groupe").text
    edit(moderator, comment, body="Bonsoir")
    assert "Bonsoir" in client.get("/events/faire-groupe").text


def test_an_edit_that_changes_nothing_leaves_no_trace(comment, moderator):
    edit(moderator, comment)
    assert (comment.version, db.session.query(FormerText).count()) == (1, 0)


def test_an_author_who_deletes_a_comment_deletes_its_earlier_wordings(make, comment, moderator):
    moderator.partial(f"/moderation/comments/{comment.id}/decisions", {"decision": "approve", "version": 1})
    make.comment(comment.event, CommentState.APPROVED, parent=comment)
    edit(moderator, comment, body="Bonsoir")
    with db.writing():
        comment.withdraw()
    assert comment.erased
    assert db.session.query(FormerText).count() == 0


def test_q7_a_reply_is_published_and_returns_its_row(client, comment, moderator, ada):
    answer = reply(moderator, comment, "Merci *Marie*")
    assert answer.status_code == 200
    written = db.session.scalars(sa.select(Comment).where(Comment.user_id == ada.id)).one()
    assert (written.state, written.visible, written.parent_id, written.name) == (CommentState.APPROVED, True, comment.id, "Ada")  # fmt: skip
    assert comment.state is CommentState.APPROVED, "to answer is to approve"
    assert f'hx-target="#queue-{comment.id}" hx-swap="afterend"' in answer.text
    assert f'id="queue-{written.id}"' in answer.text
    assert "Merci <em>Marie</em>" in client.get("/events/faire-groupe").text
    assert "ada@example.org" not in client.get("/events/faire-groupe").text


def test_q7_a_reply_on_a_draft_event_is_refused_as_a_whole(comment, moderator):
    with db.writing():
        comment.event.status = EventStatus.DRAFT
    answer = reply(moderator, comment)
    assert answer.status_code == 422
    assert "Merci" in answer.text
    assert comment.state is CommentState.PENDING
    assert db.session.query(Comment).count() == 1


def test_q13_a_reply_to_another_text_is_refused_and_kept(comment, moderator):
    with db.writing():
        comment.version += 1
    answer = reply(moderator, comment, version=1)
    assert answer.status_code == 409
    assert "Merci" in answer.text
    assert db.session.query(Comment).count() == 1


def test_an_empty_reply_is_refused(comment, moderator):
    assert reply(moderator, comment, " ").status_code == 422
    assert comment.state is CommentState.PENDING


def test_q8_a_failure_of_the_database_leaves_no_phantom(comment, moderator, app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*args, **kwargs):
        raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(Comment, "enter", fail)
    answer = reply(moderator, comment)
    assert answer.status_code == 500
    assert answer.headers["HX-Retarget"] == "#alert", "a message; what was typed stays where it is"
    monkeypatch.undo()
    assert (db.session.query(Comment).count(), comment.state) == (1, CommentState.PENDING)


def test_the_deepest_comment_is_answered_beside_it(make, moderator, app):
    comment = make.comment(make.event(), CommentState.APPROVED)
    for _ in range(app.config["COMMENT_LEVELS"]):
        comment = make.comment(comment.event, CommentState.APPROVED, parent=comment)
    assert reply(moderator, comment).status_code == 200


@pytest.mark.parametrize("path", ["edit", "replies"])
def test_q1_q2_nobody_writes_in_a_row_without_the_right_and_the_token(comment, signed_in, moderator, path):
    address, data = f"/moderation/comments/{comment.id}/{path}", {"body": "x", "name": "x", "version": 1}
    assert signed_in(Role.DOOR).post(address, data=data).status_code == 403
    assert moderator.post(address, data=data, headers={"X-CSRFToken": "forged"}).status_code == 400
    assert (comment.body, db.session.query(Comment).count()) == ("Bonjour", 1)


def test_without_javascript_one_comes_back_to_the_row(comment, moderator):
    answer = moderator.post(
        f"/moderation/comments/{comment.id}/replies", data={"body": "Merci", "version": 1}
    )
    assert answer.status_code == 303
    assert answer.location.endswith(f"#queue-{comment.id}")


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.ARCHIVED, EventStatus.CANCELLED])
def test_q10_a_comment_whose_event_is_gone_can_still_be_edited_and_decided(
    comment, moderator, client, status
):
    """Events are never deleted: gone is what visitors cannot write under any more, or not even see."""
    with db.writing():
        comment.event.status = status
    assert "Bonjour" in moderator.get("/moderation").text
    assert edit(moderator, comment, body="Bonsoir").status_code == 200
    assert comment.body == "Bonsoir"
    decision = {"decision": "approve", "version": comment.version}
    assert moderator.partial(f"/moderation/comments/{comment.id}/decisions", decision).status_code == 200
    assert comment.state is CommentState.APPROVED
    assert client.get("/events/faire-groupe").status_code == (404 if status is EventStatus.DRAFT else 200)
