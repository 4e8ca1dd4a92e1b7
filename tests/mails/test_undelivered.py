"""Mail that could not be delivered is told on the private page, and another address is asked for."""

from collections.abc import Callable

import pytest

import worker
from extensions import db
from models.change_feed.change import Change
from models.registration import Registration
from tests.forms import filled

ASKS = "Donner une autre adresse"


def refused(make, postmaster, said: dict[str, str], email: str = "eve@example.org") -> Registration:
    """Somebody to whom a mail could not be delivered."""
    registration: Registration = make.registration(make.event(), email=email)
    postmaster.says = said
    worker.send_due()
    return registration


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "aucune boîte de ce nom"),
        ({"RCPT": "550 User unknown"}, "aucune boîte de ce nom"),
        ({"RCPT": "550 5.1.2 bad destination domain"}, "aucune boîte de ce nom"),
        ({"DATA": "554 5.7.1 rejected as spam"}, "son serveur ne l’accepte pas"),
    ],
)
def test_f40_the_private_page_says_so_and_asks_for_another_address(client, make, postmaster, said, words):
    registration = refused(make, postmaster, said)
    page = client.get(f"/registrations/{registration.token}").text
    assert "n’a pas pu être remis à eve@example.org" in page
    assert words in page
    assert ASKS in page
    assert "no such user" not in page
    told = db.session.query(Change.topic).filter(Change.topic == registration.topic).count()
    assert told == 2, "open pages are told of the registration, and of the mail"


def test_f40_an_address_with_accents_is_refused_where_the_server_is_known_not_to_carry_it(
    client, make, postmaster
):
    postmaster.accents = False
    registration = refused(make, postmaster, {}, "chloé@example.org")
    page = client.get(f"/registrations/{registration.token}").text
    assert "ne transmet pas les adresses accentuées" in page
    event = make.event()
    form = filled(client.get(f"/events/{event.slug}").text, f"/events/{event.slug}/registrations")
    given = form | {"name": "Zoé", "email": "zoé@example.org", "consent": "y"}
    answer = client.post(f"/events/{event.slug}/registrations", data=given)
    assert answer.status_code == 422
    assert "Utilisez-en une autre" in answer.text
    international = client.post(
        f"/events/{event.slug}/registrations", data=given | {"email": "zoe@été.example"}
    )
    assert international.status_code == 200, "a domain is written without accents"


@pytest.mark.parametrize("says", [{}, {"RCPT": "450 later"}, {"DATA": "DROP"}])
def test_f40_nothing_is_said_of_what_arrived_or_may_still(client, make, postmaster, says):
    registration = refused(make, postmaster, says)
    assert ASKS not in client.get(f"/registrations/{registration.token}").text


def test_f40_a_later_mail_that_arrives_ends_it(client, make, postmaster, outbox: Callable):
    registration = refused(make, postmaster, {"RCPT": "550 5.1.1 no such user"})
    postmaster.says = {}
    with db.writing():
        outbox()[-1].retry()
    worker.send_due()
    assert ASKS not in client.get(f"/registrations/{registration.token}").text
