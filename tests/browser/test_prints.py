"""Prints on A4 from Chromium: how many pages, how large, and without the site's own frame."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from models.user import Role

A4 = (595, 842)  # points


@pytest.fixture
def event(make):
    event = make.event(
        slug="printed",
        title="Faire groupe",
        capacity=200,
        max_seats=2,
        starts=datetime.fromisoformat("2040-05-08 09:30"),
        ends=datetime.fromisoformat("2040-05-08 17:00"),
    )
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
    signed = page.locator("thead th").all_inner_texts()[-2:]
    assert [head.partition(" du ")[0] for head in signed] == ["Signature, matin", "Signature, après-midi"]


def test_each_day_begins_a_sheet_and_its_columns_stay_on_it(window, make):
    read = datetime.fromisoformat
    event = make.event(starts=read("2027-02-11 09:30"), ends=read("2027-02-12 17:00"))
    make.registration(event, name="x" * 245)
    page = window("/account", user=make.user(Role.ORGANISER))
    assert printed(page, f"/desk/events/{event.slug}/prints/attendance-sheet") == [A4, A4]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # the width between the margins of A4
    ends = page.locator(".sheet-sign").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right)"
    )
    assert len(ends) == 4
    assert max(ends) <= 688


def test_a_button_prints_and_without_scripts_the_page_says_how(window, make, event):
    here = f"/desk/events/{event.slug}/prints/door-list"
    page = window("/account", user=make.user(Role.ORGANISER))
    page.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    page.goto(here)
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    expect(page.locator(".sheet-nav")).to_contain_text("Ctrl et P")


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
