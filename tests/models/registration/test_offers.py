"""Freed seats: offered, given by hand, or kept back near the event; and whom organisers prefer."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import AuditEntry
from models.event import Admission, Event, EventStatus, PromotionPolicy
from models.registration import (
    BlockerCause,
    Registration,
    RegistrationRefused,
    RegistrationState,
    WaitingListBlocker,
)
from tests.models.registration.test_answers import do, mails, verbs
from tests.models.registration.test_waiting_list import change, leave, states
from tests.turns import waits_its_turn
from tests.waiting import HANG, wait_for

OFFER = {"promotion": PromotionPolicy.OFFER}
HAND = {"promotion": PromotionPolicy.HAND}


def full(make, waiting=2, **facts):
    """A full event of one seat, who has it, and who waits."""
    event = make.event(**({"capacity": 1} | facts))
    first, *others = (make.registration(event) for _ in range(waiting + 1))
    return event, first, others


def later(**time):
    """Suppose that so much time has passed, and that the worker has looked."""
    moment = clock.now() + timedelta(**time)
    with clock.at(moment):
        for number in Registration.with_expired():
            with db.writing():
                event = db.session.get_one(Event, number)
                event.lock()
                Registration.release_expired(event)


def test_d2_while_a_freed_seat_is_offered_visitors_still_see_a_full_event(make):
    event, first, (second, third) = full(make, **OFFER)
    leave(first)
    assert states(second, third) == ["offered", "waiting"]
    db.session.refresh(event)
    assert (event.seats_free, event.admission) == (0, Admission.WAITING_LIST)
    assert make.receipt(event).state is RegistrationState.WAITING


def test_d10_an_offer_that_is_taken_is_a_seat_and_one_that_is_not_goes_to_the_next(make):
    _event, first, (second, third) = full(make, **OFFER)
    leave(first)
    later(hours=23)
    assert states(second) == ["offered"]
    later(hours=25)
    assert states(second, third) == ["cancelled", "offered"]
    assert not do(Registration.take, second), "the link is dead"
    assert mails(second) == ["waiting", "offer", "lapsed"]
    assert verbs(second) == ["join waiting list", "offer", "lapse"]
    with clock.at(clock.now() + timedelta(hours=26)):
        assert do(Registration.take, third)
        assert not do(Registration.take, third)
    assert states(third) == ["confirmed"]
    assert mails(third) == ["waiting", "offer", "confirmation"]


def test_d10_who_comes_too_late_ends_the_offer_although_no_worker_has_passed(make):
    _event, first, (second, third) = full(make, **OFFER)
    leave(first)
    with clock.at(clock.now() + timedelta(hours=25)):
        assert not do(Registration.take, second)
    assert states(second, third) == ["cancelled", "offered"]


def test_d9_offers_never_exceed_the_free_seats(make):
    event = make.event(capacity=0, max_seats=3, **OFFER)
    people = [make.registration(event, seats=seats) for seats in (2, 1, 3, 1)]
    change(event, capacity=4)
    assert states(*people) == ["offered", "offered", "waiting", "waiting"], (
        "the group of three is not overtaken"
    )
    with db.writing():
        event.lock()
        assert Registration.promote(event) == []
    db.session.refresh(event)
    assert (event.seats_taken, event.seats_free) == (3, 1)


@pytest.mark.parametrize(
    ("ahead", "hours"),
    [({"days": 30}, 24), ({"hours": 20}, 10), ({"minutes": 40}, 0.5), ({"minutes": 20}, 1 / 3)],
    ids=["far", "half of what is left", "half an hour at least", "never past the beginning"],
)
def test_d10_the_time_to_take_an_offer_shortens_near_the_event(make, ahead, hours):
    now = clock.now().replace(second=0, microsecond=0)
    event = make.event(starts=clock.wall(now + timedelta(**ahead), "Europe/Paris"), **OFFER)
    with clock.at(now):
        assert event.offered_until - now == timedelta(hours=hours)
    stopped = make.event(starts=event.starts, stop_before=5, **OFFER)
    if hours == 10:
        with clock.at(now):
            assert stopped.offered_until - now == timedelta(hours=7.5)


def test_d6_within_the_stop_before_the_beginning_nobody_is_promoted_and_entries_stay(make):
    event, first, (second, third) = full(make, starts=make.wall(hours=20), stop_before=24)
    leave(first)
    assert states(second, third) == ["waiting", "waiting"]
    assert Registration.stuck() == [event]
    with db.writing():
        event.lock()
        assert Registration.promote(event) == []
    change(event, stop_before=12)
    assert states(second, third) == ["confirmed", "waiting"]


def test_d6_an_offer_that_lapses_within_the_stop_frees_a_seat_that_moves_no_more(make):
    _event, first, (second, third) = full(make, starts=make.wall(hours=30), stop_before=24, **OFFER)
    leave(first)
    assert states(second) == ["offered"]
    later(hours=7)
    assert states(second, third) == ["cancelled", "waiting"]


def test_d6_by_hand_nothing_moves_until_the_organiser_says_so(make):
    event, first, (second, third) = full(make, **HAND)
    organiser = make.user()
    leave(first)
    assert states(second, third) == ["waiting", "waiting"]
    assert Registration.stuck() == []
    assert do(Registration.promote_by_hand, third, by=organiser)
    assert not do(Registration.promote_by_hand, third, by=organiser)
    with pytest.raises(RegistrationRefused):
        do(Registration.promote_by_hand, second, by=organiser)
    assert states(second, third) == ["waiting", "confirmed"]
    change(event, promotion=PromotionPolicy.CONFIRM, capacity=2)
    assert states(second) == ["confirmed"]


def test_a_hand_may_give_a_seat_near_the_event_but_not_when_it_is_off(make):
    event, first, (second, _third) = full(make, starts=make.wall(hours=3), stop_before=24)
    organiser = make.user()
    leave(first)
    change(event, status=EventStatus.POSTPONED)
    assert not do(Registration.promote_by_hand, second, by=organiser)
    change(event, status=EventStatus.PUBLISHED)
    assert do(Registration.promote_by_hand, second, by=organiser)


def test_d4_an_organisers_priority_overrides_age(make):
    event, first, (second, third) = full(make)
    organiser = make.user()
    assert do(Registration.prefer, third, by=organiser)
    assert not do(Registration.prefer, third, by=organiser)
    assert [second.position, third.position] == [2, 1]
    fourth = make.registration(event)
    do(Registration.prefer, fourth, by=organiser)
    assert [each.position for each in (second, third, fourth)] == [3, 1, 2]
    leave(first)
    assert states(second, third, fourth) == ["waiting", "confirmed", "waiting"]
    assert do(Registration.prefer, fourth, by=organiser, preferred=False)
    assert [second.position, fourth.position] == [1, 2]
    assert (
        db.session.scalar(sa.select(AuditEntry.user_id).where(AuditEntry.verb == "prefer").limit(1))
        == organiser.id
    )


def test_d4_who_is_preferred_before_a_group_gets_the_seat_that_the_group_could_not_use(make):
    event = make.event(capacity=2, max_seats=2)
    taken = make.registration(event, seats=2)
    group, single = make.registration(event, seats=2), make.registration(event)
    change(event, capacity=3)
    assert states(group, single) == ["waiting", "waiting"], "one free seat, and a group of two is first"
    do(Registration.prefer, single, by=make.user())
    assert states(taken, group, single) == ["confirmed", "waiting", "confirmed"]


def test_d7_a_list_closed_to_newcomers_still_offers_seats_to_who_is_on_it(make):
    event, first, (second, _third) = full(make, **OFFER)
    change(event, waiting_list=False)
    with pytest.raises(RegistrationRefused):
        make.receipt(event)
    leave(first)
    assert states(second) == ["offered"]


@pytest.mark.parametrize("policy", [PromotionPolicy.CONFIRM, PromotionPolicy.OFFER])
def test_d8_two_jobs_at_once_promote_each_entry_once(app, make, policy):
    event = make.event(capacity=0, promotion=policy)
    people = [make.registration(event) for _ in range(4)]
    with db.writing():  # seats that no verb has given away, as after a crash
        db.session.execute(sa.update(Event).values(capacity=2))
    number = event.id
    promoted: list[int] = []

    def job():
        with app.app_context():
            mine = db.session.get_one(Event, number)
            start.wait()
            with db.writing():
                mine.lock()
                promoted.extend(one.id for one in Registration.promote(mine))
                other = next(each for each in jobs if each is not threading.current_thread())
                wait_for(lambda: waits_its_turn(other) or not other.is_alive())

    start = threading.Barrier(2, timeout=HANG)
    jobs = [threading.Thread(target=job, daemon=True) for _ in range(2)]
    for each in jobs:
        each.start()
    for each in jobs:
        each.join(HANG)
    db.session.rollback()
    assert sorted(promoted) == [people[0].id, people[1].id]
    assert [verbs(each)[1:] for each in people[2:]] == [[], []]
    assert all(len(mails(each)) == 2 for each in people[:2])


def test_d8_who_cancels_between_look_up_and_lock_is_not_promoted(app, make):
    event, first, (second, third) = full(make)
    key, event_id = second.id, event.id

    def job():
        with app.app_context():
            mine = db.session.get_one(Event, event_id)
            db.session.scalars(sa.select(Registration)).all()  # looked up, still waiting
            looked.set()
            assert left.wait(HANG)
            with db.writing():
                mine.lock()
                db.session.scalars(Registration.of(mine, RegistrationState.CONFIRMED)).one().cancel()

    looked, left = threading.Event(), threading.Event()
    thread = threading.Thread(target=job, daemon=True)
    with db.writing():
        thread.start()
        assert looked.wait(HANG)
        db.session.get_one(Registration, key).cancel()
        left.set()
        wait_for(lambda: waits_its_turn(thread))
    thread.join(HANG)
    assert states(first, second, third) == ["cancelled", "cancelled", "confirmed"]


def test_an_event_that_asks_for_addresses_offers_seats_so_that_the_link_confirms(make):
    _event, first, (second, third) = full(make, confirm_address=True)
    assert states(first, second, third) == ["held", "waiting", "waiting"]
    leave(first)
    assert states(second) == ["offered"]
    assert do(Registration.take, second)
    assert states(second) == ["confirmed"]


def test_c10_who_takes_an_offer_may_still_have_to_be_approved(make):
    _event, first, (second, _third) = full(make, approval=True, **OFFER)
    leave(first)
    assert do(Registration.take, second)
    assert (states(second), second.has_ticket) == (["pending"], False)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"status": EventStatus.POSTPONED}, BlockerCause.OFF),
        ({"closes": -1}, BlockerCause.CLOSED),
        ({"stop_before": 719, "starts": 700, "ends": 710}, BlockerCause.STOPPED),
        (HAND, BlockerCause.HAND),
        ({"starts": -9, "ends": -1}, BlockerCause.OVER),
    ],
)
def test_d13_the_organiser_reads_why_nothing_moves(make, facts, why):
    event, first, _others = full(make)
    change(
        event,
        **{
            key: make.wall(hours=at) if isinstance(at, int) and key != "stop_before" else at
            for key, at in facts.items()
        },
    )
    do(Registration.cancel, first, by=make.user())
    found = WaitingListBlocker.of(event)
    assert found is not None
    assert (found.free, found.waiting, found.why) == (1, 2, why)


def test_d13_the_organiser_sees_which_taken_seats_wait_for_an_answer(make):
    event, first, _others = full(make, capacity=2, waiting=3, **OFFER)
    leave(first)
    assert Registration.awaited_seats(event) == {RegistrationState.OFFERED: 1}


def test_c4_when_the_organiser_forbids_it_who_has_a_sure_seat_stays_until_staff_cancels(make):
    _event, mine, _others = full(make, waiting=1, self_cancel=False)
    assert not leave(mine)
    assert states(mine) == ["confirmed"]
    assert len(mails(mine)) == 1
    assert do(Registration.cancel, mine, by=make.user())
    assert states(mine) == ["cancelled"]


def test_f27_when_the_organiser_forbids_it_who_waits_may_leave_all_the_same(make):
    _event, _first, (mine,) = full(make, waiting=1, self_cancel=False)
    assert leave(mine)
    assert states(mine) == ["cancelled"]
