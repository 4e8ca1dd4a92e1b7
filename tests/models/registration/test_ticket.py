"""Tickets: opaque codes that are read back, revoked, and had by who is confirmed alone."""

import pytest

from extensions import db
from models.registration import keyboards, ticket
from models.registration.states import RegistrationState


@pytest.fixture
def person(make):
    return make.registration(make.event(capacity=1))


def read(code):
    found = ticket.read(code)
    assert found is not None, code
    return found


def test_a_code_leads_back_to_its_registration_however_it_is_typed(person):
    code = ticket.code(person)
    spaced = " ".join(code[at : at + 4] for at in range(0, keyboards.LENGTH, 4)).lower()
    for typed in (code, spaced, f"{code}\n", spaced.replace(" ", "-")):
        assert read(typed) == ticket.Ticket(person, revoked=False), typed


def test_a_code_says_nothing_about_whom_it_is_for(person):
    code = ticket.code(person)
    assert len(code) == keyboards.LENGTH
    assert code.isalnum()
    assert code.isupper()
    assert person.token not in code


@pytest.mark.parametrize(
    "typed", ["", "A" * 40, "A" * 39, "é" * 40, "0189" * 10, "https://example.org", "A" * 10_000]
)
def test_anything_else_is_no_ticket(person, typed):
    assert ticket.read(typed) is None


def test_one_changed_letter_makes_it_no_ticket(person):
    code = ticket.code(person)
    for at in (0, 25, 39):
        other = "A" if code[at] != "A" else "B"
        assert ticket.read(code[:at] + other + code[at + 1 :]) is None


def test_another_sites_key_makes_other_codes(person, app):
    code = ticket.code(person)
    app.config["SECRET_KEY"] = "another"
    assert ticket.read(code) is None


def test_a_new_generation_revokes_every_code_before_it(person):
    first = ticket.code(person)
    with db.writing():
        ticket.revoke(person)
    second = ticket.code(person)
    with db.writing():
        ticket.revoke(person)
    assert len({first, second, ticket.code(person)}) == 3
    for old in (first, second):
        assert read(old).revoked
    assert read(ticket.code(person)) == ticket.Ticket(person, revoked=False)


def test_a_new_private_link_revokes_the_ticket_that_went_with_the_old_one(person):
    code = ticket.code(person)
    with db.writing():
        person.token_generation += 1
    assert read(code).revoked


def test_c10_only_who_is_confirmed_has_a_ticket(person, make):
    waiting = make.registration(person.event)
    assert waiting.state is RegistrationState.WAITING
    assert ticket.code(waiting) == ""
    code = ticket.code(person)
    with db.writing():
        person.cancel()
    assert ticket.code(person) == ""
    assert ticket.code(waiting), "promoted"
    assert read(code).registration is person, "a cancelled ticket is still known, to be refused by name"
