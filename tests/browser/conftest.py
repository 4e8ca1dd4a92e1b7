"""A real site with two gunicorn workers, and Chromium windows that share nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Route,
    ViewportSize,
    expect,
    sync_playwright,
)

from app import create_app
from commands.demo import demo
from extensions import db
from models.user import StaffSession, User
from tests import server
from tests.browser.chromium import launch_options
from tests.waiting import STEP

PHONE: ViewportSize = {"width": 390, "height": 844}
SKIPPED = "Transition was"  # a fade between two pages that the browser left out: nothing is lost
DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 1000 * STEP
expect.set_options(timeout=PATIENCE)

Opener = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all the tests of a process."""
    options = launch_options()
    if options is None:
        pytest.skip("no Chromium here: install Debian's package chromium")
    with sync_playwright() as playwright:
        chromium = patient(playwright.chromium.launch(**options))
        yield chromium
        chromium.close()


def patient(browser: Browser) -> Browser:
    """Let everything that a page is asked for take as long as it takes on a busy machine."""
    opened = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = opened(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser


@pytest.fixture
def site(app: Flask, tmp_path: Path, settings: dict[str, Any], nursery: server.Nursery) -> Iterator[str]:
    """The address of the running site."""
    with server.running(tmp_path, {"WORKERS": 2} | settings, start=nursery.start) as url:
        app.config["PUBLIC_URL"] = url
        yield url


@pytest.fixture(scope="session")
def example(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with the example loaded, for tests that only look."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copy(migrated, folder / "parvis.sqlite")
    app = create_app({"INSTANCE": str(folder)})
    assert app.test_cli_runner().invoke(demo).exit_code == 0
    with server.running(folder, {"WORKERS": 1}) as url:
        yield url


@pytest.fixture
def window(browser: Browser, site: str, app: Flask) -> Iterator[Opener]:
    """Open a window for each visitor: ``window("/events/x", javascript=False, viewport=PHONE)``.

    With ``user=`` a member of the staff is signed in there.
    The test fails when a page logs an error or breaks its Content-Security-Policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(
        path: str = "/",
        *,
        javascript: bool = True,
        viewport: ViewportSize | None = None,
        user: User | None = None,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport=viewport or DESK,
            locale="fr-FR",
            **options,
        )
        contexts.append(context)
        if user:
            context.add_cookies([staff_cookie(app, user, site)])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)) if SKIPPED not in str(error) else None)
        page.on(
            "console",
            lambda message: faults.append(message.text) if is_fault(message.type, message.text) else None,
        )
        page.goto(path)
        if javascript:
            wired(page)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not faults, faults


class Held:
    """Answers that come late: ``page.route(pattern, late.hold)`` keeps them back until ``late.let_go()``."""

    def __init__(self) -> None:
        self.routes: list[Route] | None = []

    def hold(self, route: Route) -> None:
        """Keep an answer back, or let it go when the others are gone."""
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        """Let the browser have what was kept back, and all that follows."""
        kept, self.routes = self.routes or [], None
        for route in kept:
            route.continue_()


def staff_cookie(app: Flask, user: User, url: str) -> dict[str, str]:
    """The cookie that signing in would give to a member of the staff."""
    with db.writing():
        secret = StaffSession.begin(user)
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": signer.dumps({"staff": secret}), "url": url}


def is_fault(kind: str, text: str) -> bool:
    """Say whether a console message is a fault: not for an expected 4xx or a network cut by the test.

    A browser lets no frame of another site take the focus by itself; embed.js gives it after what somebody did there.
    """
    if "Blocked autofocusing" in text:
        return False
    expected = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
    return kind == "error" and not text.startswith(
        tuple(f"Failed to load resource: {each}" for each in expected)
    )


def wired(page: Page) -> None:
    """Wait until htmx has taken charge of the page, where it has anything to do."""
    page.wait_for_load_state("load")
    if page.locator("[hx-post], [hx-get], [hx-sse\\:connect]").count():
        page.wait_for_selector("[data-htmx-powered]", state="attached")
