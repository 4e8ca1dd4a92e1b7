"""The staff, as administrators see it."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.user import Role, User


@pytest.fixture
def boss(make):
    return make.user(Role.ADMIN, name="Cheffe")


@pytest.fixture
def desk(signed_in, boss):
    return signed_in(boss)


def role_of(email):
    user = User.by_email(email)
    return user and (user.role, user.active)


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.MODERATOR, Role.DOOR])
def test_q1_only_administrators_see_or_change_the_staff(signed_in, make, role):
    other, browser = make.user(Role.DOOR), signed_in(role)
    assert browser.get("/desk/staff").status_code == 403
    assert browser.post("/desk/staff", data={"email": "a@example.org", "role": "admin"}).status_code == 403
    for act in ("", "/dismissal", "/links"):
        assert browser.post(f"/desk/staff/{other.id}{act}", data={"role": "admin"}).status_code == 403
    assert (role_of("a@example.org"), other.role, other.active) == (None, "door", True)


def test_somebody_is_appointed_and_signs_in_with_the_link_shown_once(desk, client):
    page = desk.post("/desk/staff", data={"email": "Zoe@example.org", "role": "moderator"})
    assert role_of("zoe@example.org") == ("moderator", True)
    link = re.search(r"http://localhost(/login/[\w-]+)", page.text)
    assert link is not None
    assert link[1] not in desk.get("/desk/staff").text
    assert client.post(link[1]).status_code == 303
    assert client.get("/account").status_code == 200


def test_a_bad_address_is_said_beside_the_field(desk):
    answer = desk.post("/desk/staff", data={"email": "nobody", "role": "moderator"})
    assert (answer.status_code, "nom@example.org" in answer.text) == (422, True)


def test_a_role_is_changed_and_the_history_says_by_whom(desk, make, boss):
    user = make.user(Role.DOOR)
    desk.post(f"/desk/staff/{user.id}", data={"role": "organiser"})
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject == "user")).all()[-1]
    assert (user.role, line.verb, line.user_id, line.facts) == (
        "organiser",
        "grant",
        boss.id,
        {"role": "organiser"},
    )


def test_a_closed_account_is_signed_out_at_once_and_may_be_opened_again(desk, make, signed_in):
    user = make.user(Role.ORGANISER)
    theirs = signed_in(user)
    assert theirs.get("/desk").status_code == 200
    desk.post(f"/desk/staff/{user.id}/dismissal")
    assert theirs.get("/desk").status_code == 303
    assert desk.post(f"/desk/staff/{user.id}/links").status_code == 409
    desk.post(f"/desk/staff/{user.id}", data={"role": "door"})
    assert (user.role, user.active) == ("door", True)


def test_the_last_administrator_stays(desk, boss, app):
    for act, data in (("", {"role": "door"}), ("/dismissal", {})):
        answer = desk.post(f"/desk/staff/{boss.id}{act}", data=data)
        assert (answer.status_code, "Nommez d’abord quelqu’un d’autre" in answer.text) == (409, True)
    assert desk.post("/desk/staff", data={"email": boss.email, "role": "door"}).status_code == 409
    done = app.test_cli_runner().invoke(args=["staff", "add", boss.email, "--role", "door"])
    assert (done.exit_code, boss.role, boss.active) == (1, "admin", True)


def test_one_of_two_administrators_may_go(desk, make, boss):
    make.user(Role.ADMIN)
    desk.post(f"/desk/staff/{boss.id}/dismissal")
    assert not boss.active


def test_an_unknown_member_is_not_found(desk):
    assert desk.post("/desk/staff/999", data={"role": "door"}).status_code == 404
    assert desk.post("/desk/staff/999/links").status_code == 404
