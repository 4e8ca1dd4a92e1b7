"""The organisers' list in a real browser: search while typing, and correction in place."""

from playwright.sync_api import expect

from models.user import Role


def test_the_list_narrows_while_one_types_and_the_address_follows(make, window):
    event = make.event()
    for name in ("Anne Cœur", "Marc Bloch"):
        make.registration(event, name=name)
    page = window(f"/desk/events/{event.slug}/registrations", user=make.user(Role.ORGANISER))
    page.get_by_label("Nom, organisation ou adresse").press_sequentially("coeur", delay=20)
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="Anne Cœur")).to_be_visible()
    expect(page.locator("#status")).to_have_text("1 inscription.")
    assert "q=coeur" in page.url
    expect(page.get_by_label("Nom, organisation ou adresse")).to_be_focused()
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_registration_is_corrected_where_it_stands(make, window):
    registration = make.registration(make.event(), name="Ane Coeur")
    path = f"/desk/events/{registration.event.slug}/registrations/{registration.id}"
    page = window(path, user=make.user(Role.ORGANISER))
    page.get_by_role("link", name="Modifier").click()
    name = page.get_by_label("Prénom et nom")
    expect(name).to_be_focused()
    name.fill("")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#sheet-summary")).to_be_focused()
    name.fill("Anne Cœur")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anne Cœur")
    assert page.url.endswith(path)
