"""Readers who set letters, words and lines further apart lose nothing (WCAG 1.4.12)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_every_page import colliding
from tests.screens import NAMES
from tests.standing import CROWD, PAPER, STAFF, Site, standing_still

APART = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet]; }"""
# Words that are cut off, or run over their box; tables may be scrolled, and what is typed scrolls in its field.
LOST = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(each => {
  const style = getComputedStyle(each);
  return each.checkVisibility({visibilityProperty: true}) && style.display !== 'inline' && each.clientWidth
    && (each.matches('input') || [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    && !each.closest('.visually-hidden, .trap, .skip-link, .table-scroll, svg, input:not([type^=date]), textarea')
    && (each.scrollWidth > each.clientWidth + 1
      || ['hidden', 'clip'].includes(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
}).map(each => `${each.outerHTML.slice(0, 80)}: ${each.scrollWidth} > ${each.clientWidth}`)"""
SCREENS = [name for name in NAMES if name not in (*PAPER, "refused")]


@pytest.fixture(scope="module")
def standing() -> Iterator[Site]:
    """The site of the pictures, with a page in each state."""
    with standing_still() as site:
        yield site


@pytest.fixture
def page(browser: Browser, standing: Site, width: int) -> Iterator[Page]:
    """A window of an administrator that hears of no changes."""
    context = browser.new_context(
        base_url=standing.url, locale="fr-FR", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.route("**/live*", lambda route: route.abort())
    yield page
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_f71_text_set_wide_apart_loses_nothing(page, standing, width):
    lost = []
    for name in SCREENS:
        page.context.clear_cookies()
        if name in {**STAFF, **CROWD}:
            page.context.add_cookies([standing.cookie])
        page.goto(standing.paths[name])
        page.evaluate(APART)
        across = page.evaluate("document.scrollingElement.scrollWidth")
        found = [*page.evaluate(LOST), *colliding(page), *([f"{across} px wide"] if across > width else [])]
        lost += [f"{name}: {each}" for each in found]
    assert not lost, "\n".join(lost)
