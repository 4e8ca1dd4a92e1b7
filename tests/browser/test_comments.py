"""Commenting in real browsers: in place with JavaScript, page by page without."""

import re

import pytest
from playwright.sync_api import Page, expect

from extensions import db
from models.comment import Comment, CommentState, Verb
from tests.browser.conftest import PHONE


def fill(page: Page, text: str, name: str = "Ada", email: str = "ada@example.org") -> None:
    page.get_by_label("Commentaire", exact=False).and_(page.locator("#comment-body")).fill(text)
    page.locator("#comment-name").fill(name)
    page.locator("#comment-email").fill(email)


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publier le commentaire").click()


def decide(comment: Comment, verb: Verb) -> None:
    with db.writing():
        comment.move(verb)


def newest() -> Comment:
    db.session.rollback()
    found = db.session.query(Comment).order_by(Comment.id.desc()).first()
    assert found is not None
    return found


@pytest.fixture
def event(make):
    return make.event(slug="talk")


def test_a_comment_appears_in_place_awaits_approval_and_then_appears_to_everybody(make, event, window):
    author, reader = window("/events/talk"), window("/events/talk", viewport=PHONE)
    author.evaluate("window.notReloaded = true")
    fill(author, "A first thought.")
    publish(author)
    mine = author.locator("li.comment", has_text="A first thought.")
    expect(mine).to_contain_text("En attente de validation")
    expect(mine.get_by_role("link", name="Modifier ou supprimer mon commentaire")).to_be_visible()
    for field in ("#comment-body", "#comment-name", "#comment-email"):
        expect(author.locator(field)).to_have_value("")
    expect(author.locator("#status")).to_have_text("Votre commentaire est en attente de validation.")
    expect(reader.locator("li.comment")).to_have_count(0)
    decide(newest(), Verb.APPROVE)
    expect(reader.locator("li.comment")).to_contain_text("A first thought.")
    expect(reader.locator("#comment-count")).to_have_text("1 commentaire")
    expect(author.locator("li.comment")).to_have_count(1)
    expect(author.locator("li.comment")).not_to_contain_text("En attente de validation")
    assert author.evaluate("window.notReloaded")


def test_what_is_typed_and_a_reply_that_is_begun_survive_what_others_do(make, event, window):
    first = make.comment(event, state=CommentState.APPROVED, name="Maïwenn", body="Who pays?")
    page = window("/events/talk")
    page.locator("#comment-name").fill("Ada")
    page.get_by_role("link", name="Répondre").click()
    expect(page.locator("#comment-replying")).to_contain_text("Vous répondez à Maïwenn")
    expect(page.locator("#comment-replying")).to_be_focused()
    expect(page.locator("#comment-name")).to_have_value("Ada")
    page.locator("#comment-body").fill("Half a sent")
    page.locator("#comment-body").focus()
    second = make.comment(event, state=CommentState.APPROVED)
    make.comment(event, state=CommentState.APPROVED, parent=first)
    expect(page.locator("li.comment")).to_have_count(3)
    expect(page.locator(f"#comment-{first.id} li.comment")).to_have_count(1)
    decide(second, Verb.BIN)
    expect(page.locator("li.comment")).to_have_count(2)
    expect(page.locator("#comment-body")).to_be_focused()
    page.keyboard.type("ence.")
    page.locator("#comment-email").fill("ada@example.org")
    publish(page)
    expect(page.locator(f"#comment-{first.id} li.comment").last).to_contain_text("Half a sentence.")
    expect(page.locator("#comment-replying")).to_have_count(0)
    assert newest().parent_id == first.id


def test_faults_come_back_beside_the_fields_with_everything_typed(make, event, window):
    page = window("/events/talk")
    fill(page, "A thought.", email="ada")
    page.locator("#comment-website").fill("tel:12")
    page.locator("#comment-name").focus()
    expect(page.locator("#comment-email-error")).to_have_text("Indiquez une adresse comme nom@example.org.")
    publish(page)
    expect(page.locator("#comment-summary")).to_be_focused()
    expect(page.locator("#comment-website-error")).to_have_text(
        "Indiquez une adresse comme https://example.org."
    )
    expect(page.locator("#comment-body")).to_have_value("A thought.")
    page.locator("#comment-email").fill("ada@example.org")
    page.locator("#comment-website").fill("example.org")
    publish(page)
    expect(page.locator("li.comment")).to_contain_text("A thought.")


def test_the_same_without_javascript(make, event, window):
    comment = make.comment(event, state=CommentState.APPROVED, name="Maïwenn")
    page = window("/events/talk", javascript=False, viewport=PHONE)
    page.get_by_role("link", name="Répondre").click()
    expect(page.locator("#comment-replying")).to_contain_text("Vous répondez à Maïwenn")
    fill(page, "My answer.", email="ada")
    publish(page)
    expect(page.locator("#comment-email-error")).to_have_text("Indiquez une adresse comme nom@example.org.")
    expect(page.locator("#comment-body")).to_have_value("My answer.")
    page.locator("#comment-email").fill("ada@example.org")
    publish(page)
    expect(page).to_have_url(re.compile("/comments/"))
    expect(page.locator("#comment-own")).to_contain_text("En attente de validation")
    page.locator("#amendment-body").fill("My better answer.")
    page.get_by_role("button", name="Enregistrer les modifications").click()
    expect(page.locator("#comment-own")).to_contain_text("My better answer.")
    assert (newest().parent_id, newest().version) == (comment.id, 2)
    page.get_by_role("link", name="Supprimer mon commentaire").click()
    page.get_by_role("button", name="Supprimer mon commentaire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre commentaire est supprimé")
    assert newest().id == comment.id


def test_f43_what_arrives_below_the_last_level_appears_after_what_it_answers(make, event, window):
    chain = [make.comment(event, state=CommentState.APPROVED, name="Ana 1")]
    for number in range(2, 6):
        state = CommentState.PENDING if number == 5 else CommentState.APPROVED
        chain.append(make.comment(event, state=state, parent=chain[-1], name=f"Ana {number}"))
    fourth, fifth = (page_id(comment) for comment in chain[3:])
    page = window("/events/talk", viewport=PHONE)
    page.evaluate("window.notReloaded = true")
    expect(page.locator("li.comment")).to_have_count(4)
    decide(chain[4], Verb.APPROVE)
    expect(page.locator(f"{fourth} + {fifth}")).to_contain_text("En réponse à Ana 4")
    expect(page.locator("#comment-count")).to_have_text("5 commentaires")
    decide(chain[3], Verb.BIN)
    expect(page.locator("li.comment")).to_have_count(3)
    decide(chain[3], Verb.RESTORE)
    expect(page.locator(f"{fourth} + {fifth}")).to_be_visible()
    assert page.evaluate("window.notReloaded")
    plain = window("/events/talk", javascript=False)
    plain.get_by_role("link", name="Ana 4", exact=True).click()
    expect(plain.locator(f"{fourth} + {fifth}")).to_be_visible()
    assert plain.url.endswith(f"/events/talk{fourth}")


def page_id(comment: Comment) -> str:
    """Where a comment stands in the page."""
    return f"#comment-{comment.id}"
