"""The languages: French, English, and any third one whose catalogue is there."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from flask import Flask
from flask.testing import FlaskClient

import mails
from blueprints.desk import styleguide_samples
from extensions import db
from language import LANGUAGES, spoken
from models.outbox.message import OutboxMessage
from tests import server
from tests.factories import Factory
from tests.pages import CheckedClient

WORDS = {
    "Register": "Anmelden",
    "Events": "Veranstaltungen",
    "Registration confirmed: %(event)s": "Anmeldung bestätigt: %(event)s",
}
PATTERNS = {"EEEE d\u00a0MMMM y": "EEEE, d.\u00a0MMMM y"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogues of Parvis with a third one among them: some words of German."""
    shutil.copytree(server.ROOT / "translations", tmp_path / "translations")
    catalogue = Catalog(locale="de", domain="messages")
    for english, german in WORDS.items():
        catalogue.add(english, german)
    for english, german in PATTERNS.items():
        catalogue.add(english, german, context="date pattern")
    there = tmp_path / "translations/de/LC_MESSAGES"
    there.mkdir(parents=True)
    with (there / "messages.po").open("wb") as po, (there / "messages.mo").open("wb") as mo:
        write_po(po, catalogue)
        write_mo(mo, catalogue)
    return tmp_path / "translations"


@pytest.fixture
def settings() -> dict[str, Any]:
    """An application of its own: the catalogues are read when it is built."""
    return {"LOCALE": "fr"}


@pytest.fixture
def german(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parvis as it starts with that catalogue among its own."""
    app.extensions["babel"].translation_directories[:] = [str(folder)]
    for code, name in spoken(folder).items():
        monkeypatch.setitem(LANGUAGES, code, name)


PAGES = (
    "/",
    "/about",
    "/privacy",
    "/accessibility",
    "/legal",
    "/my-registrations",
    "/login",
    "/help/moderators",
    "/sitemap.xml",
)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_a_third_language(client: FlaskClient, path: str) -> None:
    page = client.get(f"{path}?lang=de")
    assert page.status_code == 200
    if page.mimetype == "text/html":
        assert '<html lang="de">' in page.text
        assert "Veranstaltungen" in page.text


@pytest.mark.usefixtures("german")
def test_an_event_page_speaks_a_third_language(client: FlaskClient, make: Factory) -> None:
    event = make.event(starts=datetime(2031, 3, 4, 9, 30))  # noqa: DTZ001
    page = client.get(f"/events/{event.slug}?lang=de").text
    assert "Dienstag, 4.\u00a0März 2031" in page
    assert ">Anmelden</button>" in page
    assert '<meta property="og:locale" content="de_DE">' in page
    assert 'lang="fr" hreflang="fr">Français</a>' in page
    assert 'lang="en" hreflang="en">English</a>' in page


@pytest.mark.usefixtures("german")
def test_mail_goes_out_in_a_third_language(client: FlaskClient, make: Factory) -> None:
    event = make.event(title="Docks")
    data = {"name": "Jörg", "email": "joerg@example.org", "consent": "y"}
    client.post(f"/events/{event.slug}/registrations?lang=de", data=data)
    letter = mails.compose(db.session.scalars(sa.select(OutboxMessage)).one())
    assert letter["Subject"].startswith("Anmeldung bestätigt: Docks")


@pytest.mark.usefixtures("german")
def test_the_page_of_mails_has_a_third_language(app: Flask, signed_in: Callable[..., CheckedClient]) -> None:
    assert signed_in().get("/desk/style/mail").text.count('/de"') == len(mails.WRITERS)
    for kind in mails.WRITERS:
        with app.test_request_context(), styleguide_samples.message(kind, "de") as row:
            assert mails.write(row).subject


def test_the_languages_are_those_of_the_catalogues(folder: Path) -> None:
    assert spoken(folder) == {"fr": "Français", "en": "English", "de": "Deutsch"}
    assert LANGUAGES == {"fr": "Français", "en": "English"}
