"""``python -m bench.door``: check-in for an event with 10,000 registrations, on server and phone.

A real server, Chromium on the same machine with its processor slowed four times, as phones are. About a minute.
"""

import gzip
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_migrate import upgrade
from playwright.sync_api import Page, sync_playwright

import clock
from app import create_app
from bench.site import Running, running
from extensions import db
from folding import folded, name_key
from models.event import Event, EventStatus
from models.registration import Registration, RegistrationState
from models.user import Role, StaffSession, User
from tests.browser.chromium import launch_options

PEOPLE, ROUNDS, SLOWER = 10_000, 5, 4
DOOR = "/desk/events/today/door"
NAMES = ["Ève", "Zoé", "Paul", "Jeanne", "Inès", "Marc", "Awa", "Léa", "Hugo", "Noé"]
FAMILIES = ["Œuvrard", "Klein", "Arc", "Martin", "Nguyễn", "Durand", "Bâ", "Lefèvre", "Petit", "Roux"]
TYPING = """(words) => {
  const box = document.getElementById("door-q"), took = [];
  for (let at = 1; at <= words.length; at++) {
    box.value = words.slice(0, at);
    const start = performance.now();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    took.push(performance.now() - start);
  }
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return Math.max(...took);
}"""
ENTER = "() => { document.querySelector('.door-enter:not([hidden]) button').click(); return Date.now(); }"
TOLD = """() => {
  window.worst = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.worst = Math.max(window.worst, task.duration);
  }).observe({ type: "longtask" });
  const count = document.getElementById("door-arrived");
  window.told = new Promise((done) => new MutationObserver(() => done(Date.now())).observe(count, { childList: true }));
}"""


def main() -> None:
    """Measure the list, the search and the telling of one arrival, and print them."""
    options = launch_options()
    if options is None:
        raise SystemExit("no Chromium found")
    with site() as (server, name, secret), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        address = f"http://127.0.0.1:{server.port}"
        context.add_cookies([{"name": name, "value": secret, "url": address}])
        fetching(context.request, address)
        page, other = context.new_page(), context.new_page()
        for each in (page, other):
            open_door(each, address)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        line("typing « durand »: the slowest letter", median(lambda: page.evaluate(TYPING, "durand")), "ms")
        arriving(page, other)
        browser.close()


def fetching(client: Any, address: str) -> None:
    """The list as it goes over the wire, and in how much time."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        body = client.get(f"{address}{DOOR}/people.json").body()
        took.append((time.perf_counter() - start) * 1000)
    assert len(json.loads(body)["people"]) == PEOPLE
    line("people.json, once unpacked", len(body) / 1000, "kB")
    line("people.json, as it travels", len(gzip.compress(body, 5)) / 1000, "kB")
    line("people.json, until the last byte is here", statistics.median(took), "ms")


def open_door(page: Page, address: str) -> None:
    """Open the door's page and wait until it could lose its network."""
    start = time.perf_counter()
    page.goto(f"{address}{DOOR}")
    page.locator("#door[data-ready=true]").wait_for(timeout=60_000)
    line("the page, until its list is kept on the phone", (time.perf_counter() - start) * 1000, "ms")


def arriving(page: Page, other: Page) -> None:
    """One phone lets somebody in: when the other says so, and for how long it is deaf meanwhile."""
    took, worst = [], []
    for _ in range(ROUNDS):
        page.evaluate(TOLD)
        start = other.evaluate(ENTER)
        took.append(page.evaluate("window.told") - start)
        page.wait_for_timeout(1500)  # what the phone saves, it saves a little later
        worst.append(page.evaluate("window.worst"))
    line("one arrival, until another phone shows it", statistics.median(took), "ms")
    line("the longest that phone did not listen to fingers", statistics.median(worst), "ms")


def median(measure: Any) -> float:
    """Return the median of some measures, after one that warms up."""
    measure()
    return statistics.median(measure() for _ in range(ROUNDS))


def line(what: str, found: float, unit: str) -> None:
    """Print one line of the table."""
    print(f"{what:<52} {found:>8,.0f} {unit}", flush=True)


@contextmanager
def site() -> Iterator[tuple[Running, str, str]]:
    """Run a site with an event of today; yield it with the name and value of a signed-in cookie."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        app = create_app({"INSTANCE": folder})
        with app.app_context():
            upgrade()
            with db.writing():
                secret = StaffSession.begin(User.create("ada@example.org", Role.DOOR))
                fill()
            signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
            cookie = signer.dumps({"staff": secret})
            db.session.remove()
            db.engine.dispose()
        with running(Path(folder), "server.py") as server:
            yield server, app.config["SESSION_COOKIE_NAME"], cookie


def fill() -> None:
    """Write the event and its people, in the current write transaction."""
    starts = clock.wall(clock.now(), "Europe/Paris").replace(tzinfo=None, microsecond=0)
    event = Event(slug="today", title="Faire groupe", starts=starts, status=EventStatus.PUBLISHED)
    event.starts_at = clock.instant(starts, "Europe/Paris")
    db.session.add(event)
    db.session.flush()
    dice = random.Random(1)
    rows = [row(number, event.id, dice) for number in range(PEOPLE)]
    db.session.execute(sa.insert(Registration), rows)


def row(number: int, event: int, dice: random.Random) -> dict[str, Any]:
    """Return one registration's row."""
    family = dice.choice(FAMILIES)
    name, email = f"{dice.choice(NAMES)} {family}-{number}", f"person-{number}@example.org"
    return {
        "event_id": event, "token_hash": str(number), "state": RegistrationState.CONFIRMED, "seats": 1,
        "name": name, "email": email, "email_key": email, "organisation": "Atelier du Canal",
        "folded": folded(f"{name} Atelier du Canal {email}"), "name_key": name_key(name),
        "created_at": clock.now() - timedelta(minutes=number),
    }  # fmt: skip


if __name__ == "__main__":
    main()
