"""An organiser at the desk, and a visitor who has the page open in another window."""

from playwright.sync_api import expect

from models.user import Role
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import axe


def test_d5_a_visitor_sees_the_capacity_that_an_organiser_sets(make, window):
    event = make.event(capacity=1)
    make.registration(event)
    visitor = window(f"/events/{event.slug}")
    expect(visitor.locator("#seats")).to_contain_text("Complet")
    organiser = window(f"/desk/events/{event.slug}", user=make.user(Role.ORGANISER))
    organiser.get_by_role("link", name="Modifier", exact=True).click()
    organiser.get_by_label("Places", exact=True).fill("40")
    organiser.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(organiser.get_by_text("Enregistré.")).to_be_visible()
    expect(visitor.locator("#seats")).to_contain_text("39 places")


def test_f4_a_visitor_sees_the_place_that_an_organiser_confirms(make, window):
    event = make.event(venue_state="city", city="Paris")
    visitor = window(f"/events/{event.slug}")
    organiser = window(f"/desk/events/{event.slug}/edit", user=make.user(Role.ORGANISER))
    organiser.get_by_label("Ce qu’on sait du lieu").select_option("confirmed")
    organiser.get_by_label("Nom du lieu").fill("Salle des fêtes")
    organiser.keyboard.press("Enter")
    expect(organiser.get_by_text("Enregistré.")).to_be_visible()
    expect(visitor.locator("article")).to_contain_text("Salle des fêtes")


def test_a_field_is_corrected_when_it_is_left_and_nothing_typed_is_lost(make, window):
    event = make.event()
    page = window(f"/desk/events/{event.slug}/edit", user=make.user(Role.ORGANISER))
    page.get_by_label("Question ou sous-titre").fill("Gardé ?")
    page.get_by_label("Fuseau horaire").fill("Europe/Sarmelles")
    page.get_by_label("Ville").focus()
    expect(page.locator("#event-timezone-error")).to_have_text(
        "Indiquez un fuseau horaire comme Europe/Paris."
    )
    expect(page.get_by_label("Question ou sous-titre")).to_have_value("Gardé ?")


def test_axe_finds_nothing_on_the_desk_and_nothing_scrolls_sideways(make, window):
    event = make.event(capacity=1, subtitle="Pourquoi ?")
    for _ in range(2):
        make.registration(event, organisation="Office de l’habitat du Val d’Orle")
    here = f"/desk/events/{event.slug}"
    page = window("/desk", user=make.user(Role.ADMIN), viewport=PHONE, color_scheme="dark")
    for path in (
        "/desk",
        here,
        f"{here}/edit",
        f"{here}/status/cancelled",
        "/desk/events/new",
        "/desk/site",
        "/desk/staff",
    ):
        page.goto(path)
        assert axe(page) == [], path
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"], path
    page.goto("/desk/events/new")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert axe(page) == []


def test_without_scripts_an_event_is_made_previewed_and_published(make, window):
    page = window("/desk", javascript=False, user=make.user(Role.ORGANISER))
    page.get_by_role("link", name="Nouvel événement").click()
    page.get_by_label("Titre *", exact=True).fill("Sans script")
    page.get_by_label("Début *").fill("2041-03-22T09:30")
    page.get_by_role("button", name="Une ligne de plus").click()
    expect(page.get_by_label("Titre *", exact=True)).to_have_value("Sans script")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Aperçu dans un nouvel onglet").first.click()
    expect(opened.value.get_by_role("note")).to_contain_text("rien n’est enregistré")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    page.get_by_role("link", name="Publier").click()
    page.get_by_role("button", name="Publier").click()
    page.get_by_role("link", name="Voir la page").click()
    expect(page.get_by_role("heading", name="Sans script")).to_be_visible()
