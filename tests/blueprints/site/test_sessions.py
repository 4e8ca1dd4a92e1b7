"""Signing in and out."""

import re
from datetime import timedelta

import pytest

import access
import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.user import SignInLink, User, passphrase
from models.user.passphrase import NOBODY, _hasher

PASSPHRASE = "un parvis sous la pluie"


@pytest.fixture(scope="module")
def passphrase_hash():
    """Hashing is slow on purpose: once is enough."""
    return passphrase.hashed(PASSPHRASE)


@pytest.fixture
def ada(make, passphrase_hash):
    return make.user(email="ada@example.org", name="Ada", password_hash=passphrase_hash)


@pytest.fixture
def link(make):
    """The token of a link for somebody who has no passphrase yet."""
    user = make.user(email="new@example.org")
    with db.writing():
        return SignInLink.issue(user)


def sign_in(client, email="ada@example.org", password=PASSPHRASE, **kwargs):
    return client.post("/login", data={"email": email, "password": password}, **kwargs)


def test_the_form_has_its_labels_and_gives_no_cookie(client):
    page = client.get("/login")
    for words in ("Adresse e-mail", "Mot de passe", "Se connecter"):
        assert words in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_signing_in_opens_staff_pages_and_is_written_in_the_history(client, ada):
    answer = sign_in(client, " ADA@example.org ")
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = client.get("/account")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Cookie" in page.headers["Vary"]
    assert [entry.verb for entry in db.session.query(AuditEntry)] == ["sign in"]


@pytest.mark.parametrize("settings", [{"PUBLIC_URL": "https://parvis.example"}])
def test_the_cookie_is_secure_where_the_site_is(client, ada):
    assert "Secure" in sign_in(client, base_url="https://parvis.example").headers["Set-Cookie"]


def test_an_unknown_address_is_answered_like_a_wrong_passphrase(client, ada):
    wrong = sign_in(client, password="not her passphrase at all")
    unknown = sign_in(client, email="who@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("ada@", "who@") == unknown.text
    assert "ne vont pas ensemble" in wrong.text
    assert "Set-Cookie" not in wrong.headers


def test_an_unknown_address_costs_the_same_hashing(monkeypatch, app, ada):
    seen = []
    monkeypatch.setattr("models.user.record.matches", lambda known, passphrase: seen.append(known))
    for email in ("ada@example.org", "who@example.org"):
        User.with_password(email, PASSPHRASE)
    assert seen == [ada.password_hash, NOBODY]
    assert not _hasher.check_needs_rehash(NOBODY)


def test_who_left_the_staff_cannot_sign_in(client, ada):
    with db.writing():
        ada.active = False
    assert sign_in(client).status_code == 422


@pytest.mark.parametrize("empty", ["email", "password"])
def test_a_blank_field_is_asked_for_and_the_address_kept(client, empty):
    said = {"email": "ada@example.org", "password": "x"} | {empty: ""}
    page = client.post("/login", data=said)
    assert page.status_code == 422
    assert f'id="session-{empty}-error">' in page.text
    assert empty == "email" or "ada@example.org" in page.text


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_guessing_is_stopped_for_known_and_unknown_addresses_alike(client, ada):
    for email in ("ada@example.org", "who@example.org"):
        codes = [sign_in(client, email, password="a wrong passphrase").status_code for _ in range(6)]
        assert codes == [422] * 5 + [429]
    answer = sign_in(client)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_guessing_at_many_addresses_from_one_network_address_is_stopped(client, ada):
    codes = [sign_in(client, f"who{n}@example.org", password="x").status_code for n in range(21)]
    assert codes[-1] == 429
    assert sign_in(client, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}])
def test_signing_in_well_is_never_throttled(client, ada, monkeypatch):
    monkeypatch.setattr("models.user.record.matches", lambda known, passphrase: True)
    assert {sign_in(client).status_code for _ in range(8)} == {303}


def test_signing_out_ends_the_session_for_good(client, ada):
    sign_in(client)
    stolen = client.get_cookie("parvis_staff").value
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/logout").text)[0]
    assert client.get("/account").status_code == 200, "GET signs nobody out"
    assert client.post("/logout", data={"csrf_token": token}).status_code == 303
    client.set_cookie("parvis_staff", stolen)
    assert client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("later", "status"),
    [(timedelta(hours=11), 200), (timedelta(hours=13), 303), (timedelta(days=15), 303)],
)
def test_a_session_idles_out(signed_in, later, status):
    browser = signed_in()
    with clock.at(clock.now() + later):
        assert browser.get("/account").status_code == status


def test_a_session_that_is_used_lives_on_but_not_for_ever(signed_in):
    browser, start = signed_in(), clock.now()
    codes = []
    for hours in range(8, 24 * 15, 8):
        with clock.at(start + timedelta(hours=hours)):
            codes.append(browser.get("/account").status_code)
    assert codes[24] == 200
    assert codes[-1] == 303


def test_a_link_shows_a_button_and_signs_in_once(client, link):
    assert "Se connecter" in client.get(f"/login/{link}").text
    assert client.get(f"/login/{link}").status_code == 200, "opening it does not use it up"
    answer = client.post(f"/login/{link}")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200
    client.delete_cookie("parvis_staff")
    assert client.post(f"/login/{link}").status_code == 404
    assert client.get(f"/login/{link}").status_code == 404
    assert client.get("/account").status_code == 303


def test_a_link_is_too_old_after_a_day(client, link):
    with clock.at(clock.now() + timedelta(hours=25)):
        assert client.post(f"/login/{link}").status_code == 404


def test_an_unknown_link_is_answered_like_a_used_one(client, link):
    client.post(f"/login/{link}")
    client.delete_cookie("parvis_staff")
    used, unknown = client.get(f"/login/{link}"), client.get("/login/AAAAAAAAAAAAAAAAAAAAAA")
    assert (used.status_code, used.text.replace(link, "")) == (
        unknown.status_code,
        unknown.text.replace("AAAAAAAAAAAAAAAAAAAAAA", ""),
    )


def test_who_is_not_signed_in_comes_back_to_the_page_they_wanted(client, ada):
    answer = client.get("/account?lang=en")
    assert answer.status_code == 303
    assert answer.location == "/login?next=/account?lang%3Den&lang=en"
    page = client.get(answer.location)
    assert 'action="/login?next=/account?lang%3Den&amp;lang=en"' in page.text
    assert sign_in_at(client, answer.location).location == "/account?lang=en"


def sign_in_at(client, location):
    return client.post(location, data={"email": "ada@example.org", "password": PASSPHRASE})


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client):
    answer = client.partial("/account", headers={"HX-Current-URL": "http://localhost/account?x=1"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/login?next=/account?x%3D1"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example",
                                     "/\t/elsewhere.example", "elsewhere", "javascript:alert(1)", ""])  # fmt: skip
def test_a_sign_in_never_leads_to_another_site(client, ada, address):
    assert access.ours(address) == ""
    answer = client.post("/login", query_string={"next": address}, data={"email": "ada@example.org", "password": PASSPHRASE})  # fmt: skip
    assert answer.location == "/account"


def test_a_cookie_of_another_secret_opens_nothing(client):
    client.set_cookie("parvis_staff", "eyJzdGFmZiI6ImEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
    assert client.get("/account").status_code == 303
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/login", "/login/gone"])
def test_f75_who_cannot_get_in_reads_whom_to_ask(client, path):
    page = client.get(path, headers={"Accept-Language": "fr"}).text
    assert "Mot de passe oublié" in page
    assert "nouveau lien de connexion" in page
