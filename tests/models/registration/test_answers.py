"""What stands between registering and coming: an address to confirm, an organiser to answer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import AuditEntry, OutboxMessage
from models.event import Admission, EventStatus
from models.registration import Registration, RegistrationRefusal, RegistrationRefused, RegistrationState
from models.transitions import IllegalTransition
from tests.models.registration.test_waiting_list import change, leave, states

LATER = timedelta(minutes=61)


def verbs(registration):
    """The history of a registration."""
    lines = sa.select(AuditEntry.verb).where(
        AuditEntry.subject == "registration", AuditEntry.subject_id == registration.id
    )
    return list(db.session.scalars(lines.order_by(AuditEntry.id)))


def mails(registration):
    """The kinds of the mails about a registration that go to the person."""
    found = (
        sa.select(OutboxMessage.kind)
        .where(OutboxMessage.recipients == registration.email)
        .order_by(OutboxMessage.id)
    )
    return list(db.session.scalars(found))


def do(act, registration, **by):
    with db.writing():
        return act(registration, **by)


def free(event):
    db.session.refresh(event)
    return event.seats_free


def test_a6_a_held_seat_counts_as_taken_and_is_free_as_soon_as_the_hold_expires(make):
    event = make.event(capacity=1, confirm_address=True, waiting_list=False)
    held = make.registration(event)
    assert (held.state, free(event)) == (RegistrationState.HELD, 0)
    with pytest.raises(RegistrationRefused):
        make.receipt(event)
    with clock.at(clock.now() + LATER):  # no worker has passed by
        assert make.receipt(event).state is RegistrationState.HELD
    assert states(held) == ["cancelled"]
    assert verbs(held) == ["hold", "expire"]
    assert mails(held) == ["hold", "expired"]


def test_a6_the_worker_frees_what_expired_and_gives_it_to_who_waits(make):
    event = make.event(capacity=1, confirm_address=True)
    held, waiting = make.registration(event), make.registration(event)
    assert Registration.with_expired() == []
    with clock.at(clock.now() + LATER):
        assert Registration.with_expired() == [event.id]
        with db.writing():
            event.lock()
            assert Registration.release_expired(event) == 1
        assert Registration.with_expired() == []
    assert states(held) == ["cancelled"]
    db.session.refresh(waiting)
    assert waiting.state is not RegistrationState.WAITING


def test_c2_the_address_is_to_be_confirmed_until_the_link_is_used_and_only_once(make):
    event = make.event(capacity=3, confirm_address=True)
    held = make.registration(event)
    assert Registration.by_address_link("x" * 22) is None
    assert Registration.by_address_link(held.token) is None, "the private link confirms nothing"
    assert Registration.by_address_link(held.address_token) is held
    assert do(Registration.confirm, held)
    assert not do(Registration.confirm, held)
    assert states(held) == ["confirmed"]
    assert mails(held) == ["hold", "confirmation"]
    assert free(event) == 2


@pytest.mark.parametrize("facts", [{"status": EventStatus.CANCELLED}, {"starts": -9, "ends": -1}])
def test_c2_the_link_does_nothing_any_more_once_the_event_is_off_or_over(make, facts):
    event = make.event(confirm_address=True)
    held = make.registration(event)
    change(event, **{key: make.wall(hours=at) if isinstance(at, int) else at for key, at in facts.items()})
    assert not do(Registration.confirm, held)
    assert states(held) == ["held"]


def test_c2_after_the_hold_has_expired_the_link_confirms_nothing(make):
    event = make.event(capacity=1, confirm_address=True, hold_minutes=5)
    held = make.registration(event)
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert not do(Registration.confirm, held)
    assert states(held) == ["cancelled"]


def test_b7_who_let_the_hold_expire_comes_back_to_the_same_record(make):
    event = make.event(confirm_address=True)
    held = make.registration(event, email="eve@example.org")
    with clock.at(clock.now() + LATER):
        again = make.registration(event, email="eve@example.org")
        assert again.id == held.id
        assert do(Registration.confirm, again)
    assert verbs(held) == ["hold", "expire", "hold", "confirm"]


def test_a10_who_awaits_approval_uses_a_seat_and_who_is_refused_does_not(make):
    event, organiser = make.event(capacity=2, approval=True), make.user()
    first, second = make.registration(event), make.registration(event)
    assert states(first, second) == ["pending", "pending"]
    assert free(event) == 0
    assert event.admission is Admission.WAITING_LIST
    assert do(Registration.refuse, first, by=organiser)
    assert (states(first), free(event)) == (["refused"], 1)
    assert do(Registration.approve, second, by=organiser)
    assert (states(second), free(event)) == (["confirmed"], 1)
    assert mails(first) == ["pending", "refusal"]
    assert mails(second) == ["pending", "approval"]


def test_a10_a_refused_seat_goes_to_who_waits_who_is_then_to_be_approved(make):
    event, organiser = make.event(capacity=1, approval=True), make.user()
    first, waiting = make.registration(event), make.registration(event)
    assert states(waiting) == ["waiting"]
    do(Registration.refuse, first, by=organiser)
    assert states(waiting) == ["pending"]


def test_c10_there_is_no_ticket_before_the_answer(make):
    event, organiser = make.event(approval=True, confirm_address=True), make.user()
    registration = make.registration(event)
    assert (registration.state, registration.has_ticket) == (RegistrationState.HELD, False)
    do(Registration.confirm, registration)
    assert (registration.state, registration.has_ticket) == (RegistrationState.PENDING, False)
    do(Registration.approve, registration, by=organiser)
    assert (registration.state, registration.has_ticket) == (RegistrationState.CONFIRMED, True)


def test_an_answer_is_given_once_and_a_refusal_can_be_taken_back_while_seats_are_free(make):
    event, organiser = make.event(capacity=1, approval=True, waiting_list=False), make.user()
    registration = make.registration(event)
    do(Registration.refuse, registration, by=organiser)
    assert not do(Registration.refuse, registration, by=organiser)
    other = make.registration(event)
    with pytest.raises(RegistrationRefused) as refused:
        do(Registration.approve, registration, by=organiser)
    assert refused.value.reason is RegistrationRefusal.TOO_MANY_SEATS
    leave(other)
    assert do(Registration.approve, registration, by=organiser)
    assert not do(Registration.approve, registration, by=organiser)
    assert states(registration) == ["confirmed"]


def test_who_was_refused_and_registers_again_is_answered_alike_and_stays_refused(make):
    event, organiser = make.event(approval=True), make.user()
    registration = make.registration(event, email="eve@example.org")
    do(Registration.refuse, registration, by=organiser)
    receipt = make.receipt(event, email="eve@example.org")
    assert receipt.state is RegistrationState.PENDING
    assert receipt.token != registration.token
    assert states(registration) == ["refused"]


def test_b5_a_second_registration_looks_like_a_first_one_that_is_to_be_confirmed(make):
    event = make.event(confirm_address=True)
    first = make.receipt(event, email="eve@example.org", name="Ève")
    do(Registration.confirm, Registration.by_token(first.token))
    second = make.receipt(event, email="eve@example.org", name="Ève")
    assert second.state is first.state is RegistrationState.HELD
    assert abs(second.until - first.until) < timedelta(minutes=1)


def test_only_who_the_table_names_takes_a_step(make):
    event = make.event(approval=True)
    registration = make.registration(event)
    with db.writing(), pytest.raises(IllegalTransition):
        registration.move("approve", visitor=True)
    assert states(registration) == ["pending"]


def test_somebody_registered_by_the_staff_is_asked_nothing(make):
    event, organiser = make.event(approval=True, confirm_address=True), make.user()
    assert make.registration(event, by=organiser).state is RegistrationState.CONFIRMED


@pytest.mark.parametrize("facts", [{"confirm_address": True}, {"approval": True}])
def test_c5_who_withdraws_before_the_answer_frees_the_seat_and_is_told_once(make, facts):
    event = make.event(capacity=1, **facts)
    registration = make.registration(event)
    assert leave(registration)
    assert free(event) == 1
    assert mails(registration)[1:] == ["cancellation"]
    with db.writing():
        assert not registration.cancel()
