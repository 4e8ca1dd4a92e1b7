"""The event page in a real browser: it follows what organisers change, and needs no script to be read."""

import pytest
from playwright.sync_api import expect

from extensions import db
from models.event import EventStatus, Speaker, VenueState


@pytest.fixture
def day(make):
    return make.event(
        slug="day",
        title="Faire groupe",
        subtitle="Et pourquoi\u202f?",
        host="Aatiko Conseils",
        venue_state=VenueState.CITY,
        city="Paris",
        capacity=3,
        description="## Pourquoi\n\nUne *raison* d’agir et [un lien](/about).",
        speakers=[Speaker(name="Jeanne", function="géographe", role="grand témoin")],
    )


def test_f4_an_open_page_follows_the_facts(day, window):
    page = window("/events/day")
    expect(page.get_by_text("Paris (lieu à confirmer)")).to_be_visible()
    with db.writing():
        day.venue_state, day.venue_name = VenueState.CONFIRMED, "La Halle"
        day.title, day.status = "Faire autrement", EventStatus.POSTPONED
        day.changed("facts")
    expect(page.get_by_text("La Halle")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Faire autrement")
    expect(page.get_by_text("Cet événement est reporté.")).to_be_visible()


def test_an_open_page_follows_the_seats(day, make, window):
    page = window("/events/day?lang=en")
    expect(page.locator("#seats")).to_contain_text("3 seats left")
    for _ in range(3):
        make.registration(day)
    expect(page.locator("#seats")).to_contain_text("Full")


def test_the_page_is_whole_without_javascript(day, window):
    page = window("/events/day", javascript=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Faire groupe")
    expect(page.locator("#seats")).to_contain_text("3 places restantes")
    page.get_by_role("link", name="English").click()
    expect(page.locator("#seats")).to_contain_text("3 seats left")
