"""Capacity: what the database allows and what a newcomer is told."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.answer import Answer
from models.registration import RegistrationState
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.states import HOLDING


def test_a4_capacity_zero_is_full_and_none_is_unlimited(make):
    assert make.event(capacity=0, waiting_list=False).admission == "full"
    assert make.event(capacity=None).admission == "open"


def test_a11_three_seats_when_two_remain_is_refused_whole(make):
    event = make.event(capacity=2, max_seats=3)
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, seats=3)
    assert (refused.value.reason, refused.value.seats_free) == (RegistrationRefusal.TOO_MANY_SEATS, 2)
    assert event.seats_taken == 0


def test_the_database_itself_refuses_to_overbook(make):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = make.registration(event)
    assert waiting.state is RegistrationState.WAITING
    with pytest.raises(sa.exc.IntegrityError, match="no_overbooking"), db.writing():
        db.session.execute(sa.text("UPDATE registration SET state = 'confirmed'"))


@pytest.mark.parametrize("state", RegistrationState)
def test_the_triggers_count_the_seats_of_the_states_that_hold_some(make, state):
    event = make.event(max_seats=3)
    choice = make.questions(event)[3].choices[0]
    registration = make.registration(event, seats=3)
    with db.writing():
        db.session.add(
            Answer(registration_id=registration.id, question_id=choice.question_id, choice_id=choice.id)
        )
    with db.writing():
        db.session.execute(sa.text("UPDATE registration SET state = :state"), {"state": state.value})
    counted = 3 if state in HOLDING else 0
    assert (event.seats_taken, choice.seats_taken) == (counted, counted)
    assert event.waiting_count == (state is RegistrationState.WAITING)
