"""B12: addresses of some domains alone."""

import pytest

from extensions import db
from models.event import domains
from models.registration import RegistrationRefusal, RegistrationRefused
from models.user import Role


@pytest.fixture
def event(make):
    return make.event(email_domains="Paris.fr, @ville.example .gouv.fr")


@pytest.mark.parametrize(
    "email", ["eve@paris.fr", "EVE@PARIS.FR ", "eve@ville.example", "eve@culture.gouv.fr"]
)
def test_b12_an_address_of_the_domains_is_taken(make, event, email):
    assert make.registration(event, email=email).seats == 1


@pytest.mark.parametrize(
    "email", ["eve@example.org", "eve@notparis.fr", "eve@x.paris.fr", "eve@gouv.fr", "eve@paris.fr.example"]
)
def test_b12_any_other_is_refused_and_stores_nothing(make, event, email):
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, email=email)
    assert refused.value.reason is RegistrationRefusal.ADDRESS
    assert event.seats_taken == 0


def test_b12_nobody_moves_to_an_address_from_elsewhere(make, event):
    person = make.registration(event, email="eve@paris.fr")
    with pytest.raises(RegistrationRefused), db.writing():
        person.change_email("eve@example.org")
    assert person.email == "eve@paris.fr"
    with db.writing():
        person.change_email("eve2@paris.fr")
    assert person.email == "eve2@paris.fr"


def test_the_staff_may_add_whom_they_like(make, event):
    organiser = make.user(Role.ORGANISER)
    assert make.registration(event, email="eve@example.org", by=organiser).seats == 1


def test_without_a_list_every_address_is_taken():
    assert domains.admits("", "eve@example.org")
    assert not domains.admits("example.org", "nowhere")


@pytest.mark.parametrize(
    ("text", "fine"), [("", True), ("a.fr .b.fr, élan.fr", True), ("paris", False), ("a.fr eve@b.fr", False)]
)
def test_a_list_of_domains_is_one(text, fine):
    assert domains.are_domains(text) is fine
