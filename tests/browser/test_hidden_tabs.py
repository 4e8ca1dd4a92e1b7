"""A tab that nobody looks at holds no connection: over HTTP/1.1 a browser has six of them for a site."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from models.user import Role
from tests.browser.conftest import wired

TABS = 7
HIDE = "document.__hidden = true; document.dispatchEvent(new Event('visibilitychange'))"
SHOW = "document.__hidden = false; document.dispatchEvent(new Event('visibilitychange'))"
# Chromium without a screen takes every tab for one that is looked at, so each is told.
TOLD = """document.__hidden = %s;
Object.defineProperty(document, 'hidden', {get: () => document.__hidden});
Object.defineProperty(document, 'visibilityState', {get: () => document.__hidden ? 'hidden' : 'visible'});"""


def tab(context: BrowserContext, path: str, *, hidden: bool) -> Page:
    """Open one more tab, in front or in the background."""
    page = context.new_page()
    page.add_init_script(TOLD % str(hidden).lower())
    page.goto(path)
    wired(page)
    return page


@pytest.mark.parametrize("background", [False, True])
def test_f24_the_seventh_tab_answers_and_each_catches_up(make, window, background):
    event = make.event(capacity=30)
    user = make.user(Role.ADMIN, name="Ada")
    context = window("/about", user=user).context
    paths = [f"/events/{event.slug}", "/moderation", f"/desk/events/{event.slug}/door"]
    tabs = []
    for number in range(TABS):
        page = tab(context, paths[number % len(paths)], hidden=background)
        tabs.append(page)
        if not background:
            page.evaluate(HIDE)
    seventh = tab(context, f"/events/{event.slug}", hidden=False)
    expect(seventh.locator("#seats")).to_contain_text("30")
    make.registration(event)
    make.comment(event, name="Nouvelle")
    expect(seventh.locator("#seats")).to_contain_text("29")
    expect(tabs[0].locator("#seats")).to_contain_text("30")
    tabs[0].evaluate(SHOW)
    expect(tabs[0].locator("#seats")).to_contain_text("29")
    tabs[1].evaluate(SHOW)
    expect(tabs[1].locator("#count-pending")).to_have_text("1")
    tabs[2].evaluate(SHOW)
    expect(tabs[2].locator("#door-expected")).to_have_text("1")
