"""One's own account."""

import pytest

from extensions import db
from models.user import StaffSession, User

PASSPHRASE = "quatre mots faciles ici"


def said(**fields):
    return {"name": "Ada", "email": "ada@example.org", "password": "", "shortcuts": "y"} | fields


def test_a_first_account_asks_for_everything_and_never_shows_the_placeholder(make, signed_in):
    browser = signed_in(make.user(email="admin@parvis.invalid"))
    assert "parvis.invalid" not in browser.get("/account").text
    page = browser.post("/account", data=said())
    assert page.status_code == 422
    assert "Choisissez un mot de passe" in page.text
    assert browser.post("/account", data=said(password=PASSPHRASE)).status_code == 303
    user = db.session.query(User).one()
    assert (user.name, user.email, user.email_key) == ("Ada", "ada@example.org", "ada@example.org")
    assert User.with_password("Ada@example.org", PASSPHRASE) is user


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "x" * 14), ("password", "passwordpassword"), ("password", "ada@example.org ada"), ("email", "nobody"), ("email", "other@example.org"), ("name", ""), ("name", "x" * 246)],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(make, signed_in, field, value):
    make.user(email="other@example.org")
    user = make.user(email="ada@example.org", password_hash="x")
    browser = signed_in(user)
    page = browser.post("/account", data=said(name="Grace") | {field: value})
    assert page.status_code == 422
    assert f'id="account-{field}-error"></p>' not in page.text
    assert (user.name, user.email) == ("", "ada@example.org")


def test_an_empty_passphrase_keeps_the_present_one(make, signed_in):
    user = make.user(email="ada@example.org", password_hash="kept")
    signed_in(user).post("/account", data=said())
    assert (user.name, user.password_hash, user.shortcuts) == ("Ada", "kept", True)
    signed_in(user).post("/account", data={key: value for key, value in said().items() if key != "shortcuts"})
    assert user.shortcuts is False


def test_a_new_passphrase_signs_out_the_other_browsers_only(make, signed_in):
    user = make.user()
    here, there, colleague = signed_in(user), signed_in(user), signed_in()
    here.post("/account", data=said(password=PASSPHRASE))
    assert [browser.get("/account").status_code for browser in (here, there, colleague)] == [200, 303, 200]
    assert db.session.query(StaffSession).filter(StaffSession.ended_at.is_(None)).count() == 2


def test_q2_an_account_is_not_changed_without_the_forms_token(make, signed_in):
    user = make.user(password_hash="x")
    browser = signed_in(user)
    for token in ("", "forged"):
        assert browser.post("/account", data=said(), headers={"X-CSRFToken": token}).status_code == 400
    assert user.name == ""


def test_t12_the_account_says_why_a_passphrase_is_weak(make, signed_in):
    user = make.user(email="grace.hopper@example.org", password_hash="kept")
    page = signed_in(user).post(
        "/account", data=said(name="Grace Hopper", email=user.email, password="GraceHopper1906")
    )
    assert page.status_code == 422
    assert "Ce mot de passe est fait de votre nom" in page.text
    assert user.password_hash == "kept"
