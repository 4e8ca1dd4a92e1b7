"""A whole session of moderation, from sign-in to sign-out, by keyboard and by touch."""

import pytest
from playwright.sync_api import expect

from extensions import db
from models.comment import CommentState
from models.user import Role, passphrase
from tests.browser.conftest import PHONE, wired
from tests.browser.test_keyboard import has_focus, tab_to

PASSPHRASE = "quatre mots faciles ici"
APPROVED, SPAM, BIN = CommentState.APPROVED, CommentState.SPAM, CommentState.BIN


@pytest.fixture
def ada(make):
    known = passphrase.hashed(PASSPHRASE)
    return make.user(Role.MODERATOR, name="Ada", email="ada@example.org", password_hash=known)


@pytest.fixture
def comments(make):
    event = make.event(slug="faire-groupe")
    return [
        make.comment(event, name=name, body=f"Bonjour de {name}")
        for name in ("Un", "Deux", "Trois", "Quatre", "Cinq")
    ]


def row(page, comment):
    return page.locator(f"#queue-{comment.id}")


def sign_in_by_keyboard(page):
    tab_to(page, page.get_by_label("Adresse e-mail"))
    page.keyboard.type("ada@example.org")
    tab_to(page, page.get_by_label("Mot de passe"))
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Modération")).to_be_visible()
    wired(page)


def test_a_session_by_keyboard_alone_from_sign_in_to_sign_out(ada, comments, window):
    one, two, three, _four, five = comments
    page = window("/moderation")
    sign_in_by_keyboard(page)

    page.keyboard.press("j")
    expect(row(page, five)).to_be_focused()
    page.keyboard.press("a")
    expect(row(page, five)).to_contain_text("Approuvé par Ada")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("#batch-count")).to_have_text("2")
    page.keyboard.press("Shift+D")
    expect(row(page, three)).to_contain_text("Mis à la corbeille par Ada")
    expect(page.locator("#batch-last")).to_contain_text("2 commentaires mis à la corbeille")
    page.keyboard.press("Shift+Z")
    expect(page.locator("#count-bin")).to_have_text("0")
    expect(row(page, three)).to_contain_text("En attente")
    page.keyboard.press("s")
    expect(row(page, three)).to_contain_text("Classé indésirable par Ada")

    page.keyboard.press("j")
    tab_to(page, row(page, two).get_by_role("link", name="Modifier"))
    page.keyboard.press("Enter")
    expect(row(page, two).get_by_role("textbox", name="Commentaire")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Bonsoir")
    tab_to(page, row(page, two).get_by_role("button", name="Enregistrer"))
    page.keyboard.press("Enter")
    expect(row(page, two).locator(".queue-text")).to_have_text("Bonsoir")
    assert has_focus(page)
    tab_to(page, row(page, one).get_by_role("link", name="Répondre"))
    page.keyboard.press("Enter")
    expect(row(page, one).get_by_role("textbox", name="Commentaire")).to_be_focused()
    page.keyboard.type("Bienvenue")
    tab_to(page, row(page, one).get_by_role("button", name="Publier la réponse"))
    page.keyboard.press("Enter")
    expect(row(page, one)).to_contain_text("Approuvé par Ada")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    page.keyboard.press("Escape")
    tab_to(page, page.get_by_role("link", name="Se déconnecter"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Se déconnecter"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Modération")).to_have_count(0)
    db.session.rollback()
    assert [comment.state for comment in comments] == [
        APPROVED,
        CommentState.PENDING,
        SPAM,
        CommentState.PENDING,
        APPROVED,
    ]


def test_a_session_with_one_thumb(ada, comments, window):
    page = window("/moderation", user=ada, viewport=PHONE, has_touch=True)
    row(page, comments[4]).get_by_role("button", name="Approuver").tap()
    expect(row(page, comments[4])).to_contain_text("Approuvé par Ada")
    row(page, comments[4]).get_by_role("button", name="Annuler").tap()
    expect(row(page, comments[4])).to_contain_text("En attente")
    for comment in comments[3:]:
        row(page, comment).locator(".queue-tick").tap()
    bar = page.locator("#batch")
    box = bar.bounding_box()
    assert box["y"] > PHONE["height"] / 2, "within the thumb's reach"
    for button in bar.get_by_role("button").all():
        size = button.bounding_box()
        assert min(size["height"], size["width"]) >= 44
        assert size["y"] + size["height"] <= PHONE["height"]
    bar.get_by_role("button", name="Corbeille").tap()
    expect(page.locator("#batch-last")).to_contain_text("2 commentaires mis à la corbeille.")
    undo = page.locator("#batch-last").get_by_role("button", name="Annuler")
    assert undo.bounding_box()["y"] > PHONE["height"] / 2
    undo.tap()
    expect(page.locator("#count-pending")).to_have_text("5")
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
