"""W3: wrong tries by others never keep the owner out, and tell nothing; W7: they are written down."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.user import Refusal, RefusalKind, passphrase

PASSPHRASE = "un parvis sous la pluie"
ATTACKER, HOME = "203.0.113.1", "203.0.113.2"


@pytest.fixture(scope="module")
def passphrase_hash():
    return passphrase.hashed(PASSPHRASE)


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """The seconds that tries would have waited; hashing itself is not what is tried here."""
    slept: list[int] = []
    monkeypatch.setattr("blueprints.site.tries.time.sleep", slept.append)
    monkeypatch.setattr("models.user.passphrase._aside", lambda work, known, said: said == PASSPHRASE)
    return slept


@pytest.fixture
def ada(make, passphrase_hash):
    return make.user(email="ada@example.org", name="Ada", password_hash=passphrase_hash)


def sign_in(client, said=PASSPHRASE, place=HOME, email="ada@example.org"):
    return client.post("/login", data={"email": email, "password": said}, environ_base={"REMOTE_ADDR": place})


def test_t10_who_tries_sixty_times_elsewhere_does_not_keep_the_owner_out(app, client, ada):
    codes = [sign_in(app.test_client(), "wrong", ATTACKER).status_code for _ in range(60)]
    assert codes == [422] * 5 + [429] * 55
    assert sign_in(client).status_code == 303
    refused = sign_in(app.test_client(), PASSPHRASE, ATTACKER)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_t10_an_account_that_many_places_try_is_slowed_and_never_refused(app, client, ada, pauses):
    for place in range(30):
        sign_in(app.test_client(), "wrong", f"198.51.100.{place}")
    assert pauses[:9] == [0] * 9
    assert pauses[-1] >= 2
    assert sign_in(client).status_code == 303


def test_t10_a_browser_that_signed_in_before_is_a_place_of_its_own(app, ada, pauses):
    known, others = app.test_client(), app.test_client()
    assert sign_in(known, place=ATTACKER).status_code == 303
    for place in (ATTACKER,) * 6 + tuple(f"198.51.100.{number}" for number in range(30)):
        sign_in(others, "wrong", place)
    assert sign_in(others, place=ATTACKER).status_code == 429
    pauses.clear()
    assert sign_in(known, place=ATTACKER).status_code == 303
    assert pauses == [0]


def test_t10_a_known_browser_does_not_guess_for_ever_nor_at_others(app, make, ada):
    make.user(email="eva@example.org")
    known = app.test_client()
    sign_in(known)
    assert [sign_in(known, "wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    assert sign_in(known, "wrong", email="eva@example.org").status_code == 422


def test_t10_known_and_unknown_addresses_are_counted_alike(app, ada):
    for email in ("ada@example.org", "who@example.org"):
        codes = [sign_in(app.test_client(), "wrong", ATTACKER, email).status_code for _ in range(7)]
        assert codes == [422] * 5 + [429] * 2


def test_t10_addresses_of_one_ipv6_network_are_one_place(app, ada):
    codes = [sign_in(app.test_client(), "wrong", f"2001:db8::{number}").status_code for number in range(6)]
    assert codes == [422] * 5 + [429]


def test_the_cookie_of_a_known_browser_stays_on_the_sign_in_pages_and_names_nobody(client, ada):
    cookie = next(each for each in sign_in(client).headers.getlist("Set-Cookie") if "parvis_browser" in each)
    assert "Path=/login" in cookie
    assert "HttpOnly" in cookie
    assert "ada" not in cookie
    client.delete_cookie("parvis_staff")
    client.set_cookie("parvis_browser", "forged", path="/login")
    assert sign_in(client, "wrong").status_code == 422


def test_right_passphrases_leave_no_refusal(client, ada):
    assert {sign_in(client).status_code for _ in range(8)} == {303}
    assert db.session.query(Refusal).count() == 0


def test_t15_refusals_are_written_down_without_what_was_typed(app, ada, make, signed_in):
    for said, email in (("wrong", "ada@example.org"), ("wrong", "who@example.org")):
        sign_in(app.test_client(), said, email=email)
    app.test_client().post("/login/AAAAAAAAAAAAAAAAAAAAAA")
    browser = signed_in("door")
    browser.get("/desk/staff")
    browser.post("/account", headers={"X-CSRFToken": "forged"})
    lines = db.session.execute(
        sa.select(Refusal.kind, Refusal.user_id, Refusal.route).order_by(Refusal.id)
    ).all()
    door = lines[-1].user_id
    assert [tuple(line) for line in lines] == [
        (RefusalKind.PASSPHRASE, ada.id, "/login"),
        (RefusalKind.PASSPHRASE, None, "/login"),
        (RefusalKind.DEAD_LINK, None, "/login/<secret>"),
        (RefusalKind.FORBIDDEN, door, "/desk/staff"),
        (RefusalKind.BAD_TOKEN, door, "/account"),
    ]
    kept = str(db.session.execute(sa.select(Refusal.__table__)).all())
    assert "who@" not in kept
    assert HOME not in kept


def test_t15_administrators_read_the_refusals(app, ada, signed_in):
    sign_in(app.test_client(), "wrong", email="who@example.org")
    page = signed_in("admin").get("/desk/refusals").text
    assert "adresse ou mot de passe erronés" in page
    assert "who@example.org" not in page
    assert signed_in("organiser").get("/desk/refusals").status_code == 403


def test_t15_one_place_fills_no_more_than_twenty_lines_a_minute(app):
    for _ in range(25):
        app.test_client().post("/login", headers={"Sec-Fetch-Site": "cross-site"})
    assert db.session.query(Refusal).count() == 20
