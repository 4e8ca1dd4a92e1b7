"""An open page follows what happens elsewhere."""

from playwright.sync_api import expect


def test_seats_change_on_an_open_page_without_a_reload(make, window):
    event = make.event(capacity=3)
    page = window(f"/events/{event.slug}")
    before = page.locator("#seats").inner_text()
    page.evaluate("window.notReloaded = true")
    make.registration(event)
    expect(page.locator("#seats")).not_to_have_text(before)
    assert page.evaluate("window.notReloaded")
