"""A visitor's whole journey with the keyboard alone; the focus is never lost."""

from playwright.sync_api import Locator, Page, expect


def tab_to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until an element has the focus; fail when it is out of reach, or when the focus gets lost."""
    wanted.wait_for()
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def has_focus(page: Page) -> bool:
    """Say whether something on the page has the focus."""
    return bool(
        page.evaluate("![document.body, document.documentElement, null].includes(document.activeElement)")
    )


def test_a_visitor_registers_and_cancels_by_keyboard_alone(make, window):
    event = make.event(capacity=5)
    page = window(f"/events/{event.slug}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    form = page.locator("#registration-form")
    tab_to(page, form.get_by_role("button", name="S’inscrire"))
    page.keyboard.press("Enter")
    expect(page.locator("#registration-summary")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Indiquez votre prénom et votre nom."))
    page.keyboard.press("Enter")
    expect(page.locator("#registration-name")).to_be_focused()
    page.keyboard.type("Ève Dupont")
    tab_to(page, page.locator("#registration-email"))
    page.keyboard.type("eve@example.org")
    tab_to(page, page.locator("#registration-consent"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Voir, modifier ou annuler mon inscription"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Annuler mon inscription"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Annuler mon inscription"))
    page.keyboard.press("Enter")
    expect(page.locator("#standing")).to_contain_text("Vous n’êtes plus inscrit")


def test_a_visitor_comments_by_keyboard_alone_and_hears_of_it(make, window):
    event = make.event()
    page = window(f"/events/{event.slug}")
    tab_to(page, page.locator("#comment-body"))
    page.keyboard.type("Une pensée sans souris")
    tab_to(page, page.get_by_role("button", name="Publier le commentaire"))
    page.keyboard.press("Enter")
    expect(page.locator("#comment-summary")).to_be_focused()
    tab_to(page, page.locator("#comment-name"))
    page.keyboard.type("Ève Dupont")
    tab_to(page, page.locator("#comment-email"))
    page.keyboard.type("eve@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("li.comment")).to_contain_text("Une pensée sans souris")
    assert has_focus(page), "the focus is lost after the comment took its place"
    expect(page.get_by_role("status")).to_have_text("Votre commentaire est en attente de validation.")
