"""The desk: who may enter, and what the site says about itself."""

import pytest
import sqlalchemy as sa

import mails
from extensions import db
from models.outbox.message import OutboxMessage
from models.site.record import Site
from models.user import Role
from tests.forms import filled

PATHS = (
    "/desk",
    "/desk/site",
    "/desk/events/new",
    "/desk/events/e",
    "/desk/events/e/edit",
    "/desk/events/e/status/cancelled",
)
POSTS = (
    "/desk/site",
    "/desk/events/new",
    "/desk/events/e/edit",
    "/desk/events/e/status/cancelled",
    "/desk/events/e/draft/preview",
)


@pytest.mark.parametrize("path", PATHS)
def test_q1_the_desk_is_open_to_organisers_and_administrators_only(signed_in, client, make, path):
    make.event(slug="e")
    got = {role: signed_in(role).get(path).status_code for role in Role}
    assert got == {Role.ADMIN: 200, Role.ORGANISER: 200, Role.MODERATOR: 403, Role.DOOR: 403}
    assert client.get(path).status_code == 303


@pytest.mark.parametrize("path", POSTS)
def test_q1_nothing_is_posted_to_the_desk_without_the_right(signed_in, client, make, path):
    event = make.event(slug="e")
    assert signed_in(Role.MODERATOR).post(path).status_code == 403
    assert client.post(path).status_code == 303
    assert event.status == "published"


def test_q2_nothing_is_posted_to_the_desk_without_the_token(signed_in, make):
    event = make.event(slug="e")
    browser = signed_in(Role.ORGANISER)
    del browser.environ_base["HTTP_X_CSRFTOKEN"]
    assert browser.post("/desk/events/e/status/cancelled").status_code == 400
    assert event.status == "published"


def test_what_the_site_says_about_itself_is_changed_in_a_form(signed_in, client):
    browser = signed_in(Role.ORGANISER)
    client.get("/")
    sent = filled(browser.get("/desk/site").text, "/desk/site")
    answer = browser.post(
        "/desk/site",
        data=sent | {"name": "La Revue", "about": "Deux\r\n\r\nparagraphes", "phone": "01 02 03 04 05"},
    )
    assert answer.location == "/desk/site"
    assert "La Revue" in client.get("/").text
    site = db.session.get(Site, 1)
    assert site is not None
    assert (site.about, site.phone) == ("Deux\n\nparagraphes", "01 02 03 04 05")


def test_the_accent_colour_of_the_site_reaches_pages_and_mails(signed_in, client, make):
    desk = signed_in(Role.ORGANISER)
    assert "/accent/" not in client.get("/").text
    desk.post("/desk/site", data={"name": "Revue", "accent": "1D5C4D"})
    assert 'href="/accent/1d5c4d.css"' in client.get("/").text
    sheet = client.get("/accent/1d5c4d.css")
    assert (sheet.status_code, sheet.mimetype) == (200, "text/css")
    assert "--accent: #1d5c4d; --accent-ink: #ffffff;" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]
    make.registration(make.event())
    letter = mails.compose(db.session.scalars(sa.select(OutboxMessage)).one()).get_body(("html",))
    assert letter is not None
    assert "a {\n  color: #1d5c4d;\n}" in letter.get_content()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("gold", "six chiffres hexadécimaux"),
        ("#ffd700", "son contraste est de 1,2"),
        ("#fff", "six chiffres"),
    ],
)
def test_an_accent_colour_that_cannot_be_read_is_refused_with_one_that_can(signed_in, typed, says):
    desk = signed_in(Role.ORGANISER)
    answer = desk.post("/desk/site", data={"name": "Revue", "accent": typed})
    assert (answer.status_code, says in answer.text, f'value="{typed}"' in answer.text) == (422, True, True)
    assert Site.current().accent == ""


@pytest.mark.parametrize("value", ["ffd700", "1D5C4D", "zzzzzz", "1d5c4d;x"])
def test_no_sheet_is_made_for_what_is_no_readable_colour(client, value):
    assert client.get(f"/accent/{value}.css").status_code == 404


def test_a_site_without_a_name_or_with_a_bad_address_is_refused(signed_in):
    browser = signed_in(Role.ORGANISER)
    answer = browser.post("/desk/site", data={"name": " ", "email": "nobody", "about": "Gardé"})
    assert answer.status_code == 422
    assert ("Donnez un nom au site." in answer.text, "Gardé" in answer.text) == (True, True)
    assert db.session.get(Site, 1) is None
