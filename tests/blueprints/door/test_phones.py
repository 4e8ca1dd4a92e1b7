"""A phone lent to the door of one event: a link that works once, a scope, and an end."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import CheckIn
from models.audit_log.record import AuditEntry
from models.user import LentPhone, Role, Scope
from tests.house.test_access import TABLE
from tests.house.test_access import filled as address

HERE = "/desk/events/today"
DOOR = f"{HERE}/door"
OPEN = {"everybody", "see the door", "check in"}


@pytest.fixture
def event(make):
    return make.event(slug="today", title="Faire groupe", starts=make.at(0, 30), capacity=3)


@pytest.fixture
def person(make, event):
    return make.registration(event, name="Ève Œuvrard")


@pytest.fixture
def manager(make):
    return make.user(Role.ADMIN, name="Ada")


@pytest.fixture
def phone(app, event, manager):
    """Lend a phone and open it; return its browser, which keeps the lent phone as ``phone.lent``."""

    def lent(scope: Scope = Scope.CHECK_IN, hours: float = 5):
        with db.writing():
            lent, secret = LentPhone.issue(
                manager, event.id, "Entrée nord", scope, clock.now() + timedelta(hours=hours)
            )
        browser = app.test_client()
        answer = browser.post(f"/phones/{secret}")
        assert (answer.status_code, answer.location) == (303, DOOR)
        browser.lent, browser.secret = lent, secret
        return browser

    return lent


def press(browser, person, nonce="once"):
    """Let somebody in with the button beside their name; returns the status."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(DOOR).text)
    said = {"person": person.id, "nonce": nonce, "csrf_token": token[1] if token else ""}
    return browser.post(f"{DOOR}/check-ins", data=said).status_code


def token_of(browser):
    return re.findall(r'name="csrf_token" value="([^"]+)"', browser.get(DOOR).text)[0]


def test_g4_a_phone_with_the_scope_lets_people_in_under_its_name(phone, person, manager):
    browser = phone()
    assert "Ève Œuvrard" in browser.get(DOOR).text
    assert press(browser, person) == 303
    found = db.session.scalars(sa.select(CheckIn)).one()
    assert (found.registration_id, found.user_id, found.device) == (person.id, manager.id, "Entrée nord")


def test_g4_without_the_check_in_scope_a_phone_is_refused_although_its_owner_is_a_manager(phone, person):
    browser = phone(Scope.SEE)
    page = browser.get(DOOR)
    assert (page.status_code, "Ève Œuvrard" in page.text) == (200, True)
    assert browser.get(f"{DOOR}/people.json").status_code == 200
    assert press(browser, person) == 403
    headers = {"X-CSRFToken": token_of(browser)}
    said = {"now": 0, "scans": [{"kind": "scan", "nonce": "n", "at": 0, "person": person.id}]}
    assert browser.post(f"{DOOR}/scans", json=said, headers=headers).status_code == 403
    assert browser.post(f"{DOOR}/walk-ins", data={"name": "X"}, headers=headers).status_code == 403
    assert browser.post(f"{DOOR}/people/{person.id}/undo", headers=headers).status_code == 403
    assert db.session.scalars(sa.select(CheckIn)).all() == []


def test_g4_a_phone_may_never_more_than_who_lent_it(phone, person, manager):
    browser = phone()
    with db.writing():
        manager.role = Role.MODERATOR
    assert browser.get(DOOR).status_code == 403
    with db.writing():
        manager.role, manager.active = Role.ADMIN, False
    assert "/login" in browser.get(DOOR).location


def test_g4_a_phone_opens_the_door_of_no_other_event(phone, make):
    make.event(slug="other", starts=make.at(0, 30))
    browser = phone()
    assert browser.get("/desk/events/other/door").status_code == 403
    assert browser.get("/desk/events/other/door/people.json").status_code == 403


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(
    "route", sorted(route for route, access in TABLE.items() if access not in OPEN and "/logout" not in route)
)  # fmt: skip
def test_g4_a_phone_opens_nothing_else_of_the_staff(phone, make, scope, route):
    browser = phone(scope)
    method, path = route.split(" ", 1)
    asked = address(path, make).replace("/event-1", "/today")
    answer = browser.open(asked, method=method, headers={"X-CSRFToken": token_of(browser)})
    assert answer.status_code == 403


def test_a_phone_is_a_visitor_on_the_public_pages(phone, make, event):
    comment = make.comment(event)
    page = phone().get(f"/events/{event.slug}").text
    assert comment.body not in page
    assert 'class="staff-nav"' not in page


def test_the_link_opens_one_phone_and_looking_at_it_none(app, event, manager):
    with db.writing():
        lent, secret = LentPhone.issue(
            manager, event.id, "Sud", Scope.CHECK_IN, clock.now() + timedelta(hours=1)
        )
    assert secret not in lent.token_hash
    first, second = app.test_client(), app.test_client()
    for _look in range(2):
        page = first.get(f"/phones/{secret}")
        assert (page.status_code, "Sud" in page.text) == (200, True)
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert first.post(f"/phones/{secret}").status_code == 303
    assert first.get(DOOR).status_code == 200
    assert second.get(f"/phones/{secret}").status_code == 404
    assert second.post(f"/phones/{secret}").status_code == 404
    assert "/login" in second.get(DOOR).location


def test_a_phone_ends_when_its_time_is_over(phone):
    browser = phone(hours=1)
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert browser.get(DOOR).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert "/login" in browser.get(DOOR).location


def test_a_phone_gives_itself_back(phone):
    browser = phone()
    page = browser.get("/logout")
    assert page.status_code == 200
    said = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0]
    assert browser.post("/logout", data={"csrf_token": said}).status_code == 303
    assert "/login" in browser.get(DOOR).location


def test_organisers_lend_see_and_take_back(app, signed_in, event, person):
    desk = signed_in(Role.ORGANISER)
    assert f"{HERE}/phones" in desk.get(HERE).text
    form = desk.get(f"{HERE}/phones").text
    until = re.findall(r'name="until"[^>]*value="([^"]+)"', form)[0]
    page = desk.post(f"{HERE}/phones", data={"device": "Entrée sud", "scope": "check in", "until": until})
    assert (page.status_code, "<svg" in page.text) == (200, True)
    link = re.findall(r"<code>http://localhost(/phones/[^<]+)</code>", page.text)[0]
    assert link not in desk.get(f"{HERE}/phones").text, "shown once"
    browser = app.test_client()
    assert browser.post(link).location == DOOR
    assert "utilisé depuis le" in desk.get(f"{HERE}/phones").text
    lent = db.session.scalars(sa.select(LentPhone)).one()
    assert desk.post(f"{HERE}/phones/{lent.id}/end").status_code == 303
    assert "/login" in browser.get(DOOR).location
    assert "repris le" in desk.get(f"{HERE}/phones").text
    verbs = [
        line.verb for line in db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject == "event"))
    ]
    assert [verb for verb in verbs if "phone" in verb] == ["lend phone", "open phone", "take phone back"]
    assert "a prêté le téléphone « Entrée sud » à l’entrée" in re.sub(
        "[\u00a0\u202f]", " ", desk.get(HERE).text
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"device": ""}, "Donnez un nom au téléphone"),
        ({"until": ""}, "Indiquez une date et une heure"),
        ({"until": "2001-01-01T09:00"}, "Donnez une heure à venir."),
        ({"until": "0001-01-01T00:00"}, "Indiquez une date et une heure"),
        ({"until": "9999-12-31T23:59"}, "Indiquez une date et une heure"),
        ({"until": "2099-01-01T09:00"}, "Donnez une heure dans la semaine qui suit l’événement."),
        ({"until": "2099-03-29T02:30"}, "celle-ci n’existe pas cette nuit-là"),
        ({"scope": "everything"}, "scope"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(signed_in, make, event, said, words):
    desk = signed_in(Role.ORGANISER)
    good = {"device": "Nord", "scope": "check in", "until": f"{make.wall(hours=5):%Y-%m-%dT%H:%M}"}
    page = desk.post(f"{HERE}/phones", data=good | said)
    assert page.status_code == 422
    assert words in page.text
    assert db.session.scalars(sa.select(LentPhone)).all() == []


def test_a_phone_of_another_event_cannot_be_ended_here(signed_in, make, phone):
    make.event(slug="other")
    browser = phone()
    assert (
        signed_in(Role.ORGANISER).post(f"/desk/events/other/phones/{browser.lent.id}/end").status_code == 404
    )
    assert browser.get(DOOR).status_code == 200
