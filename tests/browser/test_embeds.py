"""Our frames and cards in another site's page: they work there without a cookie."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from extensions import db
from models.registration import Registration
from models.site.record import Site
from tests.browser.conftest import PHONE
from tests.browser.test_registration_story import fill
from tests.waiting import wait_for

ARTICLE = "<!doctype html><html lang=fr><meta charset=utf-8><title>Article</title><h1>Article</h1>{}"


class Review:
    """Another site: it answers every address with one article."""

    def __init__(self) -> None:
        self.markup = ""
        review = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(ARTICLE.format(review.markup).encode())

            def log_message(self, *_said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Answers)
        self.origin = (
            f"http://localhost:{self.server.server_port}"  # to a browser another site than 127.0.0.1
        )


@pytest.fixture
def review() -> Iterator[Review]:
    site = Review()
    thread = threading.Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def article(window, review) -> Callable[..., Page]:
    """A page of another site that holds some markup."""

    def open_article(markup: str, **options) -> Page:
        review.markup = markup
        page = window("/privacy", **options)
        page.goto(f"{review.origin}/article")
        return page

    return open_article


@pytest.fixture
def event(make, review):
    with db.writing():
        Site.revise({"framing_sites": review.origin}, by=None)
    return make.event(slug="day", title="Faire groupe", capacity=2)


def frame(site: str, part: str, **more: str) -> str:
    said = " ".join(f'{name}="{value}"' for name, value in more.items())
    return f'<iframe src="{site}/events/day/embed?part={part}" width="100%" height="400" {said}></iframe>'


def registered() -> int:
    db.session.rollback()
    return db.session.query(Registration).count()


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_t3_one_registers_inside_the_frame_and_no_cookie_is_set(event, article, review, site, viewport):
    script = f'<script src="{site}/static/js/embed-host.js" async></script>'
    page = article(frame(site, "registration") + script, viewport=viewport)
    form = inside(page)
    expect(form.locator("[data-htmx-powered]").first).to_be_attached()
    wait_for(lambda: page.locator("iframe").bounding_box()["height"] > 600, "the height that the frame tells")
    fill(form, "Ève Dupont", "eve@example.org")
    form.get_by_role("button", name="S’inscrire").click()
    expect(form.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    assert registered() == 1
    assert page.context.cookies() == []
    assert page.url == f"{review.origin}/article"
    expect(form.locator("#seats")).to_contain_text("1 place")
    with page.expect_navigation(url=f"{site}/registrations/**"):
        form.locator("#registration a[href*='/registrations/']").first.click()


def test_t3_what_is_wrong_is_reached_without_leaving_the_frame(event, article, review, site):
    page = article(frame(site, "registration"))
    form = inside(page)
    expect(form.locator("[data-htmx-powered]").first).to_be_attached()
    form.get_by_role("button", name="S’inscrire").click()
    expect(form.locator("#registration-form [autofocus]")).to_be_focused()
    form.locator("#registration-form a[href^='#']").first.click()
    assert page.url == f"{review.origin}/article"
    expect(form.get_by_label("Prénom et nom")).to_be_focused()


def test_t3_without_scripts_the_answer_opens_in_the_whole_window(event, article, site):
    page = article(frame(site, "registration"), javascript=False)
    fill(inside(page), "Ève Dupont", "eve@example.org")
    with page.expect_navigation(url=f"{site}/events/day/registrations"):
        inside(page).get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    assert registered() == 1


def test_t3_one_comments_inside_the_frame(event, article, site):
    page = article(frame(site, "comments"))
    form = inside(page)
    expect(form.locator("[data-htmx-powered]").first).to_be_attached()
    form.get_by_role("textbox", name="Commentaire").fill("Bonjour à tous")
    form.get_by_role("textbox", name="Nom").fill("Ève")
    form.get_by_role("textbox", name="Adresse e-mail").fill("eve@example.org")
    form.get_by_role("button", name="Publier le commentaire").click()
    expect(form.get_by_text("Bonjour à tous").first).to_be_visible()
    assert page.context.cookies() == []


def test_t2_the_card_in_wordpress_sandbox_follows_the_seats_and_tells_its_height(event, make, article, site):
    card = frame(site, "card#?secret=abc", sandbox="allow-scripts", security="restricted")
    page = article("<script>said = []; onmessage = ({data}) => said.push(data)</script>" + card)
    seats = inside(page).locator("#seats")
    expect(seats).to_contain_text("2 places")
    assert (
        seats.locator("strong").evaluate("one => getComputedStyle(one).fontFamily").startswith("Newsreader")
    )
    height = wait_for(lambda: page.evaluate("said.find(one => one.message == 'height')"), "its height")
    assert (height["secret"], height["value"] > 150) == ("abc", True)
    wait_for(
        lambda: inside(page).locator("html").evaluate("() => document.fonts.status") == "loaded",
        "its letters",
    )
    make.registration(event)
    expect(seats).to_contain_text("1 place")
    inside(page).get_by_role("link", name="S’inscrire").click()
    link = wait_for(lambda: page.evaluate("said.find(one => one.message == 'link')"), "where it leads")
    assert link["value"] == f"{site}/events/day#registration"


@pytest.mark.parametrize("part", ["registration", "comments", "seats", "card"])
def test_a_frame_leaves_no_fault_and_no_sideways_scroll(event, article, site, part):
    page = article(frame(site, part, style="width:300px"))
    expect(inside(page).get_by_role("link", name="Faire groupe")).to_be_visible()
    wide = inside(page).locator("html").evaluate("one => one.scrollWidth - innerWidth")
    assert wide <= 0
