"""One check-in for each attendee, in the order of the scans, and a reason for every refusal."""

import itertools
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import AuditEntry, CheckIn, OutboxMessage, Registration
from models.check_in import Outcome, Scan, attendance
from models.check_in.record import BY_STATE
from models.event import Event
from models.registration import (
    Details,
    RegistrationRefusal,
    RegistrationRefused,
    RegistrationState,
    keyboards,
    ticket,
)
from models.user import Role
from tests.waiting import HANG

numbers = itertools.count(1)


@pytest.fixture
def event(make):
    return make.event(capacity=3)


@pytest.fixture
def person(make, event):
    return make.registration(event, name="Ève Œuvrard")


@pytest.fixture
def staff(make):
    return make.user(Role.DOOR)


def at(minutes=0):
    """Some minutes ago; a scan cannot lie in the future."""
    return clock.now() - timedelta(minutes=60 - minutes)


def scan(code="", minutes=0, nonce="", **more):
    return Scan(nonce or f"nonce-{next(numbers)}", at(minutes), code=code, **more)


def check_in(event, seen, by=None):
    with db.writing():
        return CheckIn.record(event, seen, by=by)


def count(*rules):
    return db.session.scalar(sa.select(sa.func.count()).select_from(CheckIn).where(*rules))


def verbs(person):
    found = sa.select(AuditEntry.verb).where(
        AuditEntry.subject == "registration", AuditEntry.subject_id == person.id
    )
    return list(db.session.scalars(found.order_by(AuditEntry.id)))


def test_g1_the_first_scan_welcomes_and_the_second_says_since_when(event, person, staff):
    code = ticket.code(person)
    first = check_in(event, scan(code, 12), by=staff)
    second = check_in(event, scan(code, 20), by=staff)
    assert (first.outcome, second.outcome) == (Outcome.WELCOME, Outcome.ALREADY_IN)
    assert person.arrived_at == first.scanned_at
    assert count(CheckIn.outcome == Outcome.WELCOME) == 1
    assert first.user_id == staff.id
    assert CheckIn.standing(person, event.day_of(clock.now())) is first


def test_g1_the_same_scan_sent_again_succeeds_and_is_one_record(event, person):
    seen = scan(ticket.code(person))
    answers = {check_in(event, seen).id for _ in range(3)}
    assert len(answers) == 1
    assert count() == 1
    assert check_in(event, seen).outcome is Outcome.WELCOME
    assert verbs(person).count("check in") == 1


def test_g1_another_code_under_the_same_nonce_is_another_scan(make, event, person):
    """Without scripts: « Back », then the next ticket, under the first one’s number."""
    other = make.registration(event)
    first = check_in(event, scan(ticket.code(person), nonce="of the page"))
    second = check_in(event, scan(ticket.code(other), nonce="of the page"))
    assert (first.registration, second.registration) == (person, other)
    assert second.outcome is Outcome.WELCOME
    assert other.arrived_at
    again = check_in(event, scan(ticket.code(person).lower(), nonce="of the page"))
    assert again is first, "the same number and the same code, in whatever letters, repeat the reply"


def test_g1_a_ticket_after_an_unknown_one_under_its_nonce_is_welcome(event, person):
    assert check_in(event, scan("nonsense", nonce="of the page")).outcome is Outcome.UNKNOWN
    assert check_in(event, scan(ticket.code(person), nonce="of the page")).outcome is Outcome.WELCOME


def test_g1_somebody_chosen_after_a_ticket_under_its_nonce_is_another_scan(make, event, person):
    other = make.registration(event)
    check_in(event, scan(ticket.code(person), nonce="of the page"))
    chosen = check_in(event, scan(nonce="of the page", registration_id=other.id))
    assert (chosen.registration, chosen.outcome) == (other, Outcome.WELCOME)


def test_g1_another_walk_in_under_the_same_nonce_is_another_person(event, staff):
    for name in ("Zoé", "Max", "Zoé"):
        with db.writing():
            CheckIn.walk_in(event, Details(name=name, email=""), scan(nonce="of the page"), by=staff)
    assert event.seats_taken == 2


def test_g1_a_scan_that_an_older_version_took_down_is_still_the_same(event, person):
    seen = scan(ticket.code(person), nonce="sent before")
    found = check_in(event, seen)
    with db.writing():
        found.nonce = seen.nonce
    assert check_in(event, seen) is found


def test_g1_a_refusal_sent_again_is_one_record_too(event):
    seen = scan("nonsense")
    assert {check_in(event, seen).outcome for _ in range(2)} == {Outcome.UNKNOWN}
    assert count() == 1


def test_g2_each_refusal_has_its_own_reason(make, event, person):
    cancelled, other = make.registration(event), make.registration(make.event())
    old, cancelled_code = ticket.code(person), ticket.code(cancelled)
    with db.writing():
        ticket.revoke(person)
        cancelled.cancel()
    waiting = [make.registration(event) for _ in range(3)][-1]
    assert waiting.state is RegistrationState.WAITING
    reasons = {
        Outcome.CANCELLED: cancelled_code,
        Outcome.WAITING: ticket.present(waiting),
        Outcome.OTHER_EVENT: ticket.code(other),
        Outcome.REVOKED: old,
        Outcome.UNKNOWN: "A" * keyboards.LENGTH,
    }
    for reason, code in reasons.items():
        assert check_in(event, scan(code)).outcome is reason
    assert {row.outcome for row in db.session.scalars(sa.select(CheckIn))} == set(reasons), "all are logged"
    assert not any(one.arrived_at for one in (person, cancelled, waiting, other))
    assert verbs(cancelled)[-1] == "refuse at the door"


def test_g2_a_state_that_waits_for_an_answer_is_awaiting_approval(event, person):
    known = set(BY_STATE)
    for state in RegistrationState:
        expected = BY_STATE.get(state, Outcome.AWAITING_APPROVAL)
        person.state = state
        assert Outcome.of(person) is expected
    assert RegistrationState.PENDING not in known
    db.session.rollback()


def test_g2_a_forced_entry_is_recorded_as_forced(make, event, person, staff):
    code = ticket.code(person)
    with db.writing():
        person.cancel()
    refused = check_in(event, scan(code), by=staff)
    assert (refused.outcome, refused.forced) == (Outcome.CANCELLED, False)
    forced = check_in(event, scan(code, forced=True), by=staff)
    assert (forced.outcome, forced.forced) == (Outcome.WELCOME, True)
    assert person.arrived_at
    assert person.state is RegistrationState.CANCELLED
    facts = db.session.scalars(sa.select(AuditEntry.facts).where(AuditEntry.verb == "check in")).one()
    assert facts["forced"] is True


def test_g1_who_was_let_in_all_the_same_is_already_in_when_scanned_again(event, person):
    code = ticket.code(person)
    with db.writing():
        person.cancel()
    check_in(event, scan(code, 10, forced=True))
    assert check_in(event, scan(code, 20)).outcome is Outcome.ALREADY_IN
    assert check_in(event, scan(code, 5)).outcome is Outcome.CANCELLED, "before, nobody had let them in"


@pytest.mark.parametrize("code", ["nonsense", "of another event"])
def test_g2_nobody_is_forced_in_who_is_not_of_this_event(make, event, code):
    code = ticket.code(make.registration(make.event())) if code.startswith("of") else code
    found = check_in(event, scan(code, forced=True))
    assert found.outcome in {Outcome.UNKNOWN, Outcome.OTHER_EVENT}
    assert not found.forced


def test_g2_who_may_come_in_anyway_is_not_forced(event, person):
    assert not check_in(event, scan(ticket.code(person), forced=True)).forced


def test_g3_scans_count_by_when_they_happened_not_by_when_they_arrived(event, person, make):
    code, early, late = ticket.code(person), make.user(Role.DOOR), make.user(Role.DOOR)
    online = check_in(event, scan(code, 20), by=late)
    assert online.outcome is Outcome.WELCOME
    uploaded = check_in(event, scan(code, 12, told=Outcome.WELCOME), by=early)
    db.session.refresh(online)
    assert (uploaded.outcome, online.outcome) == (Outcome.WELCOME, Outcome.ALREADY_IN)
    assert person.arrived_at == uploaded.scanned_at
    assert count(CheckIn.outcome == Outcome.WELCOME) == 1


def test_g3_what_two_phones_without_network_decided_differently_is_listed(event, person):
    code = ticket.code(person)
    check_in(event, scan(code, 12, told=Outcome.WELCOME, device="one"))
    second = check_in(event, scan(code, 14, told=Outcome.WELCOME, device="two"))
    check_in(event, scan(code, 15, told=Outcome.ALREADY_IN, device="two"))
    assert attendance.conflicts(event) == [second]
    assert attendance.tally(event, event.day_of(clock.now())).conflicts == 1


def test_g3_a_scan_is_never_in_the_future(event, person):
    seen = Scan("ahead", clock.now() + timedelta(hours=3), code=ticket.code(person))
    assert check_in(event, seen).scanned_at <= clock.now()


def test_g4_a_check_in_can_be_undone_and_done_again(event, person, staff):
    check_in(event, scan(ticket.code(person), 1))
    with db.writing():
        assert CheckIn.undo(person, by=staff)
        assert not CheckIn.undo(person, by=staff), "a second time changes nothing"
    assert person.arrived_at is None
    assert verbs(person).count("undo check-in") == 1
    again = Scan("again", clock.now(), code=ticket.code(person))
    assert check_in(event, again).outcome is Outcome.WELCOME
    assert count() == 2


def test_g4_an_undo_that_arrives_late_leaves_later_entries_alone(event, person):
    check_in(event, scan(ticket.code(person), 10))
    with db.writing():
        assert not CheckIn.undo(person, at=at(5))
    assert person.arrived_at


def test_g4_a_scan_from_before_an_undo_does_not_bring_somebody_back(event, person):
    check_in(event, scan(ticket.code(person), 10))
    with db.writing():
        CheckIn.undo(person, at=at(15))
    assert check_in(event, scan(ticket.code(person), 12)).outcome is Outcome.ALREADY_IN
    assert person.arrived_at is None


def test_c7_who_is_in_cannot_cancel_or_change_themselves(event, person, staff):
    check_in(event, scan(ticket.code(person)))
    with db.writing():
        assert not person.cancel()
    assert person.state is RegistrationState.CONFIRMED
    with pytest.raises(RegistrationRefused), db.writing():
        person.amend(Details(name="Other", email=person.email))
    with db.writing():
        CheckIn.undo(person)
        assert person.cancel(), "outside again, they can"


def test_two_phones_at_the_same_instant_let_in_one(app, event, person):
    code = ticket.code(person)
    outcomes: list[Outcome] = []
    db.session.rollback()
    start = threading.Barrier(4)

    def phone(number):
        with app.app_context():
            start.wait()
            with db.writing():
                here = db.session.get_one(Event, event_id)
                outcomes.append(CheckIn.record(here, Scan(f"phone-{number}", moment, code=code)).outcome)
            db.session.remove()

    event_id, moment = event.id, at(0)
    db.session.rollback()
    threads = [threading.Thread(target=phone, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG)
    assert sorted(outcomes) == sorted([Outcome.WELCOME, *[Outcome.ALREADY_IN] * 3])
    assert count(CheckIn.outcome == Outcome.WELCOME) == 1


def test_the_database_allows_one_standing_entry(event, person):
    check_in(event, scan(ticket.code(person)))
    with pytest.raises(sa.exc.IntegrityError), db.writing():
        db.session.add(
            CheckIn(
                event_id=event.id,
                registration_id=person.id,
                nonce="x",
                day=event.day_of(at()),
                scanned_at=at(),
                outcome=Outcome.WELCOME,
            )
        )


@pytest.fixture
def days(make):
    """An event of yesterday, today and tomorrow, by its own clock."""
    today = clock.wall(clock.now(), "Europe/Paris").replace(hour=12, minute=0)
    return make.event(starts=today - timedelta(days=1), ends=today + timedelta(days=1), capacity=9)


def test_j7_each_day_of_an_event_has_its_own_check_in(make, days):
    person = make.registration(days)
    first, second, _third = days.days
    early, late = (limit + timedelta(hours=12) for limit in days.day_limits[:2])
    with clock.at(late):
        code = ticket.code(person)
        seen = [check_in(days, Scan(f"{at}", at, code=code)) for at in (early, late, late)]
        assert [one.day for one in seen] == [first, second, second]
        assert [one.outcome for one in seen] == [Outcome.WELCOME, Outcome.WELCOME, seen[1].outcome]
        again = check_in(days, Scan("again", late, code=code))
        assert again.outcome is Outcome.ALREADY_IN
        assert person.arrived_at == early
        assert attendance.check_ins(days)[person.id] == {first: early, second: late}
        assert [attendance.tally(days, day).arrived for day in (first, second)] == [1, 1]
        with db.writing():
            assert CheckIn.undo(person)
        assert attendance.check_ins(days)[person.id] == {first: early}, "the day before stands"
        assert person.arrived_at == early


def test_j7_who_came_on_the_first_day_only_is_not_in_on_the_second(make, days):
    person = make.registration(days)
    early, late = (limit + timedelta(hours=12) for limit in days.day_limits[:2])
    with clock.at(late):
        check_in(days, Scan("uploaded late", early, code=ticket.code(person)))
        assert attendance.tally(days, days.days[1]).arrived == 0
        with db.writing():
            assert not CheckIn.undo(person), "there is nothing to take back today"


def test_j7_the_database_allows_one_standing_entry_a_day(make, days):
    person = make.registration(days)
    check_in(days, scan(ticket.code(person)))
    day = days.day_of(clock.now())
    facts = {
        "event_id": days.id,
        "registration_id": person.id,
        "scanned_at": at(),
        "outcome": Outcome.WELCOME,
    }
    with pytest.raises(sa.exc.IntegrityError), db.writing():
        db.session.add(CheckIn(**facts, nonce="x", day=day))
    with db.writing():
        db.session.add(CheckIn(**facts, nonce="y", day=day - timedelta(days=1)))


def test_a_walk_in_is_added_let_in_and_written_to(event, staff):
    with db.writing():
        found = CheckIn.walk_in(
            event, Details(name="Zoé", email="zoe@example.org", seats=2), scan(), by=staff
        )
    assert found.outcome is Outcome.WELCOME
    person = db.session.get_one(Registration, found.registration_id)
    assert person.state is RegistrationState.CONFIRMED
    assert person.arrived_at
    assert event.seats_taken == 2
    assert db.session.scalars(sa.select(OutboxMessage.kind)).all() == ["confirmation"]


def test_a_walk_in_needs_no_address(event, staff):
    for name in ("Zoé", "Max"):
        with db.writing():
            found = CheckIn.walk_in(event, Details(name=name, email=""), scan(), by=staff)
        assert found.outcome is Outcome.WELCOME
    assert event.seats_taken == 2
    assert not db.session.scalars(sa.select(OutboxMessage)).all()


def test_a_walk_in_respects_the_capacity_unless_forced_and_then_says_so(make, event, staff):
    for _ in range(3):
        make.registration(event)
    said = Details(name="Zoé", email="")
    with pytest.raises(RegistrationRefused) as refused, db.writing():
        CheckIn.walk_in(event, said, scan(), by=staff)
    assert refused.value.reason is RegistrationRefusal.FULL
    assert event.seats_taken == 3
    with db.writing():
        found = CheckIn.walk_in(event, said, scan(forced=True), by=staff)
    assert found.outcome is Outcome.WELCOME
    assert event.seats_taken == 4
    forced = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "force a seat")).one()
    assert forced.user is staff
    with pytest.raises(RegistrationRefused), db.writing():
        CheckIn.walk_in(event, said, scan(), by=staff)


def test_a_walk_in_sent_twice_is_one_person(event, staff):
    seen = scan()
    for _ in range(2):
        with db.writing():
            CheckIn.walk_in(event, Details(name="Zoé", email=""), seen, by=staff)
    assert event.seats_taken == 1
    assert count() == 1


def test_a_walk_in_with_a_known_address_is_that_person(event, person):
    with db.writing():
        found = CheckIn.walk_in(event, Details(name="E. O.", email=person.email.upper()), scan())
    assert found.registration_id == person.id
    assert person.name == "Ève Œuvrard"
    assert event.seats_taken == 1


def test_the_list_is_found_without_accents_and_sorted_by_family_name(make, event):
    for name in ("Jeanne d’Arc", "Émile ZOLA", "zoe dupont", "Ève Œuvrard"):
        make.registration(event, name=name, seats=1)
    assert [one.name for one in attendance.registrations(event)] == [
        "Jeanne d’Arc",
        "zoe dupont",
        "Ève Œuvrard",
        "Émile ZOLA",
    ]
    assert [one.name for one in attendance.search(event, "OEUVRARD eve")] == ["Ève Œuvrard"]
    assert [one.name for one in attendance.search(event, "émile")] == ["Émile ZOLA"]
    assert attendance.search(event, "nobody") == []


def test_the_tally_counts_people_not_registrations(make, event, person):
    pair = make.event(capacity=5, max_seats=3)
    both = make.registration(pair, seats=2)
    make.registration(pair)
    assert attendance.tally(pair, pair.day_of(clock.now())) == attendance.Tally(3, 0, 0)
    check_in(pair, scan(ticket.code(both)))
    assert attendance.tally(pair, pair.day_of(clock.now())) == attendance.Tally(3, 2, 0)
