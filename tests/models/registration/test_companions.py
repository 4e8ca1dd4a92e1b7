"""Companions: their seats are the registration's, and nobody loses track of who comes."""

import dataclasses

import pytest

from extensions import db
from models import event_revision
from models.event import EventFacts
from models.registration import (
    CompanionFacts,
    Details,
    RegistrationRefusal,
    RegistrationRefused,
    RegistrationState,
)

ADA, BOB, EVE = (CompanionFacts(name) for name in ("Ada", "Bob", "Eve"))


def party(make, event, *companions, **said):
    return make.registration(event, seats=len(companions) + 1, companions=companions, **said)


def change(person, seats, companions, **said):
    details = Details(name=person.name, email=person.email, seats=seats, companions=companions, **said)
    with db.writing():
        person.amend(details)


def names(person):
    return [one.name for one in person.companions]


def test_a8_companions_are_counted_and_the_first_may_bring_four_of_five(make):
    event = make.event(capacity=5, max_seats=6)
    with pytest.raises(RegistrationRefused) as refused:
        party(make, event, *(CompanionFacts(str(number)) for number in range(5)))
    assert refused.value.seats_free == 5
    assert event.seats_taken == 0
    person = party(make, event, *(CompanionFacts(str(number)) for number in range(4)))
    assert event.seats_taken == 5
    assert names(person) == ["0", "1", "2", "3"]


def test_a5_cancelling_one_seat_of_three_frees_exactly_one_and_says_who_goes(make):
    event = make.event(capacity=3, max_seats=3)
    person = party(make, event, ADA, BOB)
    waiting = make.registration(event)
    assert waiting.state is RegistrationState.WAITING
    kept = person.companions[1].id
    change(person, 2, (BOB,))
    assert names(person) == ["Bob"]
    assert person.companions[0].id == kept
    assert event.seats_taken == 3, "the freed seat went to who waited, and no other"
    assert waiting.has_ticket


def test_a9_with_two_companions_the_details_can_change_although_the_event_is_full(make):
    event = make.event(capacity=3, max_seats=3)
    person = party(make, event, ADA, BOB)
    with db.writing():
        event_revision.revise(event, dataclasses.replace(EventFacts.of(event), capacity=1, max_seats=1))
    change(person, 3, (ADA, EVE), job_title="Maire")
    assert (person.job_title, names(person), person.seats) == ("Maire", ["Ada", "Eve"], 3)


def test_seats_given_back_without_a_word_take_the_last_named_along(make):
    person = party(make, make.event(max_seats=3), ADA, BOB)
    change(person, 2, None)
    assert names(person) == ["Ada"]
    change(person, 3, None)
    assert names(person) == ["Ada"]


def test_more_companions_than_seats_is_refused_whole(make):
    person = party(make, make.event(max_seats=3), ADA)
    with pytest.raises(ValueError, match="more companions than seats"):
        change(person, 2, (ADA, BOB))
    assert names(person) == ["Ada"]


def test_who_comes_back_names_companions_anew(make):
    event = make.event(max_seats=3)
    person = party(make, event, ADA, BOB, email="eve@example.org")
    with db.writing():
        person.cancel()
    again = party(make, event, EVE, email="eve@example.org")
    assert again.id == person.id
    assert names(again) == ["Eve"]


def test_f27_a_group_that_waits_gives_back_what_it_does_not_have(make):
    event = make.event(capacity=3, max_seats=3, self_cancel=False)
    make.registration(event, seats=3)
    person = party(make, event, ADA, BOB)
    assert person.state is RegistrationState.WAITING
    change(person, 2, (ADA,))
    assert (person.seats, names(person)) == (2, ["Ada"])


def test_c4_nobody_gives_seats_back_by_themselves_where_nobody_cancels_so(make):
    event = make.event(capacity=3, max_seats=3, self_cancel=False)
    person = party(make, event, ADA, BOB)
    with pytest.raises(RegistrationRefused) as refused:
        change(person, 2, (ADA,))
    assert refused.value.reason is RegistrationRefusal.KEPT_SEATS
    db.session.refresh(person)
    assert (person.seats, names(person)) == (3, ["Ada", "Bob"])
    change(person, 3, (ADA, EVE))
    assert (person.seats, names(person)) == (3, ["Ada", "Eve"])
    organiser = make.user()
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, seats=2, companions=(ADA,)), by=organiser)
    assert (person.seats, names(person)) == (2, ["Ada"])
