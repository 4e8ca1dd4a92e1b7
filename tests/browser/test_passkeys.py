"""W1: a passkey as second factor, made and asked for by a real browser with a virtual key."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from extensions import db
from models.user import Passkey, passphrase
from tests import server

PASSPHRASE = "quatre mots faciles ici"


@pytest.fixture
def settings(monkeypatch):
    """The site under a name: a passkey belongs to no number."""
    port = server.free_port()
    monkeypatch.setattr(server, "free_port", lambda: port)
    return {"PUBLIC_URL": f"http://localhost:{port}"}


@pytest.fixture
def ada(make):
    return make.user(name="Ada", email="ada@example.org", password_hash=passphrase.hashed(PASSPHRASE))


@pytest.fixture
def page(window, settings):
    """A window on the sign-in page, with a key that somebody holds in their hand."""
    page = window("/about")
    page.goto(f"{settings['PUBLIC_URL']}/login")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    return page


def give_the_password(page):
    page.get_by_label("Adresse e-mail").fill("ada@example.org")
    page.get_by_role("textbox", name="Mot de passe").fill(PASSPHRASE)
    page.get_by_role("button", name="Se connecter").click()


def test_t13_a_passkey_is_made_and_signs_in_after_the_password(page, ada, settings):
    give_the_password(page)
    page.get_by_role("link", name="Ada").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Ma clé")
    page.get_by_role("button", name="Créer une clé d’accès").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    db.session.rollback()
    assert [each.name for each in Passkey.of(ada)] == ["Ma clé"]
    page.context.clear_cookies()
    page.goto(f"{settings['PUBLIC_URL']}/login?next=/account")
    give_the_password(page)
    expect(page.get_by_role("heading", name="Votre code")).to_be_visible()
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()
    expect(page.get_by_text("Ma clé")).to_be_visible()


def test_t13_what_a_passkey_signed_for_one_sign_in_opens_no_other(page, ada, settings):
    give_the_password(page)
    page.goto(f"{settings['PUBLIC_URL']}/account/passkeys")
    page.get_by_role("button", name="Créer une clé d’accès").click()
    page.get_by_role("link", name="Je les ai notés").click()
    page.context.clear_cookies()
    page.goto(f"{settings['PUBLIC_URL']}/login")
    give_the_password(page)
    with page.expect_request("**/login/passkey*") as sent:
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    said = parse_qs(sent.value.post_data)["credential"][0]
    page.context.clear_cookies()
    page.goto(f"{settings['PUBLIC_URL']}/login")
    give_the_password(page)
    page.locator("[data-passkey]").evaluate(
        "(form, said) => { form.elements.credential.value = said; form.submit() }", said
    )
    expect(page.get_by_text("Cette clé d’accès n’ouvre pas votre compte")).to_be_visible()
