"""Revising an event: who moves up, who is told, what calendars and open pages must know."""

import dataclasses
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import event_revision
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.event import Event, EventFacts, EventStatus, Problem, VenueState
from models.event_revision import EventRefused, Revision
from models.outbox.message import OutboxMessage
from models.registration import BlockerCause, RegistrationState, WaitingListBlocker

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


def change(event: Event, **facts) -> Revision:
    with db.writing():
        return event_revision.revise(event, dataclasses.replace(EventFacts.of(event), **facts))


def count(table, *where):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*where))


def test_d5_one_seat_more_promotes_exactly_the_first(make):
    event = make.event(capacity=1)
    _, first, second = (make.registration(event) for _ in range(3))
    assert change(event, capacity=2).promoted == 1
    assert (first.state, second.state, event.seats_taken) == (CONFIRMED, WAITING, 2)


def test_d5_unlimited_promotes_everybody(make):
    event = make.event(capacity=1)
    people = [make.registration(event) for _ in range(4)]
    assert change(event, capacity=None).promoted == 3
    assert {person.state for person in people} == {CONFIRMED}


def test_d3_seven_seats_for_ten_waiting_promote_the_seven_oldest_in_order(make):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = [make.registration(event) for _ in range(10)]
    change(event, capacity=8)
    assert [person.state for person in waiting] == [CONFIRMED] * 7 + [WAITING] * 3
    assert [person.position for person in waiting[7:]] == [1, 2, 3]


def test_a9_capacity_below_what_is_taken_is_allowed_told_and_keeps_everybody(make):
    event = make.event(capacity=5)
    people = [make.registration(event) for _ in range(4)]
    assert change(event, capacity=2).beyond == 2
    assert {person.state for person in people} == {CONFIRMED}
    assert (event.seats_taken, event.seats_free, event.admission) == (4, 0, "waiting list")
    with db.writing():
        people[0].cancel()
    late = make.registration(event)
    assert (late.state, event.seats_taken) == (WAITING, 3)


def test_a4_capacity_zero_is_full_and_none_unlimited_after_a_revision(make):
    event = make.event(capacity=3, waiting_list=False)
    change(event, capacity=0)
    assert event.admission == "full"
    change(event, capacity=None)
    assert event.admission == "open"


@pytest.mark.parametrize("how", ["closed", "postponed", "cancelled"])
def test_d6_nobody_is_promoted_once_registration_is_closed_and_entries_stay(make, how):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = make.registration(event)
    if how == "closed":
        change(event, closes=make.wall(hours=-2), capacity=3)
    else:
        change(event, status=EventStatus(how), capacity=3)
    assert (waiting.state, event.seats_taken) == (WAITING, 1)


def test_d6_opening_registration_again_gives_the_free_seats_to_who_waits(make):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = make.registration(event)
    change(event, closes=make.wall(hours=-2), capacity=2)
    assert change(event, closes=None).promoted == 1
    assert waiting.state is CONFIRMED


def test_d13_the_desk_knows_why_nothing_moves(make):
    event = make.event(capacity=1)
    make.registration(event)
    make.registration(event)
    assert WaitingListBlocker.of(event) is None
    closed = make.wall(days=-1)
    change(event, closes=closed, capacity=3)
    assert WaitingListBlocker.of(event) == WaitingListBlocker(
        free=2, waiting=1, why=BlockerCause.CLOSED, since=clock.instant(closed, event.timezone), wanted=1
    )


def test_d13_a_group_that_waits_for_seats_together_is_the_reason(make):
    event = make.event(capacity=2, max_seats=2)
    make.registration(event, seats=2)
    make.registration(event, seats=2)
    change(event, capacity=3)
    found = WaitingListBlocker.of(event)
    assert found is not None
    assert (found.free, found.why, found.wanted) == (1, BlockerCause.GROUP, 2)


@pytest.mark.parametrize(
    ("facts", "rises"),
    [
        ({"title": "Another title", "capacity": 9, "description": "New.", "comments_open": False}, 0),
        ({"venue_state": VenueState.CITY, "city": "Paris"}, 1),
        ({"status": EventStatus.POSTPONED}, 1),
        ({"timezone": "Europe/Lisbon", "city": "Porto", "status": EventStatus.CANCELLED}, 1),
    ],
)
def test_f3_sequence_rises_by_one_when_and_only_when_time_place_or_status_changes(make, facts, rises):
    event = make.event()
    change(event, **facts)
    assert event.sequence == rises


def test_f3_moving_the_hour_moves_the_instant_and_the_sequence(make):
    event = make.event()
    later = event.starts + timedelta(hours=1)
    change(event, starts=later)
    assert (event.starts_at, event.sequence) == (clock.instant(later, event.timezone), 1)


def test_f4_confirming_the_place_tells_each_active_registrant_once(make):
    event = make.event(capacity=2, venue_state=VenueState.CITY, city="Paris")
    staying, leaving, waiting = (make.registration(event) for _ in range(3))
    with db.writing():
        leaving.cancel()
    people = {staying.email, waiting.email}
    assert change(event, venue_state=VenueState.CONFIRMED, venue_name="Salle des fêtes").told == 2
    told = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == "event changed")).all()
    assert {message.recipients for message in told} == people
    assert len(told) == 2
    assert told[0].facts["before"]["venue_name"] == ""
    assert told[0].facts["after"]["venue_name"] == "Salle des fêtes"
    assert told[0].facts["after"]["starts"] == f"{event.starts:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({}, {"title": "Another title"}),
        ({}, {"status": EventStatus.ARCHIVED}),
        ({}, {"status": EventStatus.DRAFT}),
    ],
)
def test_f4_nobody_is_told_of_what_calendars_do_not_hold(make, given, facts):
    event = make.event(**given)
    make.registration(event)
    assert change(event, **facts).told == 0
    assert count(OutboxMessage, OutboxMessage.kind == "event changed") == 0


def test_f4_correcting_an_event_that_is_over_tells_nobody(make):
    event = make.event()
    make.registration(event)
    past = make.wall(days=-9)
    change(event, starts=past, ends=past)
    told = count(OutboxMessage, OutboxMessage.kind == "event changed")
    assert change(event, venue_state=VenueState.ONLINE).told == 0
    assert count(OutboxMessage, OutboxMessage.kind == "event changed") == told == 1


def test_who_would_be_told_is_known_before(make):
    event = make.event()
    person = make.registration(event)
    facts = dataclasses.replace(EventFacts.of(event), status=EventStatus.CANCELLED)
    assert event_revision.recipients(event, facts) == [person]
    assert event_revision.recipients(event, EventFacts.of(event)) == []


def test_the_same_facts_change_nothing_at_all(make):
    event = make.event(capacity=3)
    make.registration(event)
    before = count(AuditEntry), count(Change), count(OutboxMessage), event.updated_at
    assert change(event).changed == ()
    assert (count(AuditEntry), count(Change), count(OutboxMessage), event.updated_at) == before


def test_the_history_says_who_changed_what_from_what_to_what(make):
    event, user = make.event(capacity=3, title="Before"), make.user()
    with db.writing():
        event_revision.revise(
            event, dataclasses.replace(EventFacts.of(event), title="After", description="Long."), by=user
        )
    line = db.session.scalars(AuditEntry.about("event", event.id)).all()[-1]
    assert (line.verb, line.user_id, line.facts) == (
        "revise",
        user.id,
        {"changed": ["title", "description"], "before": {"title": "Before"}, "after": {"title": "After"}},
    )


def test_open_and_cached_pages_are_told_of_every_revision(make):
    event = make.event()
    change(event, subtitle="Why?")
    assert count(Change, Change.topic == event.topic, Change.part == "facts") == 1
    assert count(Change, Change.topic == "events", Change.part == "facts") == 1


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"title": ""}, ("title", Problem.TITLE)),
        ({"slug": "Été"}, ("slug", Problem.SLUG)),
        ({"timezone": "Europe/Sarmelles"}, ("timezone", Problem.ZONE)),
        ({"capacity": -1}, ("capacity", Problem.CAPACITY)),
        ({"max_seats": 0}, ("max_seats", Problem.MAX_SEATS)),
        ({"venue_state": VenueState.CITY}, ("city", Problem.CITY)),
        ({"venue_state": VenueState.CONFIRMED, "city": "Paris"}, ("venue_name", Problem.PLACE)),
    ],
)
def test_facts_that_cannot_be_true_are_refused_and_leave_the_event_alone(make, facts, fault):
    event = make.event()
    with pytest.raises(EventRefused) as refused:
        change(event, **facts)
    assert [(one.field, one.problem) for one in refused.value.faults] == [fault]
    assert count(AuditEntry) == 0


def test_hours_that_do_not_exist_are_refused_and_those_that_come_twice_are_named(make):
    facts = EventFacts.of(make.event())
    skipped = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001
    twice = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001
    faults = dataclasses.replace(facts, starts=skipped, ends=None).faults()
    assert [(one.field, one.problem) for one in faults] == [("starts", Problem.NO_SUCH_HOUR)]
    assert dataclasses.replace(facts, starts=twice, ends=None).twice == ("starts",)


def test_a_fingerprint_names_the_fields_that_changed_since(make):
    seen = EventFacts.of(make.event())
    now = dataclasses.replace(seen, title="Another", capacity=4)
    assert now.unseen(seen.fingerprint) == ("title", "capacity")
    assert seen.unseen(seen.fingerprint) == ()
    assert len(now.unseen("")) > 20
