"""W2: what matters asks for a fresh proof; W5: one sees and ends one's sessions."""

import pytest

from extensions import db
from mails import write
from models.outbox.message import OutboxMessage
from models.user import LentPhone, Role, Scope, StaffSession, User, passphrase

PASSPHRASE = "un parvis sous la pluie"
OTHER = "quatre mots faciles ici"


@pytest.fixture(scope="module")
def passphrase_hash():
    return passphrase.hashed(PASSPHRASE)


@pytest.fixture
def ada(make, passphrase_hash):
    return make.user(email="ada@example.org", name="Ada", password_hash=passphrase_hash)


def said(**fields):
    return {"name": "Ada", "email": "ada@example.org", "password": "", "shortcuts": "y"} | fields


@pytest.mark.parametrize(
    "path",
    ["/desk/staff", "/desk/people/erasure?q=a@example.org", "/desk/people/export.json?q=a@example.org", "/account/authenticator",
     "/desk/export/parvis.jsonl?registrations=1", "/desk/events/{slug}/registrations.csv"],
)  # fmt: skip
def test_t11_what_matters_asks_who_it_is_and_leads_back(make, ada, signed_in, set_clock, path):
    path = path.format(slug=make.event().slug)
    browser = signed_in(ada)
    assert browser.get(path).status_code == 200
    set_clock(minutes=16)
    asked = browser.get(path)
    assert asked.status_code == 303
    assert asked.location.startswith("/login/proof?next=")
    assert browser.post(asked.location, data={"password": "wrong"}).status_code == 422
    assert browser.get(path).status_code == 303
    assert browser.post(asked.location, data={"password": PASSPHRASE}).location == path
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["", "/{id}", "/{id}/dismissal", "/{id}/links", "/{id}/authenticator-removal", "/factors"]
)
def test_t11_staff_are_changed_with_a_fresh_proof_only(make, ada, signed_in, set_clock, path):
    colleague, browser = make.user(Role.DOOR), signed_in(ada)
    address = f"/desk/staff{path}".format(id=colleague.id)
    set_clock(minutes=31)
    answer = browser.post(address, data={"role": "admin", "email": "zoe@example.org", "roles": "admin"},
                          headers={"Referer": "http://localhost/desk/staff"})  # fmt: skip
    assert answer.location == "/login/proof?next=/desk/staff"
    assert (colleague.role, colleague.active, User.by_email("zoe@example.org")) == (Role.DOOR, True, None)


def test_t11_a_form_that_was_opened_in_time_is_not_lost(ada, signed_in, set_clock):
    browser = signed_in(ada)
    set_clock(minutes=16)
    assert browser.post("/desk/staff", data={"role": "door", "email": "zoe@example.org"}).status_code == 200


def test_t11_erasing_people_asks_for_a_fresh_proof(make, ada, signed_in, set_clock):
    registration, browser = make.registration(make.event()), signed_in(ada)
    set_clock(minutes=31)
    answer = browser.post("/desk/people/erasure", data={"q": registration.email})
    assert answer.location.startswith("/login/proof")
    assert registration.erased_at is None


@pytest.mark.parametrize("change", [{"email": "new@example.org"}, {"password": OTHER}])
def test_t11_an_open_browser_is_no_taken_account(ada, signed_in, set_clock, change):
    browser = signed_in(ada)
    set_clock(minutes=31)
    kept = ada.password_hash
    for present in ("", "wrong"):
        page = browser.post("/account", data=said(current_password=present, **change))
        assert page.status_code == 422
        assert 'id="account-current-password-error"></p>' not in page.text
    assert (ada.email, ada.password_hash) == ("ada@example.org", kept)
    assert browser.post("/account", data=said(current_password=PASSPHRASE, **change)).status_code == 303
    assert (ada.email, ada.password_hash) != ("ada@example.org", kept)


def test_t11_habits_need_no_proof(ada, signed_in, set_clock):
    browser = signed_in(ada)
    set_clock(minutes=31)
    assert browser.post("/account", data=said(name="Grace")).status_code == 303
    assert ada.name == "Grace"


def test_t11_the_old_address_is_told_and_learns_nothing_of_the_new_one(ada, signed_in):
    signed_in(ada).post("/account", data=said(email="new@example.org", password=OTHER))
    rows = db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()
    assert [(row.recipients, row.facts["what"]) for row in rows] == [
        ("ada@example.org", "password"), ("ada@example.org", "address")]  # fmt: skip
    for row in rows:
        mail = write(row)
        assert mail.subject == "Votre compte a été modifié"
        assert "new@example.org" not in str(mail)


def test_t14_one_sees_ones_browsers_and_phones_and_ends_one(make, app, ada, signed_in):
    here, there, colleague = signed_in(ada), signed_in(ada), signed_in()
    event = make.event()
    with db.writing():
        phone, _ = LentPhone.issue(ada, event.id, "Téléphone de Zoé", Scope.CHECK_IN, event.starts_at)
        StaffSession.begin(ada, phone)
    page = here.get("/account").text
    assert page.count("Déconnecter cet appareil") == 2
    assert "Téléphone de Zoé" in page
    sessions = db.session.query(StaffSession).order_by(StaffSession.id).all()
    assert here.post("/account/sessions/end", data={"session": sessions[1].id}).status_code == 303
    assert [browser.get("/account").status_code for browser in (here, there, colleague)] == [200, 303, 200]
    for foreign in (sessions[2].id, "x", 10**30):
        assert here.post("/account/sessions/end", data={"session": foreign}).status_code == 404
    assert colleague.get("/account").status_code == 200


def test_t14_all_others_are_ended_at_once_and_lent_phones_taken_back(make, ada, signed_in):
    here, there, colleague = signed_in(ada), signed_in(ada), signed_in()
    event = make.event()
    with db.writing():
        phone, _ = LentPhone.issue(ada, event.id, "Zoé", Scope.CHECK_IN, event.starts_at)
        StaffSession.begin(ada, phone)
    here.post("/account/sessions/end")
    assert [browser.get("/account").status_code for browser in (here, there, colleague)] == [200, 303, 200]
    assert phone.ended_at


def test_t14_another_role_ends_the_sessions_and_ones_own_stays(make, ada, signed_in):
    make.user(Role.ADMIN)
    zoe = make.user(Role.DOOR)
    boss, elsewhere, hers = signed_in(ada), signed_in(ada), signed_in(zoe)
    boss.post(f"/desk/staff/{zoe.id}", data={"role": "moderator"})
    assert hers.get("/account").status_code == 303
    boss.post(f"/desk/staff/{ada.id}", data={"role": "organiser"})
    assert [browser.get("/account").status_code for browser in (boss, elsewhere)] == [200, 303]
