"""`make screens`: every page in its main states, on phone, desk and paper, by day and night.

Writes tests/browser/screens/*.webp and prints one line a picture; `tests/browser/test_screens.py` compares what is
there with what it sees. The site stands still while it is looked at (tests/standing.py), by the same clock in the
browser; Chromium knows no other faces than ours (tests/browser/fonts) and no other machine.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.chromium import launch_options
from tests.browser.conftest import DESK, PHONE
from tests.standing import CROWD, MOMENT, PAPER, PRIVATE, PUBLIC, STAFF, Site, standing_still

FOLDER = Path(__file__).with_name("browser") / "screens"
STILL = "*, ::before { animation: none !important; transition: none !important; caret-color: transparent !important }"
ALL_THERE = """() => Promise.all([document.fonts.ready, ...[...document.images].map(image => {
  image.loading = 'eager'; return image.decode().catch(() => null) })])"""
TALLEST, WIDEST = 3600, 640  # pixels of a page that are looked at, and how wide a picture is kept
SMALL, BLUR, DIFFERENT, ALIKE = 240, 1.5, 36, 0.015
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "desk": {"viewport": DESK, "color_scheme": "light"},
    "night": {"viewport": DESK, "color_scheme": "dark"},
    "paper": {"viewport": {"width": 718, "height": 1000}, "color_scheme": "light"},
}
ON_PAPER = ("event", "event-english")


def ways(name: str) -> list[str]:
    """Return the ways in which a page is looked at."""
    if name in PAPER:
        return ["paper"]
    if name in CROWD:
        return ["phone", "night"]
    return [way for way in WAYS if way != "paper" or name in ON_PAPER]


NAMES = (*PUBLIC, *PRIVATE, *STAFF, *CROWD, *PAPER, "refused")
ALL = [(name, way) for name in NAMES for way in ways(name)]


def taken(browser: Browser, site: Site, name: str, way: str) -> Image.Image:
    """Return the picture of a page, seen in one of the WAYS."""
    context = browser.new_context(
        base_url=site.url,
        bypass_csp=True,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
        **WAYS[way],
    )
    context.clock.set_fixed_time(MOMENT)
    if name in {**STAFF, **CROWD, **PAPER}:
        context.add_cookies([site.cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.route(
        "**/live*", lambda route: route.abort()
    )  # one request after the other: no stream may keep the line
    page.route("**/css/parvis.css*", with_its_face)
    page.goto(site.paths[name])
    page.emulate_media(media="print" if way == "paper" else "screen")
    page.add_style_tag(content=STILL)
    if name == "refused":
        page.get_by_role("button", name="S’inscrire").click()
        page.locator("#registration-summary").wait_for()
    picture = looked_at(page)
    context.close()
    return picture


def with_its_face(route: Route) -> None:
    """Let the page wait for its typeface, which it otherwise does without when it comes late."""
    answer = route.fetch()
    route.fulfill(
        response=answer, body=answer.text().replace("font-display: optional", "font-display: block")
    )


def looked_at(page: Page) -> Image.Image:
    """Return a page as it stands, from its top."""
    page.evaluate(ALL_THERE)
    page.evaluate("scrollTo(0, 0)")
    across, down = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    top: Any = {"x": 0, "y": 0, "width": across, "height": min(down, TALLEST)}
    picture = Image.open(BytesIO(page.screenshot(full_page=True, clip=top))).convert("RGB")
    width = min(picture.width, WIDEST)
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much of two pictures differs, from 0 to 1, as somebody sees it who stands back a little."""
    if one.width != other.width or abs(one.height - other.height) > 12:
        return 1.0
    small = [_small(picture, one.size) for picture in (one, other)]
    apart = ImageChops.difference(*small).point(lambda value: 255 if value > DIFFERENT else 0)
    return apart.histogram()[255] / (apart.width * apart.height)


def _small(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    grey = picture.convert("L").resize((SMALL * 2, size[1] * SMALL * 2 // size[0]), Image.Resampling.BOX)
    return grey.filter(ImageFilter.GaussianBlur(BLUR))


def main(*names: str) -> int:
    """Take every picture, or those of some pages; returns 2 without Chromium."""
    options = launch_options()
    if options is None:
        sys.stderr.write("The pictures need Chromium: install Debian's package chromium.\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    wanted = [(name, way) for name, way in ALL if not names or name in names]
    for old in FOLDER.glob("*.webp"):
        if not names or old.name.split(".")[0] in names:
            old.unlink()
    with standing_still() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for name, way in wanted:
            file = FOLDER / f"{name}.{way}.webp"
            taken(browser, site, name, way).save(file, "WEBP", quality=55, method=6)
            print(f"{file.name}: {file.stat().st_size // 1000} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
