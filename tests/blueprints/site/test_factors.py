"""W1: one-time codes as a second factor, recovery codes that work once, a role that needs one."""

import re
from datetime import timedelta

import pyotp
import pytest

import clock
from extensions import db
from models.outbox.message import OutboxMessage
from models.site.record import Site
from models.staff import account
from models.user import Authenticator, Passkey, RecoveryCode, Role, SignInLink, StaffSession, passphrase

PASSPHRASE = "un parvis sous la pluie"


@pytest.fixture(scope="module")
def passphrase_hash():
    return passphrase.hashed(PASSPHRASE)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Hashing is slow on purpose, and not what is tried here."""
    monkeypatch.setattr("models.user.passphrase._aside", lambda work, known, said: said == PASSPHRASE)
    monkeypatch.setattr("blueprints.site.tries.time.sleep", lambda seconds: None)


@pytest.fixture
def ada(make, passphrase_hash):
    return make.user(email="ada@example.org", name="Ada", password_hash=passphrase_hash)


def secret_on(page):
    return re.findall(r"<code>([A-Z2-7 ]+)</code>", page)[0].replace(" ", "")


def shown(secret, later=0):
    """The code that the app shows now, or so many seconds later."""
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=later))


@pytest.fixture
def app_of(ada, signed_in):
    """The secret of the app that Ada set up, and her recovery codes."""
    browser = signed_in(ada)
    secret = secret_on(browser.get("/account/authenticator").text)
    page = browser.post("/account/authenticator", data={"code": shown(secret, -30)})
    assert page.status_code == 200
    return secret, re.findall(r"<code>([a-z2-7-]{29})</code>", page.text)


def sign_in(client, said=PASSPHRASE):
    return client.post("/login?next=/account", data={"email": "ada@example.org", "password": said})


def test_t13_signing_in_asks_for_the_code_and_opens_nothing_before(client, app_of):
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/login/code?next=/account")
    assert client.get("/account").status_code == 303
    assert client.get("/").status_code == 200
    assert client.post("/login/code", data={"code": "000000"}).status_code == 422
    answer = client.post("/login/code?next=/account", data={"code": shown(app_of[0])})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200


def test_t13_a_code_works_once_and_not_the_one_of_before(app, app_of):
    one, other = app.test_client(), app.test_client()
    code = shown(app_of[0])
    for browser, status in ((one, 303), (other, 422)):
        sign_in(browser)
        assert browser.post("/login/code", data={"code": code}).status_code == status
    assert other.post("/login/code", data={"code": shown(app_of[0], -30)}).status_code == 422
    assert other.post("/login/code", data={"code": shown(app_of[0], 300)}).status_code == 422


def test_t13_a_recovery_code_works_once_however_it_is_spelt(app, app_of):
    _, codes = app_of
    assert len(codes) == 10
    for said, status in ((codes[3].upper().replace("-", " "), 303), (codes[3], 422), (codes[4], 303)):
        browser = app.test_client()
        sign_in(browser)
        assert browser.post("/login/code", data={"code": said}).status_code == status
    assert "8" in re.findall(r"(\d+) codes de secours", browser.get("/account").text)[0]
    kept = db.session.query(RecoveryCode.code_hash).all()
    assert not [code for code in codes if any(code in row[0] for row in kept)]


def test_t13_tries_at_codes_are_bounded_wherever_they_come_from(app, app_of):
    codes = []
    for place in range(8):
        browser = app.test_client()
        where = {"REMOTE_ADDR": f"198.51.100.{place}"}
        assert sign_in(browser).status_code == 303
        answers = [browser.post("/login/code", data={"code": "000000"}, environ_base=where) for _ in range(6)]
        codes += [answer.status_code for answer in answers]
    assert codes.count(422) == 30
    assert codes[:6] == [422] * 5 + [429]
    assert codes[-6:] == [429] * 6


def test_t13_a_sign_in_that_waits_for_its_code_is_too_old_after_ten_minutes(client, app_of, set_clock):
    sign_in(client)
    set_clock(minutes=11)
    assert client.get("/login/code").status_code == 404
    assert client.post("/login/code", data={"code": shown(app_of[0])}).status_code == 404


def test_t13_a_sign_in_link_does_not_replace_the_factor(client, ada, app_of):
    with db.writing():
        link = SignInLink.issue(ada)
    assert client.post(f"/login/{link}").location.startswith("/login/code")


def test_t13_opening_the_page_of_an_app_changes_nothing_and_a_wrong_code_keeps_it_off(ada, signed_in):
    browser = signed_in(ada)
    first = secret_on(browser.get("/account/authenticator").text)
    page = browser.post("/account/authenticator", data={"code": "000000"})
    assert page.status_code == 422
    assert secret_on(page.text) == first
    assert Authenticator.of(ada) is None


def test_t13_the_database_alone_knows_no_secret(ada, app_of):
    kept = Authenticator.of(ada)
    assert kept
    assert app_of[0] not in (kept.seed, kept.seed.upper())


def test_t13_a_role_can_be_made_to_need_a_factor(make, signed_in, ada):
    boss, moderator = signed_in(ada), signed_in(Role.MODERATOR)
    assert boss.post("/desk/staff/factors", data={"roles": ["moderator", "nobody"]}).status_code == 303
    assert Site.current().factor_roles == "moderator"
    for path in ("/moderation", "/desk/audit"):
        assert moderator.get(path).location == "/account/authenticator"
    assert moderator.get("/account").status_code == 200
    assert boss.get("/moderation").status_code == 200
    page = moderator.get("/account/authenticator").text
    assert "Votre rôle demande un second facteur" in page
    moderator.post("/account/authenticator", data={"code": shown(secret_on(page))})
    assert moderator.get("/moderation").status_code == 200


def test_t13_an_administrator_takes_a_lost_app_off_and_the_mailbox_is_told(
    make, signed_in, ada, app_of, client
):
    boss = signed_in(make.user(Role.ADMIN))
    assert "Téléphone perdu" in boss.get("/desk/staff").text
    assert boss.post(f"/desk/staff/{ada.id}/authenticator-removal").status_code == 303
    assert (Authenticator.of(ada), RecoveryCode.left(ada)) == (None, 0)
    assert sign_in(client).location == "/account"
    told = [
        (row.recipients, row.facts["what"])
        for row in db.session.query(OutboxMessage).order_by(OutboxMessage.id)
    ]
    assert told == [("ada@example.org", "app added"), ("ada@example.org", "app removed")]


def test_t13_new_recovery_codes_kill_the_old_ones(app, ada, signed_in, app_of):
    page = signed_in(ada).post("/account/recovery-codes")
    fresh = re.findall(r"<code>([a-z2-7-]{29})</code>", page.text)
    for said, status in ((app_of[1][0], 422), (fresh[0], 303)):
        browser = app.test_client()
        sign_in(browser)
        assert browser.post("/login/code", data={"code": said}).status_code == status


def test_t13_the_shell_takes_an_app_off(app, ada):
    with db.writing():
        account.add_app(ada, "seed", 1)
    result = app.test_cli_runner().invoke(args=["staff", "remove-factor", "ada@example.org"])
    assert result.exit_code == 0
    assert Authenticator.of(ada) is None
    assert db.session.query(StaffSession).count() == 0


@pytest.fixture
def holder(ada):
    """Ada with a passkey whose private half nobody has."""
    with db.writing():
        db.session.add(Passkey(user_id=ada.id, credential_id="AAAA", public_key="AAAA"))
    return ada


def test_t13_a_forged_passkey_opens_nothing_and_is_counted(client, holder):
    for said in (
        "",
        "{}",
        "[]",
        "null",
        '{"id": "AAAA"}',
        '{"id": "AAAA", "type": "public-key", "rawId": "AAAA"}',
    ):
        assert sign_in(client).location.startswith("/login/code")
        answer = client.post("/login/passkey", data={"credential": said})
        if answer.status_code == 429:
            break
        assert answer.location.startswith("/login/code")
        assert "n’ouvre pas votre compte" in client.get("/login/code").text
        assert client.get("/account").status_code == 303
    assert answer.status_code == 429


def test_t13_a_passkey_alone_signs_nobody_in(client, holder):
    assert client.post("/login/passkey", data={"credential": "{}"}).status_code == 404


def test_t13_a_browser_that_made_no_passkey_is_told_so(ada, signed_in):
    page = signed_in(ada).post("/account/passkeys", data={"name": "x", "credential": ""})
    assert page.status_code == 422
    assert "n’a pas créé de clé d’accès" in page.text


def test_t13_one_takes_ones_passkey_away_and_nobody_elses(make, holder, signed_in):
    number = Passkey.of(holder)[0].id
    assert signed_in(make.user()).post(f"/account/passkeys/{number}/removal").status_code == 404
    assert signed_in(holder).post(f"/account/passkeys/{number}/removal").status_code == 303
    assert Passkey.of(holder) == []
