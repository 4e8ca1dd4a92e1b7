"""What holds on every page: axe finds nothing, nothing scrolls sideways or is out of reach."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE, is_fault

AXE = next((Path(__file__).parent / "vendor").glob("axe-*.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = (
    "/",
    "/events/faire-groupe",
    "/events/faire-groupe-a-venir",
    "/events/walking-the-edge",
    "/events/lecture-en-ligne",
    "/about",
    "/privacy",
    "/accessibility",
    "/legal",
    "/login",
    "/nowhere",
)
LANGUAGES = ("fr", "en")
NARROW = {"width": 320, "height": 640}
Visit = Callable[..., Page]
COLLIDING = """() => {
  const control = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const floats = element => ['fixed', 'sticky'].includes(getComputedStyle(element).position) || element.parentElement && floats(element.parentElement);
  const boxes = [...document.querySelectorAll(control)]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest('.trap, .visually-hidden, .skip-link') && !floats(each))
    .flatMap(each => [...each.getClientRects()].map(box => [each, box]));
  const met = ([one, a], [other, b]) => !one.contains(other) && !other.contains(one)
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(other => met(one, other))
    .map(([other]) => `${one[0].outerHTML.slice(0, 90)} lies on ${other.outerHTML.slice(0, 90)}`));
}"""


@pytest.fixture
def visit(browser: Browser, example: str) -> Iterator[Visit]:
    """Opens a page of the example site; its console must stay silent."""
    faults: list[str] = []
    contexts = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=example, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: faults.append(message.text) if is_fault(message.type, message.text) else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def axe(page: Page) -> list[str]:
    """Run axe on the page as it stands and return its findings, a line each."""
    page.evaluate(
        AXE.read_text()
    )  # not add_script_tag: the page's own policy forbids inline scripts, rightly
    report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{finding['id']}: {finding['help']} {[node['html'][:120] for node in finding['nodes'][:3]]}"
        for finding in report["violations"]
    ]


def colliding(page: Page) -> list[str]:
    """Return which links and controls lie on one another; what floats over the page may."""
    found: list[str] = page.evaluate(COLLIDING)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing(visit, path, language, scheme):
    page = visit(f"{path}?lang={language}", viewport=PHONE if scheme == "dark" else DESK, color_scheme=scheme)
    assert axe(page) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_nothing_scrolls_sideways_at_320_pixels(visit, path):
    page = visit(path, viewport=NARROW)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= NARROW["width"], f"{width} pixels wide"
    assert colliding(page) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_text_at_twice_its_size_still_fits(visit, path):
    page = visit(path, viewport=DESK)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= DESK["width"]
