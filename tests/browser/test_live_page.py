"""An open page follows what happens elsewhere."""

import time

from playwright.sync_api import Route, expect


def test_seats_change_on_an_open_page_without_a_reload(make, window):
    event = make.event(capacity=3)
    page = window(f"/events/{event.slug}")
    before = page.locator("#seats").text_content() or ""
    page.evaluate("window.notReloaded = true")
    make.registration(event)
    expect(page.locator("#seats")).not_to_have_text(before)
    assert page.evaluate("window.notReloaded")


def late(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def test_a_script_that_comes_late_does_not_leave_the_page_behind(make, window):
    event = make.event(capacity=3)
    page = window("/healthz")
    page.route("**/hx-sse-*", late)
    page.goto(f"/events/{event.slug}")
    before = page.locator("#seats").text_content() or ""
    make.registration(event)
    expect(page.locator("#seats")).not_to_have_text(before)
