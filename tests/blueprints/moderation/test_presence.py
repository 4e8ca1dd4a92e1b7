"""Who reads a comment now is told to colleagues, and what they note about it."""

import re
from datetime import timedelta

import pytest

import clock
from blueprints.moderation.queue_stream import changed_rows
from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.comment import CommentState, Note
from models.comment.presence import Presence
from models.privacy import retention
from models.user import Role
from tests.pages import PARTIAL


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada")


@pytest.fixture
def moderator(signed_in, ada):
    return signed_in(ada)


@pytest.fixture
def comment(make):
    return make.comment(make.event(slug="faire-groupe"), name="Marie", body="Bonjour")


def read(browser, comment, **kwargs):
    return browser.post(f"/moderation/comments/{comment.id}/readings", **kwargs)


def queue(browser):
    return browser.get("/moderation?status=all").text


def test_colleagues_see_who_reads_a_comment_and_it_ends_by_itself(comment, moderator, ada, signed_in, make):
    grace = signed_in(make.user(Role.MODERATOR, name="Grace"))
    assert read(moderator, comment).status_code == 204
    page = queue(grace)
    assert f'<p data-reader="{ada.id}">en cours de lecture par Ada</p>' in page
    seconds = int(re.findall(r"load delay:(\d+)s", page)[0])
    assert 50 <= seconds <= 61
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert "en cours de lecture" not in queue(grace)
        answer = grace.get(f"/moderation/comments/{comment.id}/readings", headers=PARTIAL)
    assert f'hx-target="#queue-{comment.id}-readers"' in answer.text
    assert "en cours de lecture" not in answer.text


def test_looking_tells_nobody(comment, moderator):
    for path in ("", "/edit", "/reply", "/note", "/readings"):
        moderator.get(f"/moderation/comments/{comment.id}{path}")
    assert db.session.query(Presence).count() == 0


def test_who_goes_on_to_another_comment_reads_the_first_no_longer(make, comment, moderator):
    other = make.comment(comment.event)
    read(moderator, comment)
    read(moderator, other)
    assert db.session.query(Presence).one().comment_id == other.id
    last = db.session.query(Change).filter_by(topic="queue", part="reading").order_by(Change.id)
    assert [one.ref for one in last] == [comment.id, comment.id, other.id]


def test_saying_so_again_prolongs_it_without_a_word(comment, moderator):
    read(moderator, comment)
    told, until = db.session.query(Change).count(), db.session.query(Presence).one().until
    with clock.at(clock.now() + timedelta(seconds=30)):
        read(moderator, comment)
    assert db.session.query(Change).count() == told
    assert db.session.query(Presence).one().until > until


def test_open_queues_are_told_of_the_reader_and_keep_the_row(comment, moderator, app):
    read(moderator, comment)
    with app.test_request_context("/moderation"):
        told = changed_rows([("reading", comment.id)])
    assert f'hx-target="#queue-{comment.id}-readers"' in told
    assert "en cours de lecture par Ada" in told
    assert f'hx-target="#queue-{comment.id}:not' not in told, "Q16: what somebody is writing there stays"


def test_q15_a_reader_is_no_change_of_the_comment(comment, moderator):
    page = moderator.get("/moderation/batches/new")
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    read(moderator, comment)
    moderator.post("/moderation/batches/whole", data=fields | {"decision": "spam"})
    assert comment.state is CommentState.SPAM


def test_readings_that_ended_are_deleted(comment, moderator):
    read(moderator, comment)
    with db.writing():
        retention.purge(clock.now() + timedelta(minutes=2))
    assert db.session.query(Presence).count() == 0


def note(browser, comment, body, **kwargs):
    return browser.partial(f"/moderation/comments/{comment.id}/notes", {"body": body}, **kwargs)


def test_a_note_stands_in_the_row_and_in_the_history_and_nobody_else_reads_it(comment, moderator, client):
    answer = note(moderator, comment, "Je lui <b>écris</b>\navant de décider")
    assert answer.status_code == 200
    assert "Je lui &lt;b&gt;écris&lt;/b&gt;\navant de décider" in answer.text
    assert "<strong>Ada</strong>" in answer.text
    assert comment.version == 1, "a decision on what was seen stays possible"
    assert [
        line.verb for line in db.session.query(AuditEntry).filter_by(subject="comment", subject_id=comment.id)
    ][-1] == "note"
    page = moderator.get(f"/moderation/comments/{comment.id}").text
    assert "Note de l’équipe, Ada" in page
    moderator.partial(f"/moderation/comments/{comment.id}/decisions", {"decision": "approve", "version": 1})
    for path in ("/events/faire-groupe", "/events/faire-groupe/comments.xml", f"/comments/{comment.token}"):
        assert "avant de décider" not in client.get(path).text


@pytest.mark.parametrize(("body", "why"), [(" ", "Écrivez"), ("x" * 2001, "Abrégez la note")])
def test_a_note_that_is_empty_or_too_long_is_refused_and_kept(comment, moderator, body, why):
    answer = note(moderator, comment, body)
    assert answer.status_code == 422
    assert re.search(rf'id="note-{comment.id}-body-error">{why}', answer.text)
    assert body.strip() in answer.text
    assert db.session.query(Note).count() == 0


def test_a_note_without_javascript_leads_back_to_the_row(comment, moderator):
    assert "<textarea" in moderator.get(f"/moderation/comments/{comment.id}/note").text
    answer = moderator.post(f"/moderation/comments/{comment.id}/notes", data={"body": "Bonjour"})
    assert (answer.status_code, answer.location.endswith(f"#queue-{comment.id}")) == (303, True)


def test_notes_go_with_the_comment_that_its_author_deletes(make, comment, ada):
    with db.writing():
        comment.lock()
        comment.state, comment.visible = CommentState.APPROVED, True
    make.comment(comment.event, CommentState.APPROVED, parent=comment)
    with db.writing():
        comment.annotate("Un mot", by=ada)
    with db.writing():
        comment.withdraw()
    assert comment.erased
    assert db.session.query(Note).count() == 0


@pytest.mark.parametrize("path", ["readings", "notes"])
def test_q1_q2_nobody_tells_or_notes_without_the_right_and_the_token(comment, moderator, signed_in, path):
    address = f"/moderation/comments/{comment.id}/{path}"
    assert signed_in(Role.DOOR).post(address, data={"body": "x"}).status_code == 403
    assert moderator.post(address, data={"body": "x"}, headers={"X-CSRFToken": "forged"}).status_code == 400
    assert (db.session.query(Presence).count(), db.session.query(Note).count()) == (0, 0)
