"""Telling many people costs as few statements as telling three."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import event_revision
from models.event import Event, EventFacts, EventStatus
from models.outbox.message import OutboxMessage
from models.registration import reminders
from models.registration.announcement import Announcement
from models.registration.listing import Listing
from models.user import User


def moves(event: Event, by: User) -> None:
    """The event moves to another house."""
    event_revision.revise(event, dataclasses.replace(EventFacts.of(event), city="Nantes"))


def moves_twice(event: Event, by: User) -> None:
    """It moves again before anybody was told."""
    moves(event, by)
    event_revision.revise(event, dataclasses.replace(EventFacts.of(event), city="Lyon"))


def is_cancelled(event: Event, by: User) -> None:
    """The event is cancelled."""
    event_revision.revise(event, dataclasses.replace(EventFacts.of(event), status=EventStatus.CANCELLED))


def is_near(event: Event, by: User) -> None:
    """The moment of its reminder has come."""
    with clock.at(event.starts_at - timedelta(hours=1)):
        assert reminders.remind(event)


def is_written_about(event: Event, by: User) -> None:
    """The organiser writes to everybody."""
    assert Announcement("once", "A word", "To all").owe(Listing(event), by=by)


ACTS = [moves, moves_twice, is_cancelled, is_near, is_written_about]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_f84_many_are_told_in_as_few_statements_as_three(make, statements, act: Callable):
    by = make.user()
    counts, told = [], []
    for people in (3, 40):
        event = make.event(reminders="2 hours")
        for _ in range(people):
            make.registration(event)
        with statements() as said, db.writing():
            act(event, by)
        counts.append(len(said))
        theirs = sa.select(sa.func.count()).where(OutboxMessage.kind != "confirmation")
        told.append(db.session.scalar(theirs.where(OutboxMessage.registration_id.is_not(None))))
    assert counts[1] == counts[0]
    assert told == [3, 43]
