"""A list of attendees in a real browser: its columns, its doubts, its preview, and who agreed to what."""

import pytest
from playwright.sync_api import expect

from extensions import db
from models.consent import Clause, ClauseFacts
from models.user import Role
from tests.browser.test_states import MODES, look

LIST = """Horodateur;Votre prénom;Contact;Nombre de couverts;Structure qui vous envoie, et pour laquelle vous venez
2027/01/12;ZoÃ©;une-adresse-vraiment-tres-longue-pour-un-telephone@example.org;2;Association des habitants du quartier
2027/01/12;Luc;luc@example.org;1;Mairie
"""


@pytest.mark.parametrize("mode", MODES, ids=["desk", "narrow dark", "forced colours"])
def test_the_pages_of_a_list_lead_from_doubt_to_preview(make, window, mode):
    event = make.event(max_seats=5)
    place = f"/desk/events/{event.slug}/registrations/import"
    page = window(place, user=make.user(Role.ORGANISER), **mode)
    page.get_by_label("ou des lignes copiées").fill(LIST)
    page.get_by_role("button", name="Vérifier la liste").click()
    expect(page.locator("#columns-summary")).to_be_focused()
    faults = look(page, "the columns")
    page.get_by_role("link", name="« Nombre de couverts » : à choisir").click()
    expect(page.get_by_label("Nombre de couverts")).to_be_focused()
    page.get_by_label("Nombre de couverts").select_option(label="Nombre de places")
    page.get_by_label("Votre prénom").select_option(label="Prénom et nom")
    page.get_by_role("button", name="Vérifier la liste").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Importer cette liste\u202f?")
    expect(page.get_by_role("rowheader", name="Zoé")).to_be_visible()
    faults += look(page, "the preview")
    page.get_by_role("button", name="Les ajouter").click()
    expect(page.get_by_role("rowheader", name="Zoé")).to_be_visible()
    page.goto(place)
    page.get_by_label("ou des lignes copiées").fill('Nom;Email\n"Zoé;zoe@example.org\nLuc;luc@example.org')
    page.get_by_role("button", name="Vérifier la liste").click()
    expect(page.locator("#list-summary")).to_be_focused()
    assert faults + look(page, "the damaged list") == []


def test_the_list_narrows_to_those_that_agreed(make, window):
    event = make.event()
    with db.writing():
        Clause.replace_all(event, [ClauseFacts("Photos de l’événement")])
    (photo,) = Clause.of(event)
    make.registration(event, name="Anne Cœur", ticked=(photo.id,), agreed="Oui")
    make.registration(event, name="Marc Bloch", ticked=(), agreed="Oui")
    page = window(f"/desk/events/{event.slug}/registrations", user=make.user(Role.ORGANISER))
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_label("Accord").select_option(label="A accepté : Photos de l’événement")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="Anne Cœur")).to_be_visible()
    assert f"consent={photo.id}" in page.url
    page.get_by_label("Nom, organisation ou adresse").press_sequentially("bloch")
    expect(page.get_by_role("link", name="Afficher tout le monde")).to_be_visible()
    assert f"consent={photo.id}" in page.url
    assert look(page, "the narrowed list") == []
