"""What every answer carries, errors, files and streams included, and what none ever does."""

import gzip

import brotli  # type: ignore[import-untyped]
import pytest

from extensions import db
from models.user import SignInLink
from tests.pages import PARTIAL

EVERYWHERE = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
PAGES = (*EVERYWHERE, "script-src 'self'", "style-src 'self'", "form-action 'self'")
FILES = (*EVERYWHERE, "form-action 'none'")
ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/events/day", 200),
    ("GET", "/events/day.ics", 200),
    ("GET", "/events/day/comments.xml", 200),
    ("GET", "/static/css/parvis.css", 200),
    ("GET", "/static/vendor/htmx-4.0.1-sse.min.js", 200),
    ("GET", "/static/nothing", 404),
    ("GET", "/static/../config.py", 404),
    ("GET", "/robots.txt", 200),
    ("GET", "/sitemap.xml", 200),
    ("GET", "/healthz", 200),
    ("GET", "/about", 200),
    ("GET", "/unknown", 404),
    ("POST", "/about", 405),
    ("HEAD", "/events/day", 200),
]


@pytest.fixture
def day(make):
    return make.event(slug="day")


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_is_dressed_and_sets_no_cookie(day, client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    for rule in FILES if path.startswith("/static/") and status == 200 else PAGES:
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"]
    is_page = answer.mimetype == "text/html"
    assert answer.headers.get("Cross-Origin-Opener-Policy") == ("same-origin" if is_page else None)
    assert ("Permissions-Policy" in answer.headers) == is_page
    assert "Set-Cookie" not in answer.headers
    assert "HX-Request-Type" in answer.vary


def test_a_stream_is_dressed_too_and_kept_by_nobody(day, app):
    with app.test_client() as client:
        answer = client.get("/events/day/live", buffered=False)
        try:
            assert answer.mimetype == "text/event-stream"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert "Set-Cookie" not in answer.headers
        finally:
            answer.close()


def test_an_unforeseen_fault_is_dressed_and_keeps_its_reason_to_itself(day, client, app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("models.event.Event.coming", lambda: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Un incident s’est produit de notre côté" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_unforeseen_fault_for_htmx_replaces_nothing_that_was_typed(day, client, app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("models.event.Event.coming", lambda: 1 / 0)
    answer = client.get("/", headers=PARTIAL)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (500, "none")
    assert 'hx-target="#alert"' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/unknown", 404, "Cette page n’existe pas"),
        ("POST", "/about", 405, "Cette action n’est pas possible ici"),
    ],
)
def test_a_fault_has_a_page_in_the_clothes_of_the_house(client, method, path, status, title):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert 'name="robots" content="noindex"' in answer.text
    assert 'href="/"' in answer.text


def test_a_fault_keeps_the_headers_that_belong_to_it(client):
    assert "GET" in client.post("/about").headers["Allow"]


def test_m20_a_form_of_another_site_is_refused(client):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = client.post("/events/day/registrations", headers=headers)
        assert answer.status_code == 403
        assert "<h1>Cette page ne vous est pas ouverte</h1>" in answer.text


def test_a_static_file_is_kept_for_a_year_because_its_address_names_its_content(client):
    path = next(
        part for part in client.get("/").text.split('"') if part.startswith("/static/css/parvis.css?v=")
    )
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_script_and_what_it_imports_are_kept_for_a_year_as_one_edition(client):
    """A browser that kept a part of the last edition would run two that do not fit."""
    path = next(part for part in client.get("/").text.split('"') if part.endswith("/page.js"))
    for name in ("page.js", "door.js", "door-rules.js"):
        answer = client.get(path.replace("page.js", name))
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    of_another = client.get("/static/js/0123456789ab/page.js")
    assert of_another.status_code == 200
    assert "immutable" not in of_another.headers["Cache-Control"]


def test_too_much_at_once_is_told_in_the_clothes_of_the_house(client):
    answer = client.post("/login", data={"email": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "<h1>C’est trop à la fois</h1>" in answer.text


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_too_many_requests_are_told_when_to_come_back(client, settings):
    wrong = {"email": "somebody@example.org", "password": "not the passphrase"}
    answers = [client.post("/login", data=wrong) for _ in range(7)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "<h1>Trop de demandes</h1>" in answers[-1].text
    partial = client.partial("/login", wrong)
    assert (partial.status_code, partial.headers["HX-Reswap"]) == (429, "none")
    assert int(partial.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("settings", "value"),
    [({}, "max-age=31536000"), ({"HSTS_SUBDOMAINS": True}, "max-age=31536000; includeSubDomains")],
)
def test_t30_subdomains_are_asked_over_https_only_where_the_operator_says_so(client, value):
    answer = client.get("/about", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == value


@pytest.mark.parametrize(
    ("settings", "name"),
    [({}, "parvis_staff"), ({"PUBLIC_URL": "https://parvis.example"}, "__Host-parvis_staff")],
)
def test_t30_the_cookie_of_the_staff_is_bound_to_its_host_where_the_site_is_https(client, make, name):
    link = sign_in_link(make.user())
    given = client.post(f"/login/{link}", base_url="https://parvis.example").headers.getlist("Set-Cookie")
    cookie = next(each for each in given if each.startswith(f"{name}="))
    assert "Domain=" not in cookie
    assert "Path=/;" in f"{cookie};"


def sign_in_link(user):
    with db.writing():
        return SignInLink.issue(user)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None),
        ("gzip;q=0", None), ("", None),
    ],
)  # fmt: skip
def test_a_static_file_is_packed_as_densely_as_its_reader_can_unpack(client, accepted, coding):
    answer = client.get("/static/css/parvis.css", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert b"--measure" in unpack(answer.data)
