"""Who is named by somebody else is told so, once, in one mail (article 14)."""

import pytest

import mails
from extensions import db
from mails.mail_text import Moot
from models.registration import CompanionFacts, Details

ZOE, BOB = CompanionFacts("Zoé Ami", "zoe@example.org"), CompanionFacts("Bob")


@pytest.fixture
def event(make):
    return make.event(title="Faire groupe", max_seats=5)


def party(make, event, *companions, **said):
    said = {"name": "Ada Martin", "email": "ada@example.org"} | said
    return make.registration(event, seats=len(companions) + 1, companions=companions, **said)


def change(person, *companions):
    details = Details(name=person.name, email=person.email, seats=len(companions) + 1, companions=companions)
    with db.writing():
        person.amend(details)


def told(outbox):
    return [row.recipients for row in outbox("companion")]


def test_a_companion_with_an_address_is_told_who_named_them_and_what_is_kept(make, event, outbox, mail):
    party(make, event, ZOE, BOB)
    assert told(outbox) == ["zoe@example.org"]
    text = mail("companion").get_body(("plain",)).get_content()
    said = " ".join(text.split())
    for words in ("Ada Martin", "Zoé Ami", "Faire groupe", "365 jours après la fin", "/privacy"):
        assert words in said
    assert "/registrations/" not in text


def test_nobody_is_told_twice_nor_about_a_mail_of_their_own(make, event, outbox):
    person = party(make, event, ZOE, CompanionFacts("Me", "Ada@example.org"))
    change(person, CompanionFacts("Zoé Amie", "ZOE@example.org"), CompanionFacts("Eve", "eve@example.org"))
    change(person, BOB)
    change(person, ZOE)
    assert told(outbox) == ["zoe@example.org", "eve@example.org"]


def test_the_word_of_an_unconfirmed_address_tells_nobody_yet(make, outbox):
    person = party(make, make.event(max_seats=5, confirm_address=True), ZOE)
    assert told(outbox) == []
    with db.writing():
        assert person.confirm()
    assert told(outbox) == ["zoe@example.org"]


def test_who_was_taken_off_before_the_mail_left_gets_none(make, event, outbox):
    person = party(make, event, ZOE)
    change(person, BOB)
    with pytest.raises(Moot):
        mails.compose(outbox("companion")[-1])
