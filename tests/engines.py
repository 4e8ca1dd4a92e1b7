"""`make engines`: a visitor's and a moderator's journey in Firefox and in Safari's WebKit.

Needs Debian's packages firefox-esr, webkit2gtk-driver and xvfb; an engine that is not there is left out, which is said.
Prints one line for each thing that was seen, and exits with 1 when something was not. The journeys in Chromium are the
tests in tests/browser; these are the same in short, by the drivers that those engines' makers keep.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from marionette_driver.marionette import Marionette
from mozlog.structuredlog import StructuredLogger, set_default_logger
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests import server
from tests.browser.test_every_page import AXE, COLLIDING, RULES
from tests.waiting import HANG, wait_for

PASSWORD = "several words to sign in"
EVENT = """---
slug: small
status: published
title: Visite
starts: 2099-03-22 09:30
timezone: Europe/Paris
venue: {state: city, city: Paris}
capacity: 1
waiting_list: true
comments: {open: true, policy: moderate}
language: fr
---
"""
LIST = "/desk/events/faire-groupe-a-venir"
PAGES = ("/", "/events/faire-groupe-a-venir", "/events/walking-the-edge?lang=en", "/about", "/privacy", "/accessibility", "/legal", "/moderation",
         "/desk", LIST, f"{LIST}/edit", f"{LIST}/registrations", f"{LIST}/statistics", f"{LIST}/door", "/desk/audit", "/help/moderators")  # fmt: skip
WIDTHS = (500, 1280)  # pixels; the narrowest window that both engines make
PRESS = "\ue007"  # the Enter key (WebDriver, § 17.4.2): the journey is walked by the keyboard
LOOK = f"""const done = arguments[arguments.length - 1], faults = ({COLLIDING})();
const wide = document.scrollingElement.scrollWidth - innerWidth;
if (wide > 0) faults.push(wide + ' pixels too wide');
axe.run(document, {{runOnly: {RULES}}}).then(found => done([...faults, ...found.violations.map(each => each.id + ': ' + each.help)]));"""


class Firefox:
    """Firefox, by its own remote protocol."""

    def __init__(self) -> None:
        self.driver = Marionette(
            bin=shutil.which("firefox-esr") or shutil.which("firefox"), headless=True, gecko_log=os.devnull
        )
        self.driver.start_session()
        self.name = f"Firefox {self.driver.session_capabilities['browserVersion']}"
        self.go, self.close = self.driver.navigate, self.driver.quit
        self.windows = [self.driver.current_window_handle]

    def run(self, script: str, *args: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, script_args=args)

    def finish(self, script: str) -> Any:
        """Run a script in the page and return what it hands to its callback."""
        return self.driver.execute_async_script(script, script_timeout=1000 * HANG)

    def window(self) -> None:
        """Open a second window, and look at it."""
        self.windows.append(self.driver.open("window", focus=True)["handle"])
        self.turn(-1)

    def turn(self, number: int) -> None:
        """Look at one of the windows."""
        self.driver.switch_to_window(self.windows[number])

    def wide(self, width: int) -> None:
        """Make the window so many pixels wide."""
        self.driver.set_window_rect(width=width, height=900)

    def find(self, selector: str) -> Any:
        """Return an element, to type into and to press."""
        return self.driver.find_element("css selector", selector)


class WebKit:
    """WebKitGTK's small browser, by WebDriver."""

    def __init__(self) -> None:
        options = Options()
        options.binary_location = next(map(str, Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
        options.add_argument("--automation")
        self.driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver")))
        self.driver.set_script_timeout(HANG)
        self.name = f"WebKit {self.driver.capabilities['browserVersion']}"
        self.go, self.close = self.driver.get, self.driver.quit
        self.windows = [self.driver.current_window_handle]

    def run(self, script: str, *args: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *args)

    def finish(self, script: str) -> Any:
        """Run a script in the page and return what it hands to its callback."""
        return self.driver.execute_async_script(script)

    def window(self) -> None:
        """Open a second window, and look at it."""
        self.driver.switch_to.new_window("tab")
        self.windows.append(self.driver.current_window_handle)

    def turn(self, number: int) -> None:
        """Look at one of the windows."""
        self.driver.switch_to.window(self.windows[number])

    def wide(self, width: int) -> None:
        """Make the window so many pixels wide."""
        self.driver.set_window_size(width, 900)

    def find(self, selector: str) -> Any:
        """Return an element, to type into and to press."""
        return self.driver.find_element("css selector", selector)


def main() -> int:
    """Returns 0 when each engine that is there saw everything, 1 when one did not, 2 without any engine."""
    engines = [
        engine
        for engine, needs in ((Firefox, "firefox-esr"), (WebKit, "WebKitWebDriver"))
        if shutil.which(needs)
    ]
    for engine in {Firefox, WebKit}.difference(engines):
        print(f"{engine.__name__} is not here: nothing was tried in it.")
    set_default_logger(StructuredLogger("engines"))  # Marionette's own remarks are for who works on Firefox
    with screen():
        return max((tried(engine) for engine in engines), default=2)


@contextmanager
def screen() -> Iterator[None]:
    """Give the engines a screen that nobody sees, where there is none."""
    if os.environ.get("DISPLAY") or not shutil.which("Xvfb"):
        yield
        return
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    display = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    try:
        os.environ["DISPLAY"] = f":{os.read(ours, 9).decode().strip()}"
        yield
    finally:
        display.terminate()
        display.wait()


def tried(kind: type[Firefox | WebKit]) -> int:
    """Walk through a fresh example site in one engine; returns 1 when something was not as it should be."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-engines-"))
        furnish(Path(folder))
        url = stack.enter_context(server.running(Path(folder), {}))
        engine = kind()
        stack.callback(engine.close)
        try:
            for seen in (*registration(engine, url), *moderation(engine, url), *pages(engine, url)):
                print(f"{engine.name}: {seen}", flush=True)
        except AssertionError as fault:
            print(f"{engine.name}: NOT SEEN: {fault}")
            return 1
    return 0


def furnish(folder: Path) -> None:
    """Make the example site, an event with one seat, and somebody who may all."""
    (folder / "small.md").write_text(EVENT)
    staff = ("staff", "add", "claire@example.org", "--role", "admin", "--password-stdin")
    for command in (("init",), ("demo",), ("event", "load", str(folder / "small.md")), staff):
        subprocess.run(
            [Path(sys.executable).with_name("flask"), "--app", "app", *command], cwd=server.ROOT, check=True, text=True,
            env=os.environ | {"PARVIS_INSTANCE": str(folder)}, input=PASSWORD, stdout=subprocess.DEVNULL,
        )  # fmt: skip


def wait(engine: Firefox | WebKit, condition: str, *args: Any) -> None:
    """Return when an expression of the page is true; raises AssertionError when it does not become so."""
    wait_for(lambda: engine.run(f"return Boolean({condition})", *args), condition)


def opened(engine: Firefox | WebKit, url: str) -> None:
    """Open a page and wait until htmx has taken charge of it; mark it, so that a reload is noticed."""
    engine.go(url)
    wait(engine, "document.querySelector('[data-htmx-powered]')")
    engine.run("document.body.dataset.same = 'yes'")


def fill(engine: Firefox | WebKit, form: str, **typed: str) -> None:
    """Type into the fields of a form."""
    for name, text in typed.items():
        engine.find(f"{form} [name={name}]").send_keys(text)


def registration(engine: Firefox | WebKit, url: str) -> Iterator[str]:
    """Register for the last seat in one window while another is open on the same page."""
    opened(engine, f"{url}/events/small")
    fill(engine, "#registration", name="Émile à moitié")
    engine.window()
    opened(engine, f"{url}/events/small")
    engine.find("#registration [type=submit]").send_keys(PRESS)
    wait(
        engine, "document.activeElement.id === 'registration-summary' && document.title.startsWith('Erreur')"
    )
    yield "a refused form says why, and takes the focus"
    fill(engine, "#registration", name="Zoé Œuvrard", email="zoe@example.org")
    engine.find("#registration [name=consent]").send_keys(" ")
    wait(engine, "!document.querySelector('#registration [aria-invalid=true]')")
    yield "what was wrong is cleared as it is put right"
    engine.find("#registration [type=submit]").send_keys(PRESS)
    wait(engine, "document.querySelector('.receipt') && document.body.dataset.same")
    wait(engine, "document.activeElement.id === 'registration-title'")
    yield "registered without a reload"
    engine.turn(0)
    wait(
        engine, "document.querySelector('#registration [type=submit]')?.innerText.includes('liste d’attente')"
    )
    wait(engine, "document.querySelector('#registration [name=name]')?.value === 'Émile à moitié'")
    yield "the other window has become the waiting list, and keeps what was typed"


def moderation(engine: Firefox | WebKit, url: str) -> Iterator[str]:
    """Comment in the first window, approve in the second by keyboard, see it appear in the first."""
    wait(engine, "performance.now() > 5000")  # who is quicker than that is asked once more
    fill(engine, ".comment-respond", body="Et l’ascenseur ?", name="Noé", email="noe@example.org")
    engine.find(".comment-respond [type=submit]").send_keys(PRESS)
    wait(engine, "document.querySelector('.comment-state') && document.body.dataset.same")
    yield "commented without a reload"
    engine.turn(1)
    engine.go(f"{url}/login")
    fill(engine, "main", email="claire@example.org", password=PASSWORD)
    engine.find("main [type=submit]").send_keys(PRESS)
    wait(engine, "location.pathname !== '/login'")
    opened(engine, f"{url}/moderation")
    engine.find("body").send_keys("j")
    wait(
        engine,
        "document.activeElement.matches('.queue-row') && document.activeElement.innerText.includes('ascenseur')",
    )
    row = engine.run("return document.activeElement.id")
    engine.find(f"#{row}").send_keys("a")
    wait(
        engine,
        "document.getElementById(arguments[0]).matches('.queue-row-approved') && document.body.dataset.same",
        row,
    )
    yield "approved by the keyboard"
    engine.turn(0)
    wait(
        engine,
        "document.querySelector('.comment-list').innerText.includes('ascenseur') && document.body.dataset.same",
    )
    yield "published on the open page"
    engine.turn(1)


def pages(engine: Firefox | WebKit, url: str) -> Iterator[str]:
    """Look at pages of visitors and of the staff: axe, nothing too wide, no control on another."""
    for path in PAGES:
        for width in WIDTHS:
            engine.wide(width)
            engine.go(url + path)
            faults = engine.finish(AXE.read_text() + LOOK)
            assert not faults, f"{path}, {width} pixels: {faults}"
    yield f"{len(PAGES)} pages, narrow and wide: axe finds nothing, nothing is too wide, nothing lies on anything"


if __name__ == "__main__":
    sys.exit(main())
