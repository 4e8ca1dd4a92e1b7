"""Capacity: what the database allows and what a newcomer is told."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.registration import RegistrationState
from models.registration.refusal import RegistrationRefusal, RegistrationRefused


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
