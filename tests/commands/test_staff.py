"""Staff from the shell."""

import re

import pytest

from commands.staff import first_administrator
from extensions import db
from models.user import Role, User

PASSPHRASE = "quatre mots faciles ici"


@pytest.fixture
def add(app):
    """Runs ``staff add``."""

    def run(*arguments, **options):
        result = app.test_cli_runner().invoke(args=["staff", "add", *arguments], **options)
        db.session.rollback()
        return result

    return run


def link_in(text):
    return re.findall(r"http://localhost(/login/\S{22})\n", text)[0]


def test_adding_somebody_prints_a_link_that_signs_in(add, client):
    result = add("ada@example.org", "--role", "moderator")
    assert result.exit_code == 0
    assert client.post(link_in(result.output)).status_code == 303
    assert [user.role for user in db.session.query(User)] == [Role.MODERATOR]


def test_adding_somebody_again_gives_the_new_role_and_another_link(add):
    first = add("ada@example.org", "--role", "door")
    second = add("Ada@Example.org", "--role", "organiser")
    assert link_in(first.output) != link_in(second.output)
    assert [user.role for user in db.session.query(User)] == [Role.ORGANISER]


def test_a_password_from_standard_input_needs_no_link(add, client):
    result = add("ada@example.org", "--role", "admin", "--password-stdin", input=f"{PASSPHRASE}\n")
    assert "/login/" not in result.output
    assert client.post("/login", data={"email": "ada@example.org", "password": PASSPHRASE}).status_code == 303


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [("passwordpassword", "repeats itself"), ("ada@example.org-ada", "made of your name")],
)
def test_t12_the_shell_refuses_weak_passphrases_with_the_reason(add, passphrase, words):
    result = add("ada@example.org", "--role", "admin", "--password-stdin", input=f"{passphrase}\n")
    assert result.exit_code != 0
    assert words in result.output
    assert db.session.query(User).count() == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["ada@example.org", "--role", "admin", "--password-stdin"], "15 characters"), (["ada", "--role", "admin"], "ada"),
     (["ada@example.org", "--role", "chief"], "chief"), (["ada@example.org"], "--role")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nobody_is_added(add, arguments, words):
    result = add(*arguments, input="short\n")
    assert result.exit_code != 0
    assert words in result.output
    assert db.session.query(User).count() == 0


def test_the_first_administrator_gets_a_link_until_they_came(app, client):
    first_administrator()
    link = first_administrator() or "none"
    assert db.session.query(User).count() == 1, "one administrator, however often the server starts"
    assert client.post(link.removeprefix("http://localhost")).location == "/account"
    assert first_administrator() is None


def test_no_first_administrator_where_there_is_one(make):
    make.user(Role.ADMIN)
    assert first_administrator() is None
