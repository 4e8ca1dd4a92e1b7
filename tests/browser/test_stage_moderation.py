"""Forty comments, two moderators and three visitors: nothing is lost and nothing told twice."""

from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from extensions import db
from models import OutboxMessage
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState
from models.user import Role
from tests.browser.conftest import PHONE, wired

VISITORS = ("Ève", "Paul", "Zoé")
ALL, BAD = 40, 10


@pytest.fixture
def settings() -> dict[str, Any]:
    """Mail that a decision causes waits one second for its undoing, not five minutes."""
    return {"UNDO_SECONDS": 1}


@pytest.fixture
def event(make):
    return make.event(slug="faire-groupe")


@pytest.fixture
def authors(make, event):
    """Comments that stand already; their authors asked to be told of replies."""
    comments = [make.comment(event, CommentState.APPROVED, name=f"Autrice {number}") for number in range(3)]
    for comment in comments:
        make.subscription(comment)
    return comments


def row(page: Page, comment: Comment):
    return page.locator(f"#queue-{comment.id}")


def test_the_story_to_show_on_stage(make, event, authors, window):
    for who, author in zip(VISITORS, authors, strict=True):
        somebody_replies(window(f"/events/faire-groupe?reply={author.id}#comment-form"), who)
    db.session.rollback()
    replies = list(
        db.session.scalars(sa.select(Comment).where(Comment.name.in_(VISITORS)).order_by(Comment.id))
    )
    good = [
        make.comment(event, body=f"Bonjour de la rue {number}") for number in range(ALL - BAD - len(VISITORS))
    ]
    bad = [make.comment(event, body=f"Casino en ligne {number}") for number in range(BAD)]

    ada = window("/moderation", user=make.user(Role.MODERATOR, name="Ada"))
    grace = window(
        "/moderation?q=casino", viewport=PHONE, has_touch=True, user=make.user(Role.MODERATOR, name="Grace")
    )
    expect(ada.locator("#count-pending")).to_have_text(str(ALL))
    a_page_of_spam_is_binned_and_brought_back(grace)
    expect(ada.locator("#count-pending")).to_have_text(str(ALL - BAD))
    grace.route("**/moderation/live*", lambda route: route.fulfill(status=204))
    both_decide_on_one_comment(ada, grace, good[-1])
    a_visitor_edits_while_it_is_approved(window(f"/comments/{replies[0].token}"), grace, replies[0])
    the_keyboard_empties_the_queue(ada, bad)
    everything_is_where_the_log_says(window("/events/faire-groupe"))
    every_author_was_told_once(authors)


def somebody_replies(page: Page, who: str) -> None:
    """A visitor answers a comment from the event's page."""
    form = page.locator("#comment-form")
    form.get_by_label("Commentaire").fill(f"Réponse de {who}")
    form.get_by_label("Nom", exact=False).first.fill(who)
    form.get_by_label("Adresse e-mail").fill(f"visiteur-{who[0].lower().replace('è', 'e')}@example.org")
    form.get_by_role("button", name="Publier le commentaire").click()
    expect(page.get_by_text("En attente de validation").first).to_be_visible()


def a_page_of_spam_is_binned_and_brought_back(grace: Page) -> None:
    """With a thumb: everything that the search finds, away and back, and away for good."""
    for undone in (True, False):
        grace.goto("/moderation?q=casino")
        grace.get_by_role("link", name="Décider pour tous…").tap()
        expect(grace.get_by_text(f"{BAD} commentaires", exact=True)).to_be_visible()
        grace.get_by_role("button", name="Indésirable").tap()
        expect(grace.get_by_text(f"{BAD} commentaires classés indésirables.")).to_be_visible()
        if undone:
            grace.get_by_role("button", name="Annuler").first.tap()
            expect(grace.locator("#count-pending")).to_have_text(str(ALL))


def both_decide_on_one_comment(ada: Page, grace: Page, comment: Comment) -> None:
    """Ada approves; Grace, who has not been told, is told, and overrules knowingly."""
    grace.goto(f"/moderation?q={comment.body.replace(' ', '+')}")
    ada.reload()
    row(ada, comment).focus()
    ada.keyboard.press("a")
    expect(row(ada, comment)).to_contain_text("Approuvé par Ada")
    row(grace, comment).get_by_role("button", name="Indésirable").tap()
    expect(row(grace, comment).get_by_role("alert")).to_contain_text("Approuvé par Ada")
    row(grace, comment).get_by_role("button", name="Indésirable").tap()
    expect(row(ada, comment)).to_contain_text("Classé indésirable par Grace")


def a_visitor_edits_while_it_is_approved(visitor: Page, grace: Page, comment: Comment) -> None:
    """Grace approves a comment that changed meanwhile; nothing happens until she has read it again."""
    grace.goto("/moderation?q=Réponse")
    visitor.locator("#comment-amendment textarea").fill("Réponse relue")
    visitor.get_by_role("button", name="Enregistrer les modifications").click()
    expect(visitor.locator("#status")).not_to_be_empty()
    row(grace, comment).get_by_role("button", name="Approuver").tap()
    expect(row(grace, comment)).to_contain_text("Réponse relue")
    expect(row(grace, comment)).not_to_contain_text("Approuvé par")
    row(grace, comment).get_by_role("button", name="Approuver").tap()
    expect(row(grace, comment)).to_contain_text("Approuvé par Grace")


def the_keyboard_empties_the_queue(ada: Page, bad: list[Comment]) -> None:
    """One by one, then the rest of each page at once."""
    ada.reload()
    wired(ada)
    ada.keyboard.press("j")
    ada.keyboard.press("a")
    expect(ada.locator(".queue-row").first).to_contain_text("Approuvé par Ada")
    while int(ada.locator("#count-pending").inner_text()):
        before = ada.locator("#count-pending").inner_text()
        ada.goto("/moderation")
        wired(ada)
        ada.keyboard.press("j")
        ada.keyboard.press("Shift+X")
        ada.keyboard.press("Shift+A")
        expect(ada.locator("#count-pending")).not_to_have_text(before)
    expect(ada.locator("#count-spam")).to_have_text(str(len(bad) + 1))


def everything_is_where_the_log_says(public: Page) -> None:
    """Each comment has the state of its last audit entry, and the page shows those approved."""
    db.session.rollback()
    comments = db.session.scalars(sa.select(Comment)).all()
    for comment in comments:
        lines = sa.select(AuditEntry).where(
            AuditEntry.subject == "comment", AuditEntry.subject_id == comment.id
        )
        targets = [
            line.facts["target"]
            for line in db.session.scalars(lines.order_by(AuditEntry.id))
            if "target" in line.facts
        ]
        assert targets[-1] == comment.state, comment.body
    approved = {comment.body for comment in comments if comment.state is CommentState.APPROVED}
    assert len(approved) == ALL - BAD - 1 + 3
    seen: set[str] = set()
    while True:
        seen |= set(public.locator("#comments .comment-body").all_inner_texts())
        more = public.locator("#comments a[rel=next]")
        if not more.count():
            break
        public.goto(more.first.get_attribute("href") or "")
    assert {text.strip() for text in seen} == approved


def every_author_was_told_once(authors: list[Comment]) -> None:
    """One mail of each reply, to the author of what it answers."""
    db.session.rollback()
    told = db.session.scalars(sa.select(OutboxMessage.recipients).where(OutboxMessage.kind == "reply")).all()
    assert sorted(told) == sorted(str(author.email) for author in authors)
