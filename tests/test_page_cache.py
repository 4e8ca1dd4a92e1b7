"""Public pages as bytes: the same for everybody, sent again only when they changed, never wrong."""

import gzip
from datetime import timedelta

import pytest

import clock
import page_cache
from extensions import db
from models.event import Event
from models.event.former_url import FormerUrl
from tests.pages import PARTIAL

PATHS = ["/", "/about", "/privacy", "/accessibility", "/legal", "/.well-known/security.txt", "/events/day", "/events/day.ics", "/calendar.ics", "/feed.xml",
         "/events/day/comments.xml", "/sitemap.xml"]  # fmt: skip


@pytest.fixture
def day(make):
    return make.event(slug="day", capacity=3)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_did_not_change_is_not_sent_again(day, client, path):
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert set(first.vary) <= set(again.vary)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_the_same_bytes_for_everybody(day, client, app, path):
    mine = client.get(path, headers={"User-Agent": "A", "Accept-Language": "fr"})
    yours = app.test_client().get(path, headers={"User-Agent": "B", "Accept-Language": "en"})
    assert mine.data == yours.data
    assert mine.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_packed_is_the_page(day, client, path):
    plain, packed = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"].startswith("W/")
    assert {"Accept-Encoding", "Cookie", "HX-Request-Type"} <= set(packed.vary) & set(plain.vary)


@pytest.mark.parametrize("path", ["/", "/events/day", "/events/day.ics", "/feed.xml"])
def test_a_change_shows_at_once(day, client, path):
    etag = client.get(path).headers["ETag"]
    with db.writing():
        day.title, day.updated_at = "Un autre titre", clock.now() + timedelta(seconds=2)
        day.changed("facts")
    changed = client.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "Un autre titre" in changed.text


def test_a_seat_taken_shows_at_once(day, make, client):
    assert "3 places restantes" in client.get("/events/day").text
    make.registration(day)
    assert "2 places restantes" in client.get("/events/day").text


def test_another_events_change_leaves_the_page(day, make, client):
    etag = client.get("/events/day").headers["ETag"]
    make.registration(make.event())
    assert client.get("/events/day", headers={"If-None-Match": etag}).status_code == 304


def test_time_alone_ends_a_page(make, client, set_clock):
    event = make.event(starts=make.wall(hours=1), ends=make.wall(hours=2))
    path = f"/events/{event.slug}"
    assert "a eu lieu" not in client.get(path).text
    set_clock(hours=3)
    assert "a eu lieu" in client.get(path).text


@pytest.mark.parametrize("path", ["/", "/events/day"])
def test_each_language_has_its_own_page(day, client, path):
    french, english = client.get(path), client.get(f"{path}?lang=en")
    assert french.headers["ETag"] != english.headers["ETag"]
    assert 'lang="en"' in english.text
    assert client.get(path).data == french.data


def test_what_the_page_does_not_know_in_its_address_is_no_other_page(day, client, app):
    client.get("/events/day")
    for number in range(20):
        assert client.get(f"/events/day?utm={number}").data == client.get("/events/day").data
    assert len(app.extensions["pages"]) == 1


def test_a_request_of_htmx_is_never_answered_from_the_pages(day, client, app):
    client.get("/events/day", headers=PARTIAL)
    assert not app.extensions.get("pages")


def test_a_request_with_a_cookie_is_made_for_its_bearer_alone(day, client, app):
    client.set_cookie("parvis_staff", "x")
    answer = client.get("/events/day")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not app.extensions.get("pages")


def test_a_page_kept_for_visitors_is_not_given_to_the_staff(day, client):
    kept = [client.get("/events/day").headers["Cache-Control"] for _ in range(2)]
    client.set_cookie("parvis_staff", "x")
    assert client.get("/events/day").headers["Cache-Control"] == "no-store"
    assert set(kept) == {"public, max-age=0, must-revalidate"}


def test_a_cookie_that_is_not_ours_changes_nothing(day, client, app):
    first = client.get("/events/day")
    client.set_cookie("other_shop", "x")
    assert client.get("/events/day").headers["Cache-Control"] == first.headers["Cache-Control"]
    assert len(app.extensions["pages"]) == 1


def test_a_page_made_while_somebody_wrote_is_sent_and_not_kept(day, client, app, monkeypatch):
    published = Event.__dict__["published"].__func__

    def read_then_overtaken(cls, slug):
        event = published(cls, slug)
        with db.writing():
            day.changed("facts")
        return event

    monkeypatch.setattr(Event, "published", classmethod(read_then_overtaken))
    assert client.get("/events/day").status_code == 200
    assert not app.extensions.get("pages")
    monkeypatch.undo()
    assert client.get("/events/day").status_code == 200
    assert len(app.extensions["pages"]) == 1


def test_a_page_that_is_not_there_is_not_kept(client, app):
    assert client.get("/events/unknown").status_code == 404
    assert not app.extensions.get("pages")


def test_an_address_that_was_answered_is_answered_alike_without_flask(day, client, app, monkeypatch):
    first = client.get("/events/day")
    monkeypatch.setattr(app, "full_dispatch_request", None)
    again = client.get("/events/day")
    assert again.data == first.data
    assert sorted(again.headers) == sorted(first.headers)


def test_the_front_remembers_a_bounded_number_of_addresses(day, client, app, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST", 20)
    for number in range(page_cache.MOST + 20):
        client.get(f"/events/day?page={number}", headers={"Accept-Encoding": "gzip"})
    assert len(app.wsgi_app.known) == page_cache.MOST


def asked_of_flask(app, monkeypatch):
    """The addresses that reached Flask from now on."""
    reached: list[str] = []
    behind = app.wsgi_app.behind

    def noted(environ, start_response):
        reached.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        return behind(environ, start_response)

    monkeypatch.setattr(app.wsgi_app, "behind", noted)
    return reached


@pytest.mark.parametrize(
    "query", ["x=1", "utm_source=a&utm_medium=b", "fbclid=%ff", "=", "lang=fr&lang=en&x"]
)
def test_f82_an_unknown_argument_leads_to_the_page_that_is_kept(day, client, app, monkeypatch, query):
    for path in ("/events/day", "/events/day?lang=fr"):
        client.get(path)
    reached = asked_of_flask(app, monkeypatch)
    answer = client.get(f"/events/day?{query}")
    assert reached == []
    assert answer.data == client.get("/events/day").data


def test_f82_an_argument_of_one_visitor_stands_on_nobodys_page(day, client):
    assert "secret-campaign" not in client.get("/events/day?utm_source=secret-campaign").text


def test_f82_what_is_asked_for_stays_whatever_a_crawler_asks(day, client, app, monkeypatch):
    monkeypatch.setattr(page_cache, "MOST", 20)
    client.get("/")
    for number in range(page_cache.MOST + 20):
        client.get(f"/events/day?page={number}")
        client.get("/")
    reached = asked_of_flask(app, monkeypatch)
    client.get("/")
    assert reached == []
    assert len(app.extensions["pages"]) <= page_cache.MOST
    client.get("/events/day?page=0")
    assert len(reached) == 1, "who was asked for longest ago made room"


def test_f82_an_address_of_a_former_site_is_still_led_on(day, client):
    with db.writing():
        FormerUrl.remember("https://old.example/?p=12", day)
    client.get("/")
    assert client.get("/?p=12").status_code == 301
    assert client.get("/?p=13").status_code == 200
