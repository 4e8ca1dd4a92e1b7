"""`make screens`: every page in its main states, on a phone and on a desk, by day, by night and on paper, to be looked at.

Writes tests/browser/screens/*.webp and prints one line a picture; `tests/browser/test_screens.py` compares what is
there with what it sees. The site stands still while it is looked at: the day is MOMENT, and the label face, which each
system chooses for itself, is the site's own.
"""

import contextvars
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, Page, Route, sync_playwright
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

import clock
from app import create_app
from commands.demo import demo
from extensions import db
from models.comment import CommentState
from models.message import Message
from models.user import Role
from tests.browser.chromium import launch_options
from tests.browser.conftest import DESK, PHONE, staff_cookie
from tests.factories import Factory

FOLDER = Path(__file__).with_name("browser") / "screens"
MOMENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ONE_FACE = ":root { --label: Newsreader, serif } *, ::before { animation: none !important; transition: none !important; caret-color: transparent !important }"
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
COMING = "/events/faire-groupe-a-venir"
STAFF = {"queue": "/moderation", "desk": "/desk", "desk-event": f"/desk{COMING}", "desk-form": f"/desk{COMING}/edit",
         "desk-mail": "/desk/mail", "desk-site": "/desk/site", "desk-staff": "/desk/staff", "account": "/account",
         "desk-registrations": f"/desk{COMING}/registrations", "door": f"/desk{COMING}/door"}  # fmt: skip
PUBLIC = {"home": "/", "event": COMING, "event-past": "/events/faire-groupe", "event-full": "/events/full", "event-english": f"{COMING}?lang=en",
          "event-online": "/events/lecture-en-ligne", "event-cancelled": "/events/cancelled", "about": "/about", "privacy": "/privacy",
          "login": "/login", "unknown": "/nowhere", "help": "/help/moderators"}  # fmt: skip
PRIVATE = ("confirmed", "waiting", "cancellation", "comment")
ON_PAPER = ("event", "event-english")
NAMES = (*PUBLIC, *PRIVATE, *STAFF, "refused")
ALL = [(name, way) for name in NAMES for way in WAYS if way != "paper" or name in ON_PAPER]


@dataclass(frozen=True, slots=True)
class Site:
    """The site that stands still: its address, the paths of its pages by name, and the cookie of somebody who may all."""

    url: str
    paths: dict[str, str]
    cookie: dict[str, str]


class Quiet(WSGIRequestHandler):
    """Answers and says nothing about it."""

    def log(self, *words: Any) -> None:
        """Keep silent."""


@contextmanager
def standing_still() -> Iterator[Site]:
    """Run the example site, and the states that it lacks, on the day MOMENT."""
    with ExitStack() as stack:
        stack.enter_context(clock.at(MOMENT))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-screens-"))
        app = create_app({"INSTANCE": folder, "RATELIMIT_ENABLED": False})
        server = make_server("127.0.0.1", 0, app, request_handler=Quiet)
        app.config["PUBLIC_URL"] = url = f"http://127.0.0.1:{server.port}"
        with app.app_context():
            upgrade()
            paths, cookie = furnished(app, url)
            db.session.remove()
        stack.enter_context(answering(server))
        yield Site(url, paths, cookie)


@contextmanager
def answering(server: BaseWSGIServer) -> Iterator[None]:
    """Let a server answer, one request after the other, on the day that the caller supposes."""
    context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: context.run(server.serve_forever, 0.05), daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def furnished(app: Flask, url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fill the site; return the paths of its pages and the cookie of an administrator."""
    assert app.test_cli_runner().invoke(demo).exit_code == 0
    make = Factory()
    full = make.event(slug="full", title="Visite du quartier des Docks", capacity=1)
    make.event(slug="cancelled", title="Atelier de cartographie", status="cancelled")
    first, second = (make.receipt(full, name=name) for name in ("Jeanne Martin", "Paul Durand"))
    mine = make.comment(full, CommentState.PENDING, name="Jeanne Martin", body="Où se retrouve-t-on\u00a0?")
    with db.writing():
        db.session.get_one(Message, 1).fail("550 no such user")
    paths = PUBLIC | STAFF | {"refused": COMING, "comment": f"/comments/{mine.token}"}
    paths |= {"confirmed": f"/registrations/{first.token}", "waiting": f"/registrations/{second.token}"}
    paths["cancellation"] = f"{paths['confirmed']}/cancellation"
    user = make.user(Role.ADMIN, email="claire@example.org", name="Claire")
    return paths, staff_cookie(app, user, url)


def taken(browser: Browser, site: Site, name: str, way: str) -> Image.Image:
    """Return the picture of a page, seen in one of the WAYS."""
    context = browser.new_context(
        base_url=site.url, bypass_csp=True, locale="fr-FR", reduced_motion="reduce", **WAYS[way]
    )
    if name in STAFF:
        context.add_cookies([site.cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.route(
        "**/live*", lambda route: route.abort()
    )  # one request after the other: no stream may keep the line
    page.route("**/css/parvis.css*", with_its_face)
    page.goto(site.paths[name])
    page.emulate_media(media="print" if way == "paper" else "screen")
    page.add_style_tag(content=ONE_FACE)
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
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
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


def main() -> int:
    """Take every picture; returns 2 without Chromium."""
    options = launch_options()
    if options is None:
        sys.stderr.write("The pictures need Chromium: install Debian's package chromium.\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with standing_still() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        for name, way in ALL:
            file = FOLDER / f"{name}.{way}.webp"
            taken(browser, site, name, way).save(file, "WEBP", quality=55, method=6)
            print(f"{file.name}: {file.stat().st_size // 1000} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
