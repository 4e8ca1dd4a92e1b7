"""The last seat, seen from several windows, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import PHONE


def fill(page: Page | FrameLocator, name: str, email: str) -> None:
    form = page.locator("#registration-form")
    form.get_by_label("Prénom et nom").fill(name)
    form.get_by_label("Adresse e-mail").fill(email)
    form.get_by_label(re.compile("J’accepte")).check()


def private_link(page: Page) -> str:
    return str(
        page.get_by_role("link", name="Voir, modifier ou annuler mon inscription").get_attribute("href")
    )


def test_the_last_seat_goes_and_the_other_window_becomes_the_waiting_list(make, window):
    event = make.event(capacity=1)
    first = window(f"/events/{event.slug}")
    second = window(f"/events/{event.slug}", viewport=PHONE)
    for page in (first, second):
        page.evaluate("window.notReloaded = true")
    name = second.locator("#registration-form").get_by_label("Prénom et nom")
    name.press_sequentially("Ève Dup")
    name.press("ArrowLeft")

    fill(first, "Jean Martin", "jean@example.org")
    first.get_by_role("button", name="S’inscrire").click()
    expect(first.get_by_role("heading", name="Vous êtes inscrit")).to_be_focused()

    expect(second.get_by_role("button", name="Rejoindre la liste d’attente")).to_be_visible()
    expect(second.locator("#seats")).to_contain_text("Complet")
    expect(name).to_have_value("Ève Dup")
    expect(name).to_be_focused()
    assert name.evaluate("input => input.selectionStart") == len("Ève Du")
    name.fill("Ève Dupont")
    fill(second, "Ève Dupont", "eve@example.org")
    second.get_by_role("button", name="Rejoindre la liste d’attente").click()
    expect(second.get_by_role("heading", name="Vous êtes sur la liste d’attente")).to_be_visible()

    third = window(private_link(second))
    expect(third.locator("#standing")).to_contain_text("numéro 1")
    first.goto(private_link(first))
    first.get_by_role("link", name="Annuler mon inscription").click()
    first.get_by_role("button", name="Annuler mon inscription").click()
    expect(third.locator("#standing")).to_contain_text("Inscription confirmée")
    assert second.evaluate("window.notReloaded")


def test_the_same_journey_without_javascript(make, window):
    event = make.event(capacity=1, max_seats=2)
    page = window(f"/events/{event.slug}", javascript=False, viewport=PHONE)
    page.get_by_role("button", name="S’inscrire").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("link", name="Indiquez votre prénom et votre nom.").click()
    fill(page, "Ève Dupont", "eve@example.org")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    page.get_by_role("link", name="Voir, modifier ou annuler mon inscription").click()
    page.get_by_label("Organisation").fill("Ville de L’Haÿ-les-Roses")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_label("Organisation")).to_have_value("Ville de L’Haÿ-les-Roses")
    page.get_by_role("link", name="Annuler mon inscription").click()
    page.get_by_role("button", name="Annuler mon inscription").click()
    expect(page.locator("#standing")).to_contain_text("Vous n’êtes plus inscrit")


def test_a_field_is_checked_when_it_is_left_and_never_while_typing(make, window):
    page = window(f"/events/{make.event().slug}")
    email = page.locator("#registration-email")
    message = page.locator("#registration-email-error")
    email.press_sequentially("nowhere")
    expect(message).to_be_empty()
    page.keyboard.press("Tab")
    expect(message).to_have_text(re.compile("nom@example.org"))
    expect(email).to_have_value("nowhere")
    expect(email).to_have_attribute("aria-invalid", "true")
    email.fill("eve@example.org")
    page.keyboard.press("Tab")
    expect(message).to_be_empty()
    expect(email).not_to_have_attribute("aria-invalid", "true")


def test_what_was_refused_is_cleared_as_it_is_put_right(make, window):
    page = window(f"/events/{make.event().slug}")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.locator("#registration-summary")).to_be_focused()
    wrong = page.locator("#registration [aria-invalid=true]")
    expect(wrong).to_have_count(3)
    fill(page, "Ève Dupont", "eve@example.org")
    page.locator("#registration-organisation").focus()
    expect(wrong).to_have_count(0)
    expect(page.locator("#registration-consent-error")).to_be_empty()


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_typed_is_lost_when_something_is_wrong(make, window, javascript):
    page = window(f"/events/{make.event().slug}", javascript=javascript)
    page.locator("#registration-organisation").fill("L’Haÿ & <b>fils</b>")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.locator("#registration-summary")).to_be_focused()
    expect(page.locator("#registration-organisation")).to_have_value("L’Haÿ & <b>fils</b>")
    expect(page.locator("#registration-name")).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_title(re.compile("^Erreur"))
