"""Moderating in real browsers: by keyboard alone, two at once, and with newcomers that wait."""

import re

import pytest
from playwright.sync_api import expect

from extensions import db
from models.comment import CommentState, Verb
from models.user import Role


@pytest.fixture
def event(make):
    return make.event(slug="faire-groupe")


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada")


def row(page, comment):
    return page.locator(f"#queue-{comment.id}")


def test_q16_a_decision_moves_no_other_button(make, event, ada, window):
    comments = [make.comment(event, name=name) for name in ("Un", "Deux", "Trois")]
    page = window("/moderation", user=ada)
    button = row(page, comments[0]).get_by_role("button", name="Approuver")
    before = button.bounding_box()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#status")).to_contain_text("Trois")
    expect(row(page, comments[2])).to_contain_text("Approuvé par Ada")
    assert button.bounding_box() == before


def test_a_queue_is_emptied_without_touching_the_mouse(make, event, ada, window):
    first, second, third = (make.comment(event, name=name) for name in ("Un", "Deux", "Trois"))
    page = window("/moderation", user=ada)
    page.keyboard.press("j")
    expect(row(page, third)).to_be_focused()
    page.keyboard.press("a")
    expect(row(page, third)).to_contain_text("Approuvé par Ada")
    expect(page.locator("#count-pending")).to_have_text("2")
    page.keyboard.press("j")
    expect(row(page, second)).to_be_focused()
    page.keyboard.press("s")
    expect(row(page, second)).to_contain_text("Classé indésirable par Ada")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(row(page, first)).to_contain_text("Mis à la corbeille par Ada")
    page.keyboard.press("k")
    page.keyboard.press("z")
    expect(row(page, second)).to_contain_text("En attente")
    expect(page.locator("#count-pending")).to_have_text("1")
    expect(row(page, second)).to_be_focused()


def test_the_keys_are_listed_and_can_be_switched_off(make, event, ada, window):
    comment = make.comment(event)
    page = window("/moderation", user=ada)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("#queue-q").press("j")
    expect(page.locator("#queue-q")).to_be_focused()
    assert page.locator("#queue-q").input_value() == "j", "letters are letters where one writes"
    page.goto("/account")
    page.get_by_label("Mot de passe").fill("quatre mots faciles ici")
    page.get_by_label("Utiliser les raccourcis clavier").uncheck()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Enregistré.")).to_be_visible()
    page.goto("/moderation")
    page.keyboard.press("j")
    expect(row(page, comment)).not_to_be_focused()
    expect(page.get_by_role("button", name="Raccourcis clavier")).to_be_hidden()


def test_q14_two_moderators_lose_nothing(make, event, ada, window):
    comment = make.comment(event)
    here = window("/moderation", user=ada)
    there = window("/moderation", user=make.user(Role.MODERATOR, name="Grace"))
    there.route("**/moderation/live*", lambda route: route.fulfill(status=204))  # not told yet
    there.reload()
    here.get_by_role("button", name="Approuver").click()
    expect(row(here, comment)).to_contain_text("Approuvé par Ada")
    there.get_by_role("button", name="Indésirable").click()
    expect(row(there, comment).get_by_role("alert")).to_contain_text("Approuvé par Ada")
    there.get_by_role("button", name="Indésirable").click()
    expect(row(there, comment)).to_contain_text("Classé indésirable par Grace")
    expect(row(here, comment)).to_contain_text("Classé indésirable par Grace")
    expect(here.locator("#count-spam")).to_have_text("1")
    here.get_by_role("button", name="Annuler").click()
    expect(row(here, comment)).to_contain_text("Approuvé par Ada")


def test_q14_what_one_moderator_is_told_outlives_news_for_everybody(make, event, ada, window):
    comment = make.comment(event)
    page = window("/moderation", user=ada)
    # As if the news of another version were still on their way.
    page.evaluate("document.querySelector('[name=version]').value = 0")
    page.get_by_role("button", name="Indésirable").click()
    told = row(page, comment).get_by_role("alert")
    expect(told).to_be_visible()
    words, grace = told.text_content(), make.user(Role.MODERATOR, name="Grace")
    with db.writing():
        comment.decide(Verb.APPROVE, comment.version, by=grace)
    expect(row(page, comment)).to_contain_text("Approuvé par Grace")
    expect(told).to_have_text(words)
    page.get_by_role("button", name="Indésirable").click()
    expect(row(page, comment)).to_contain_text("Classé indésirable par Ada")
    expect(told).to_have_count(0)


def test_q16_newcomers_wait_and_nothing_moves_under_the_pointer(make, event, ada, window):
    comment = make.comment(event, name="Déjà là")
    page = window("/moderation", user=ada)
    page.keyboard.press("j")
    before = row(page, comment).bounding_box()
    for name in ("Un", "Deux", "Trois"):
        make.comment(event, name=name)
    waiting = page.get_by_role("link", name="3 nouveaux commentaires")
    expect(waiting).to_be_visible()
    expect(page.locator("#count-pending")).to_have_text("4")
    assert row(page, comment).bounding_box() == before
    expect(row(page, comment)).to_be_focused()
    waiting.click()
    expect(page.locator(".queue-row")).to_have_count(4)
    expect(page.locator(".queue-row").first).to_contain_text("Trois")
    expect(page.locator("#newcomers-button")).to_be_hidden()
    page.get_by_role("button", name="Approuver").first.click()
    expect(page.locator(".queue-row").first).to_contain_text("Approuvé par Ada")


def test_moderating_without_javascript(make, event, ada, window):
    comment = make.comment(event, body="Bonjour")
    page = window("/moderation", javascript=False, user=ada)
    page.get_by_role("button", name="Approuver").click()
    expect(page).to_have_url(re.compile(rf"/moderation\?decided={comment.id}#queue-{comment.id}$"))
    expect(row(page, comment)).to_contain_text("Approuvé par Ada")
    page.get_by_role("button", name="Annuler").click()
    expect(row(page, comment)).to_contain_text("En attente")
    page.get_by_role("button", name="Indésirable").click()
    page.get_by_role("link", name="Indésirables").click()
    page.get_by_role("button", name="Rétablir").click()
    expect(row(page, comment)).to_contain_text("Rétabli par Ada")
    db.session.rollback()
    assert comment.state is CommentState.PENDING


def test_a_stream_ends_with_the_session(make, event, ada, window):
    comment = make.comment(event)
    page = window("/moderation", user=ada)
    other = page.context.new_page()
    other.goto("/logout")
    other.get_by_role("button", name="Se déconnecter").click()
    with page.expect_event("requestfinished", lambda request: "/moderation/live" in request.url):
        make.comment(event, name="Secret")
    expect(page.locator("#count-pending")).to_have_text("1")
    page.get_by_role("button", name="Approuver").click()
    expect(page).to_have_url(re.compile("/login"))
    db.session.rollback()
    assert comment.state is CommentState.PENDING


def test_an_approval_on_the_page_of_the_event_appears_on_a_visitors_open_page(make, event, ada, window):
    comment = make.comment(event, body="Bonjour à tous")
    visitor, moderator = window(f"/events/{event.slug}"), window(f"/events/{event.slug}", user=ada)
    expect(visitor.get_by_text("Bonjour à tous")).to_have_count(0)
    moderator.get_by_role("button", name="Approuver").click()
    expect(visitor.locator("#comments").get_by_text("Bonjour à tous")).to_be_visible()
    expect(moderator.locator("#comments").get_by_text("Bonjour à tous")).to_be_visible()
    expect(row(moderator, comment)).to_contain_text("Approuvé par Ada")
    moderator.get_by_role("button", name="Annuler").click()
    expect(visitor.get_by_text("Bonjour à tous")).to_have_count(0)


def test_a_reply_and_an_edit_happen_in_the_row(make, event, ada, window):
    comment = make.comment(event, name="Marie", body="Bonjour à tous")
    visitor, page = window(f"/events/{event.slug}"), window("/moderation", user=ada)
    row(page, comment).get_by_role("link", name="Modifier").click()
    text = row(page, comment).get_by_role("textbox", name="Commentaire")
    expect(text).to_be_focused()
    text.fill("Bonjour à toutes")
    make.comment(event, name="Paul")
    expect(page.get_by_role("link", name="1 nouveau commentaire")).to_be_visible()
    expect(text).to_have_value("Bonjour à toutes")
    row(page, comment).get_by_role("button", name="Enregistrer").click()
    expect(row(page, comment).locator(".queue-text")).to_have_text("Bonjour à toutes")
    row(page, comment).get_by_role("link", name="Répondre").click()
    row(page, comment).get_by_role("textbox", name="Commentaire").fill("Bienvenue")
    row(page, comment).get_by_role("button", name="Publier la réponse").click()
    expect(page.locator(".queue-row").nth(1)).to_contain_text("Bienvenue")
    expect(visitor.locator("#comments")).to_contain_text("Bonjour à toutes")
    expect(visitor.locator("#comments")).to_contain_text("Bienvenue")


def test_q15_many_are_decided_and_brought_back_by_keyboard_without_a_row_moving(make, event, ada, window):
    comments = [make.comment(event, name=name) for name in ("Un", "Deux", "Trois", "Quatre")]
    page = window("/moderation", user=ada)
    for _ in range(2):
        page.keyboard.press("j")
    before = row(page, comments[0]).bounding_box()
    page.keyboard.press("x")
    expect(page.locator("#batch")).to_be_visible()
    row(page, comments[3]).get_by_role("checkbox").check()
    expect(page.locator("#batch-count")).to_have_text("2")
    row(page, comments[2]).focus()
    page.keyboard.press("Shift+S")
    expect(page.locator("#batch-last")).to_contain_text("2 commentaires classés indésirables.")
    for comment in comments[2:]:
        expect(row(page, comment)).to_contain_text("Classé indésirable par Ada")
    expect(row(page, comments[2])).to_be_focused()
    expect(page.locator("#batch")).to_be_hidden()
    assert row(page, comments[0]).bounding_box() == before, "Q16"
    page.keyboard.press("Shift+Z")
    expect(page.locator("#count-pending")).to_have_text("4")
    expect(row(page, comments[2])).to_be_focused()
    page.keyboard.press("Shift+X")
    expect(page.locator("#batch-count")).to_have_text("4")
    page.keyboard.press("Shift+X")
    expect(page.locator("#batch")).to_be_hidden()


def test_q13_a_row_that_changes_loses_its_tick(make, event, ada, window):
    comment = make.comment(event, body="Bonjour")
    page = window("/moderation", user=ada)
    tick = row(page, comment).get_by_role("checkbox", name="Cocher le commentaire de")
    tick.check()
    with db.writing():
        comment.lock()
        comment.say("Achetez mes montres")
        comment.version += 1
        comment.show()
    expect(row(page, comment)).to_contain_text("Achetez mes montres")
    expect(tick).not_to_be_checked()
    expect(page.locator("#batch")).to_be_hidden()


def test_q15_a_whole_filter_without_javascript(make, event, ada, window):
    comments = [make.comment(event, name=name, body="Casino") for name in ("Un", "Deux")]
    page = window("/moderation?q=casino", javascript=False, user=ada)
    page.get_by_role("link", name="Décider pour tous…").click()
    expect(page.get_by_text("2 commentaires", exact=True)).to_be_visible()
    page.get_by_role("button", name="Indésirable").click()
    expect(page.get_by_text("2 commentaires classés indésirables.")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("#count-pending")).to_have_text("2")
    for comment in comments:
        row(page, comment).get_by_role("checkbox").check()
    page.locator("#batch").get_by_role("button", name="Corbeille").click()
    expect(page.get_by_text("2 commentaires mis à la corbeille.")).to_be_visible()


def test_a_colleague_sees_which_comment_is_being_read(make, event, ada, window):
    first, second = make.comment(event, name="Un"), make.comment(event, name="Deux")
    here = window("/moderation", user=ada)
    there = window("/moderation", user=make.user(Role.MODERATOR, name="Grace"))
    here.keyboard.press("j")
    expect(row(there, second)).to_contain_text("en cours de lecture par Ada")
    expect(row(here, second).get_by_text("en cours de lecture par Ada")).to_be_hidden()
    here.keyboard.press("j")
    expect(row(there, first)).to_contain_text("en cours de lecture par Ada")
    expect(row(there, second)).not_to_contain_text("en cours de lecture")
    row(there, first).get_by_role("link", name="Noter").click()
    row(there, first).get_by_label("Note").fill("Je lui écris")
    row(there, first).get_by_role("button", name="Enregistrer").click()
    expect(row(here, first)).to_contain_text("Je lui écris")
    expect(row(here, first)).to_contain_text("en cours de lecture par Grace")
