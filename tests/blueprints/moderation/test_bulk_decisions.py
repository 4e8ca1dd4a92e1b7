"""Deciding about many comments at once: ticked ones, or all that a filter finds; with undo."""

import re

import pytest
import sqlalchemy as sa

from blueprints.moderation.queue_stream import changed_rows
from blueprints.public.event_stream import regions
from extensions import db
from models.change_feed.change import Change
from models.comment import Comment, CommentState
from models.comment.bulk_decision import BulkDecision
from models.user import Role

PENDING, APPROVED, SPAM, BIN = CommentState


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada")


@pytest.fixture
def moderator(signed_in, ada):
    return signed_in(ada)


@pytest.fixture
def three(make):
    event = make.event(slug="faire-groupe")
    return [make.comment(event, name=name, body=f"Bonjour de {name}") for name in ("Un", "Deux", "Trois")]


def seen(*comments):
    return [f"{comment.id}:{comment.version}" for comment in comments]


def decide(browser, decision, *ticked, partial=True):
    said = {"decision": decision, "seen": list(ticked)}
    return (
        browser.partial("/moderation/batches", said)
        if partial
        else browser.post("/moderation/batches", data=said)
    )


def whole(browser, decision, **asked):
    page = browser.get("/moderation/batches/new", query_string=asked)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return page, lambda: browser.post("/moderation/batches/whole", data=fields | {"decision": decision})


def counts(answer):
    found = dict(re.findall(r'hx-target="#count-(\w+)" hx-swap="textContent">(\d+)<', answer.text))
    return [int(found[state]) for state in CommentState]


def states(comments):
    db.session.expire_all()
    return [comment.state for comment in comments]


def test_q15_ticked_comments_move_together_and_come_back_together(three, moderator, client):
    answer = decide(moderator, "approve", *seen(*three[:2]))
    assert answer.status_code == 200
    assert states(three) == [APPROVED, APPROVED, PENDING]
    assert counts(answer) == [1, 2, 0, 0], "Q5"
    for comment in three[:2]:
        assert f'hx-target="#queue-{comment.id}" hx-swap="outerMorph"' in answer.text
    assert "2 commentaires approuvés." in answer.text
    assert 'role="status">2 commentaires' in answer.text, "and is announced"
    assert "Bonjour de Deux" in client.get("/events/faire-groupe").text
    address = re.findall(r'action="(/moderation/batches/\d+/undoing)"', answer.text)[0]
    undone = moderator.partial(address)
    assert states(three) == [PENDING] * 3
    assert counts(undone) == [3, 0, 0, 0]
    assert "2 décisions annulées." in undone.text
    assert "Bonjour de Deux" not in client.get("/events/faire-groupe").text
    assert moderator.partial(address).status_code == 200, "twice is once"
    assert states(three) == [PENDING] * 3


def test_q13_what_changed_since_it_was_ticked_is_left_and_said(three, moderator):
    ticked = seen(*three)
    with db.writing():
        three[0].say("Achetez mes montres")
        three[0].version += 1
    answer = decide(moderator, "approve", *ticked)
    assert states(three) == [PENDING, APPROVED, APPROVED]
    assert "2 commentaires approuvés. 1 a changé entre-temps : il reste comme il est." in answer.text.replace(
        "\u00a0", " "
    )
    assert f'value="{three[0].id}:2"' in answer.text, "and shown as it is now"


def test_the_tick_of_a_row_is_for_the_version_that_it_shows(three, moderator):
    page = moderator.get("/moderation")
    for comment in three:
        assert re.search(rf'name="seen"\s+value="{comment.id}:1" form="batch"', page.text)
    assert '<form class="batch" id="batch" method="post" action="/moderation/batches"' in page.text


@pytest.mark.parametrize("said", [{}, {"decision": "spam"}, {"decision": "praise", "seen": "1:1"}, {"decision": "undo", "seen": "1:1"},
                                  {"decision": "spam", "seen": ["x", "1", "1:", "99999999999999:1"]}])  # fmt: skip
def test_what_is_no_batch_changes_nothing(three, moderator, said):
    answer = moderator.partial("/moderation/batches", said)
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#alert"
    assert "Cochez au moins un commentaire" in moderator.post("/moderation/batches", data=said).text
    assert states(three) == [PENDING] * 3


def test_without_javascript_a_batch_leads_back_to_the_queue_with_its_undo(three, moderator):
    referer = {"Referer": "http://localhost/moderation?status=pending&q=bonjour&decided=1"}
    said = {"decision": "bin", "seen": seen(*three)}
    answer = moderator.post("/moderation/batches", data=said, headers=referer)
    assert answer.status_code == 303
    assert answer.location == "/moderation?status=pending&q=bonjour#queue-bar"
    page = moderator.get(answer.location)
    assert "3 commentaires mis à la corbeille." in page.text
    address = re.findall(r'action="(/moderation/batches/\d+/undoing)"', page.text)[0]
    assert moderator.post(address).location == "/moderation#queue-bar"
    assert states(three) == [PENDING] * 3
    assert "3 décisions annulées." in moderator.get("/moderation").text


def test_q15_a_whole_filter_says_how_many_and_moves_them_beyond_the_page(make, moderator):
    event = make.event()
    spam = [make.comment(event, body="Casino", email=f"{number}@spam.example") for number in range(60)]
    kept = make.comment(event, body="Bonjour")
    page, send = whole(moderator, "spam", q="casino")
    assert "<strong>60 commentaires</strong>" in page.text
    assert "Revenir à la file" in page.text
    assert states([*spam, kept]) == [PENDING] * 61, "asking changes nothing"
    late = make.comment(event, body="Casino")
    answer = send()
    assert answer.status_code == 303
    assert states([*spam, kept, late]) == [SPAM] * 60 + [PENDING] * 2
    notice = moderator.get(answer.location).text
    assert "60 commentaires classés indésirables." in notice
    send()
    assert db.session.query(BulkDecision).count() == 1, "Q4"
    moderator.post(re.findall(r'action="(/moderation/batches/\d+/undoing)"', notice)[0])
    assert states(spam) == [PENDING] * 60


def test_a_filter_that_was_seen_too_long_ago_is_asked_about_again(three, make, moderator):
    _page, send = whole(moderator, "spam")
    old = db.session.scalar(sa.select(sa.func.max(Change.id)))
    make.comment(three[0].event)
    with db.writing():
        db.session.execute(sa.delete(Change).where(Change.id <= old))
    answer = send()
    assert answer.status_code == 409
    assert "<strong>4 commentaires</strong>" in answer.text
    assert "Cette page était trop ancienne" in answer.text
    assert states(three) == [PENDING] * 3


@pytest.mark.parametrize(
    "said", [{}, {"decision": "spam"}, {"decision": "spam", "newest": "x", "version": 1, "count": 1}]
)
def test_a_whole_filter_needs_what_was_seen(three, moderator, said):
    assert moderator.post("/moderation/batches/whole", data=said).status_code == 422
    assert states(three) == [PENDING] * 3


def test_a_filter_with_a_day_that_is_none_leads_back_to_say_so(three, moderator):
    answer = moderator.get("/moderation/batches/new?first=hier&q=x")
    assert (answer.status_code, answer.location) == (303, "/moderation?first=hier&q=x")


def test_all_batches_are_listed_with_who_and_undone_by_anybody(three, moderator, signed_in, make):
    decide(moderator, "spam", *seen(*three))
    grace = signed_in(make.user(Role.MODERATOR, name="Grace"))
    page = grace.get("/moderation/batches")
    assert "3 commentaires classés indésirables." in page.text
    assert "Ada," in page.text
    grace.post(re.findall(r'action="(/moderation/batches/\d+/undoing)"', page.text)[0])
    assert states(three) == [PENDING] * 3
    page = grace.get("/moderation/batches")
    assert "Grace," in page.text
    assert ">Annulée<" in page.text
    assert "undoing" not in page.text


@pytest.mark.parametrize("path", ["", "/whole", "/1/undoing"])
def test_q1_q2_nobody_decides_about_many_without_the_right_and_the_token(three, moderator, signed_in, path):
    said = {"decision": "spam", "seen": seen(*three)}
    address = f"/moderation/batches{path}"
    assert signed_in(Role.DOOR).post(address, data=said).status_code == 403
    assert moderator.post(address, data=said, headers={"X-CSRFToken": "forged"}).status_code == 400
    assert states(three) == [PENDING] * 3


def test_q3_a_batch_that_never_was_cannot_be_undone(moderator):
    assert moderator.post("/moderation/batches/999/undoing").status_code == 404


def test_open_queues_get_the_rows_of_a_few_and_a_word_about_many(make, moderator, app):
    event = make.event()
    many = [make.comment(event) for _ in range(51)]
    with app.test_request_context("/moderation"):
        told = changed_rows([("comment", comment.id) for comment in many])
        assert "Beaucoup de commentaires ont changé." in told
        assert "<li" not in told
        few = changed_rows([("comment", comment.id) for comment in many[:2]])
        assert len(re.findall("<li class", few)) == 2


def test_an_open_queue_forgets_what_an_author_deleted(make, moderator, app):
    comment = make.comment(make.event(), body="Secret")
    with db.writing():
        comment.erased = True
    with app.test_request_context("/moderation"):
        told = changed_rows([("comment", comment.id), ("comment", 999)])
    assert "Secret" not in told
    assert told.count("Supprimé par son auteur") == 2


def test_open_pages_of_an_event_lose_what_a_large_batch_hides(make, moderator, app):
    event = make.event()
    for _ in range(55):
        make.comment(event, APPROVED)
    ids = list(db.session.scalars(sa.select(Comment.id)))
    decide(moderator, "spam", *(f"{number}:1" for number in ids[:53]))
    with app.test_request_context("/"):
        told = regions(event, [("comment", number) for number in ids])
    assert told.count('hx-swap="delete"') == 53
    assert "Beaucoup de commentaires ont changé ici." in told
