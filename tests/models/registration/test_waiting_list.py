"""The waiting list: who is promoted when, and who is not."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from extensions import db
from models import OutboxMessage, event_revision
from models.change_feed.change import Change
from models.event import Admission, EventFacts, EventStatus
from models.registration import Details, Registration, RegistrationState
from models.registration.refusal import RegistrationRefusal, RegistrationRefused


def states(*registrations):
    for registration in registrations:
        db.session.refresh(registration)
    return [str(registration.state) for registration in registrations]


def change(event, **facts):
    with db.writing():
        return event_revision.revise(event, replace(EventFacts.of(event), **facts))


def leave(registration):
    with db.writing():
        return registration.cancel()


def resize(registration, seats):
    with db.writing():
        registration.amend(Details(name=registration.name, email=registration.email, seats=seats))


def mails(kind):
    return db.session.scalar(
        sa.select(sa.func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == kind)
    )


def test_d1_nobody_waits_while_a_seat_is_free_nor_when_the_list_is_off(make):
    event = make.event(capacity=1, waiting_list=False)
    assert make.receipt(event).state is RegistrationState.CONFIRMED
    with pytest.raises(RegistrationRefused):
        make.receipt(event)


def test_d1_the_same_address_waits_once(make):
    event = make.event(capacity=0)
    make.registration(event, email="eve@example.org")
    make.receipt(event, email="Eve@Example.org ")
    db.session.refresh(event)
    assert event.waiting_count == 1


def test_d2_while_people_wait_a_freed_seat_is_theirs(make):
    event = make.event(capacity=2, max_seats=2)
    couple = make.registration(event, seats=2)
    make.registration(event, seats=2)
    with db.writing():
        couple.amend(Details(name="Ève", email=couple.email, seats=1))
    db.session.refresh(event)
    assert event.seats_free == 1
    assert event.admission is Admission.WAITING_LIST


def test_d3_seven_seats_for_ten_go_to_the_seven_oldest(make):
    event = make.event(capacity=0)
    waiting = [make.registration(event) for _ in range(10)]
    change(event, capacity=7)
    assert states(*waiting) == ["confirmed"] * 7 + ["waiting"] * 3
    assert [registration.position for registration in waiting[7:]] == [1, 2, 3]


def test_d5_one_more_seat_promotes_the_first_and_unlimited_promotes_all(make):
    event = make.event(capacity=0)
    waiting = [make.registration(event) for _ in range(3)]
    change(event, capacity=1)
    assert states(*waiting) == ["confirmed", "waiting", "waiting"]
    change(event, capacity=None)
    assert states(*waiting) == ["confirmed"] * 3


def test_d6_nobody_is_promoted_once_registration_is_closed(make):
    event = make.event(capacity=1)
    first, second = make.registration(event), make.registration(event)
    change(event, closes=make.wall(hours=-1))
    leave(first)
    assert states(first, second) == ["cancelled", "waiting"]


def test_d7_closing_the_list_still_serves_those_already_on_it(make):
    event = make.event(capacity=1)
    first, second = make.registration(event), make.registration(event)
    change(event, waiting_list=False)
    leave(first)
    assert states(second) == ["confirmed"]


def test_d8_d9_nobody_is_promoted_twice_and_never_beyond_the_seats(make):
    event = make.event(capacity=2)
    first = make.registration(event)
    make.registration(event)
    waiting = [make.registration(event) for _ in range(3)]
    leave(first)
    for _ in range(3):
        with db.writing():
            event.lock()
            assert Registration.promote(event) == []
    assert states(*waiting) == ["confirmed", "waiting", "waiting"]
    assert mails("promotion") == 1


def test_d11_the_seat_of_who_was_promoted_and_left_goes_to_the_next(make):
    event = make.event(capacity=1)
    first, second, third = (make.registration(event) for _ in range(3))
    leave(first)
    leave(second)
    assert states(first, second, third) == ["cancelled", "cancelled", "confirmed"]


def test_d12_promotion_happens_in_the_transaction_that_frees_the_seat(make):
    event = make.event(capacity=1)
    first, second = make.registration(event), make.registration(event)
    with pytest.raises(ZeroDivisionError), db.writing():  # noqa: PT012  the transaction is what is tested
        first.cancel()
        assert second.state is RegistrationState.CONFIRMED
        raise ZeroDivisionError
    assert states(first, second) == ["confirmed", "waiting"]


def test_a_group_waits_until_all_its_seats_are_free_and_nobody_overtakes_it(make):
    event = make.event(capacity=3, max_seats=3)
    here = [make.registration(event) for _ in range(3)]
    group, single = make.registration(event, seats=3), make.registration(event)
    leave(here[0])
    leave(here[1])
    assert states(group, single) == ["waiting", "waiting"]
    leave(here[2])
    assert states(group, single) == ["confirmed", "waiting"]


def test_a_waiting_group_that_becomes_smaller_takes_the_seat_that_is_free(make):
    event = make.event(capacity=2, max_seats=2)
    first, second = make.registration(event), make.registration(event)
    group, single = make.registration(event, seats=2), make.registration(event)
    leave(first)
    resize(group, 1)
    assert states(second, group, single) == ["confirmed", "confirmed", "waiting"]


def test_nobody_can_wait_for_more_seats_than_there_are(make):
    event = make.event(capacity=2, max_seats=5)
    make.registration(event, seats=2)
    waiting = make.registration(event)
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, seats=3)
    assert (refused.value.reason, refused.value.seats_free) == (RegistrationRefusal.MORE_THAN_ALL, 2)
    with pytest.raises(RegistrationRefused) as refused:
        resize(waiting, 3)
    assert (refused.value.reason, refused.value.seats_free) == (RegistrationRefusal.TOO_MANY_SEATS, 2)
    resize(waiting, 2)
    assert waiting.seats == 2


@pytest.mark.parametrize("facts", [{"closes": -1}, {"status": EventStatus.CANCELLED}])
def test_b2_nobody_gets_more_seats_once_registration_is_closed(make, facts):
    event = make.event(capacity=9, max_seats=5)
    registration = make.registration(event, seats=2)
    change(
        event,
        **{key: make.wall(hours=value) if isinstance(value, int) else value for key, value in facts.items()},
    )
    with pytest.raises(RegistrationRefused):
        resize(registration, 3)
    resize(registration, 1)
    assert registration.seats == 1


def test_nothing_of_a_registration_changes_once_the_event_is_over(make):
    event = make.event(capacity=9)
    registration = make.registration(event)
    change(event, starts=make.wall(hours=-9), ends=make.wall(hours=-1))
    with pytest.raises(RegistrationRefused):
        resize(registration, 1)
    assert not leave(registration)
    assert states(registration) == ["confirmed"]


def test_who_cancels_and_comes_back_waits_at_the_end(make):
    event = make.event(capacity=1)
    make.registration(event)
    second, third = make.registration(event), make.registration(event)
    leave(second)
    make.receipt(event, email=second.email)
    db.session.expire_all()
    assert [second.position, third.position] == [2, 1]


def test_a8_companions_count_as_seats(make):
    event = make.event(capacity=5, max_seats=6)
    with pytest.raises(RegistrationRefused):
        make.receipt(event, seats=6)
    assert make.registration(event, seats=5).state is RegistrationState.CONFIRMED
    db.session.refresh(event)
    assert event.seats_free == 0


def test_a10_cancelled_registrations_take_no_seat(make):
    event = make.event(capacity=1)
    leave(make.registration(event))
    db.session.refresh(event)
    assert event.seats_free == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 1


def test_d3_who_still_waits_is_told_the_new_place_when_somebody_ahead_leaves(make):
    event = make.event(capacity=0)
    first, second = make.registration(event), make.registration(event)
    assert second.position == 2
    newest = db.session.scalar(sa.select(sa.func.max(Change.id)))
    leave(first)
    assert second.position == 1
    told = sa.select(Change.topic).where(Change.id > newest)
    assert second.topic in db.session.scalars(told).all()
