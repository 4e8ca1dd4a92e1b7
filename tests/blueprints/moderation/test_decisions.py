"""Decisions about comments: in place, by version, once, undoable."""

import re

import pytest

from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, Verb
from models.comment.decision import Decision
from models.user import Role

PENDING, APPROVED, SPAM, BIN = CommentState


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada")


@pytest.fixture
def moderator(signed_in, ada):
    return signed_in(ada)


@pytest.fixture
def comment(make):
    return make.comment(make.event(slug="faire-groupe"), name="Marie", body="Bonjour")


def decide(browser, comment, decision, version=None, partial=True, **kwargs):
    data = {"decision": decision, "version": version or comment.version}
    path = f"/moderation/comments/{comment.id}/decisions"
    return browser.partial(path, data, **kwargs) if partial else browser.post(path, data=data, **kwargs)


def counts(answer):
    found = dict(re.findall(r'hx-target="#count-(\w+)" hx-swap="textContent">(\d+)<', answer.text))
    return [int(found[state]) for state in CommentState]


@pytest.mark.parametrize(("verb", "state", "after"), [("approve", APPROVED, [0, 1, 0, 0]), ("spam", SPAM, [0, 0, 1, 0]), ("bin", BIN, [0, 0, 0, 1])])  # fmt: skip
def test_q5_a_decision_changes_the_row_in_place_and_brings_the_counts(comment, moderator, verb, state, after):
    answer = decide(moderator, comment, verb)
    assert answer.status_code == 200
    assert comment.state is state
    assert counts(answer) == after
    assert f'hx-target="#queue-{comment.id}" hx-swap="outerMorph"' in answer.text
    assert "par Ada" in answer.text
    assert 'value="undo">Annuler<' in answer.text
    assert 'hx-target="#status"' in answer.text, "and is announced"


def test_q5_counts_go_down_on_a_decision_and_up_again_when_it_is_undone(comment, moderator):
    moved = [counts(decide(moderator, comment, verb)) for verb in ("spam", "undo", "bin", "undo")]
    assert moved == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]]


def test_the_page_of_the_event_follows_an_approval(client, comment, moderator):
    assert "Bonjour" not in client.get("/events/faire-groupe/comments.xml").text
    decide(moderator, comment, "approve")
    assert "Bonjour" in client.get("/events/faire-groupe/comments.xml").text
    decide(moderator, comment, "undo")
    assert "Bonjour" not in client.get("/events/faire-groupe/comments.xml").text


def test_q4_the_same_decision_twice_is_done_once(comment, moderator):
    version = comment.version
    decide(moderator, comment, "approve", version)
    again = decide(moderator, comment, "approve", version)
    assert again.status_code == 200
    assert "C’était déjà fait." in again.text
    assert counts(again) == [0, 1, 0, 0]
    assert db.session.query(Decision).count() == 1


@pytest.mark.parametrize("verb", ["undo", "restore"])
def test_q4_so_is_going_back(comment, moderator, verb):
    decide(moderator, comment, "bin")
    version = comment.version
    assert decide(moderator, comment, verb, version).status_code == 200
    assert "déjà fait" in decide(moderator, comment, verb, version).text
    assert comment.state is PENDING


@pytest.mark.parametrize("before", [PENDING, APPROVED])
@pytest.mark.parametrize("verb", ["bin", "spam"])
def test_q6_restoring_leads_back_to_the_earlier_state(make, moderator, before, verb):
    comment = make.comment(make.event(), before)
    decide(moderator, comment, verb)
    answer = decide(moderator, comment, "restore")
    assert comment.state is before
    assert counts(answer)[list(CommentState).index(before)] == 1


def test_q6_out_of_the_bin_then_out_of_spam(make, moderator):
    comment = make.comment(make.event(), APPROVED)
    for verb, state in (("spam", SPAM), ("bin", BIN), ("restore", SPAM), ("restore", PENDING)):
        decide(moderator, comment, verb)
        assert comment.state is state, verb


def test_q3_a_comment_that_is_gone_is_told_clearly(make, comment, moderator):
    data = {"decision": "approve", "version": 1}
    page = moderator.post("/moderation/comments/999/decisions", data=data)
    assert page.status_code == 404
    assert "Ce commentaire n’existe plus" in page.text
    part = moderator.partial("/moderation/comments/999/decisions", data)
    assert part.status_code == 404
    assert part.headers["HX-Retarget"] == "#alert"
    with db.writing():
        comment.erased = True
    assert decide(moderator, comment, "approve").status_code == 404


@pytest.mark.parametrize("data", [{}, {"decision": "praise", "version": 1}, {"decision": "approve"},
                                  {"decision": "approve", "version": "one"}])  # fmt: skip
def test_what_is_no_decision_changes_nothing(comment, moderator, data):
    answer = moderator.partial(f"/moderation/comments/{comment.id}/decisions", data)
    assert answer.status_code == 422
    assert comment.state is PENDING


def test_q13_a_decision_about_another_text_does_nothing_and_shows_the_new_one(comment, moderator):
    seen = comment.version
    with db.writing():
        comment.say("Achetez mes montres")
        comment.version += 1
    answer = decide(moderator, comment, "approve", seen)
    assert answer.status_code == 409
    assert "Achetez mes montres" in answer.text
    assert "Relisez-le, puis décidez" in answer.text
    assert f'name="version" value="{comment.version}"' in answer.text
    assert comment.state is PENDING


def test_q14_the_second_of_two_moderators_is_told_and_may_overrule(comment, moderator, signed_in, make):
    grace = signed_in(make.user(Role.MODERATOR, name="Grace"))
    seen = comment.version
    decide(moderator, comment, "approve", seen)
    answer = decide(grace, comment, "spam", seen)
    assert answer.status_code == 409
    assert re.search(r"Approuvé par Ada, .* à .*, pendant que vous lisiez", answer.text)
    assert comment.state is APPROVED
    version = re.findall(r'name="version" value="(\d+)"', answer.text)[0]
    assert decide(grace, comment, "spam", int(version)).status_code == 200
    assert comment.state is SPAM


def test_q14_without_javascript_the_second_gets_the_row_on_a_page(comment, moderator, signed_in, make):
    grace = signed_in(make.user(Role.MODERATOR, name="Grace"))
    decide(moderator, comment, "approve", 1)
    answer = decide(grace, comment, "spam", 1, partial=False)
    assert answer.status_code == 409
    assert "<!doctype html>" in answer.text
    assert "pendant que vous lisiez" in answer.text


@pytest.mark.parametrize("start", CommentState)
@pytest.mark.parametrize("verb", ["approve", "spam", "bin", "restore"])
def test_q15_every_decision_can_be_undone(make, moderator, start, verb):
    comment = make.comment(make.event(), start)
    before = comment.state, comment.visible
    if "déjà fait" in decide(moderator, comment, verb).text:
        return
    moved = comment.state
    assert moved is not start
    answer = decide(moderator, comment, "undo")
    assert answer.status_code == 200
    assert (comment.state, comment.visible) == before


def test_q15_undoing_goes_back_decision_by_decision(comment, moderator):
    for verb in ("approve", "spam", "bin"):
        decide(moderator, comment, verb)
    for state in (SPAM, APPROVED, PENDING):
        decide(moderator, comment, "undo")
        assert comment.state is state
    assert decide(moderator, comment, "undo").status_code == 409
    assert [bool(decision.undoes_id) for decision in db.session.query(Decision).order_by(Decision.id)] == [False] * 3 + [True] * 3  # fmt: skip


def test_undoing_what_nobody_decided_is_refused(comment, moderator):
    assert decide(moderator, comment, "undo").status_code == 409
    assert comment.state is PENDING


def test_without_javascript_the_moderator_comes_back_to_the_row(comment, moderator):
    referer = {"Referer": "http://localhost/moderation?status=pending&q=bonjour"}
    answer = decide(moderator, comment, "approve", partial=False, headers=referer)
    assert answer.status_code == 303
    assert answer.location == f"/moderation?status=pending&q=bonjour&decided={comment.id}#queue-{comment.id}"
    page = moderator.get(answer.location)
    assert f'id="queue-{comment.id}"' in page.text, "the row stays, marked, with undo"
    assert 'value="undo">Annuler<' in page.text


@pytest.mark.parametrize("referer", ["http://elsewhere.example/moderation", "http://localhost/desk", ""])
def test_without_javascript_nobody_is_led_elsewhere(comment, moderator, referer):
    answer = decide(moderator, comment, "approve", partial=False, headers={"Referer": referer})
    assert answer.location.startswith("/moderation?decided=")


@pytest.mark.parametrize("role", [None, Role.DOOR])
@pytest.mark.parametrize("verb", Verb)
def test_q1_nobody_decides_without_the_right(comment, client, signed_in, role, verb):
    browser = signed_in(role) if role else client
    assert decide(browser, comment, verb, partial=False).status_code == (403 if role else 303)
    assert comment.state is PENDING


@pytest.mark.parametrize("token", ["", "forged"])
def test_q2_nobody_decides_without_the_forms_token(comment, moderator, token):
    assert decide(moderator, comment, "approve", headers={"X-CSRFToken": token}).status_code == 400
    assert comment.state is PENDING


def test_every_decision_is_in_the_history_with_who_and_when(comment, moderator, ada):
    decide(moderator, comment, "approve")
    decide(moderator, comment, "undo")
    lines = (
        db.session.query(AuditEntry)
        .filter_by(subject="comment", subject_id=comment.id)
        .order_by(AuditEntry.id)
        .all()
    )
    assert [(line.verb, line.user_id) for line in lines] == [
        ("post", None),
        ("approve", ada.id),
        ("undo", ada.id),
    ]
    assert all(line.at for line in lines)


def test_a_decision_that_fails_on_the_way_leaves_nothing(comment, moderator, app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(Comment, "show", lambda self: 1 / 0)
    answer = decide(moderator, comment, "approve")
    assert answer.status_code == 500
    assert (comment.state, comment.version, db.session.query(Decision).count()) == (PENDING, 1, 0)
