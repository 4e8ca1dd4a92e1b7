"""Prints on A4 from Chromium: how many pages, how large, and without the site's own frame."""

import re

import pytest

from models.user import Role

A4 = (595, 842)  # points


@pytest.fixture
def event(make):
    event = make.event(slug="printed", title="Faire groupe", capacity=200, max_seats=2)
    for number in range(40):
        make.registration(
            event,
            name=f"Prénom Nom-de-famille {number}",
            organisation="Office de l’habitat",
            seats=1 + number % 2,
        )
    return event


def printed(page, path):
    """Print a page and return the sizes of its sheets, in points."""
    assert page.goto(path).status == 200
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(re.findall(rb"/MediaBox", pdf))
    return [
        (round(float(width)), round(float(height)))
        for width, height in re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf)
    ]


def test_the_sheets_fill_the_pages_that_they_should(window, make, event):
    page = window("/account", user=make.user(Role.ORGANISER))
    here = f"/desk/events/{event.slug}/prints"
    sizes = {sheet: printed(page, f"{here}/{sheet}") for sheet in ("door-list", "attendance-sheet", "badges")}
    assert all(size == A4 for found in sizes.values() for size in found), sizes
    assert len(sizes["badges"]) == 8, "60 badges, eight to a page"
    assert len(sizes["door-list"]) == 2
    assert len(sizes["attendance-sheet"]) in {3, 4}
    page.emulate_media(media="print")
    page.goto(f"{here}/attendance-sheet")
    assert not page.locator(".sheet-nav").is_visible()
    assert page.locator("thead th").all_inner_texts()[-2:] == ["Signature, matin", "Signature, après-midi"]


def test_a_badge_is_ninety_by_sixty_five_millimetres_and_nothing_sticks_out(window, make, event):
    page = window(f"/desk/events/{event.slug}/prints/badges", user=make.user(Role.ORGANISER))
    boxes = page.locator(".badge-card").evaluate_all(
        "cards => cards.map(card => [card.offsetWidth, card.offsetHeight])"
    )
    millimetre = 96 / 25.4
    assert {(round(width / millimetre), round(height / millimetre)) for width, height in boxes} == {(90, 65)}
    cut = page.locator(".badge-name").evaluate_all(
        "names => names.filter(name => name.scrollHeight > name.clientHeight + 8).length"
    )
    assert cut == 0


def test_a_ticket_is_one_sheet(window, make, event):
    person = make.registration(event)
    page = window("/")
    assert printed(page, f"/registrations/{person.token}/ticket") == [A4]
