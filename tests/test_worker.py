"""The worker besides mail: pages follow the time, waiting lists move, old data is purged."""

from datetime import timedelta

import sqlalchemy as sa

import clock
import worker
from extensions import db
from models.change_feed.change import Change
from models.comment import Comment, CommentOrigin
from models.event import Event
from models.registration import RegistrationState
from models.user import StaffSession


def told(event) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).where(Change.topic == event.topic)) or 0


def test_open_pages_are_told_once_that_registration_has_opened_closed_and_ended(make):
    event = make.event(
        opens=make.wall(hours=1), closes=make.wall(hours=2), ends=None, starts=make.wall(hours=3)
    )
    seen = [told(event)]
    for minutes in (0, 30, 61, 62, 121, 122, 181, 182):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            worker.tell_turns()
            worker.tell_turns()
        seen.append(told(event))
    first = seen[0]
    assert [count - first for count in seen[1:]] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_d12_whoever_should_have_been_promoted_is_promoted_by_the_safety_net(make):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = make.registration(event)
    worker.tidy()
    assert waiting.position == 1
    with db.writing():  # as if somebody had changed the database by hand
        db.session.execute(sa.update(Event).values(capacity=2))
    worker.tidy()
    db.session.rollback()
    assert waiting.state is RegistrationState.CONFIRMED


def test_s3_network_addresses_and_dead_sessions_are_forgotten_in_time(make):
    event = make.event()
    secret = make.session(make.user())
    with db.writing():
        for number, days in enumerate((29, 31)):
            comment = Comment(event=event, token_hash=str(number), body="", html="", name="A")
            comment.origin = CommentOrigin(address="192.0.2.1", at=clock.now() - timedelta(days=days))
            db.session.add(comment)
    worker.forget()
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CommentOrigin)) == 1
    assert StaffSession.alive(secret)
    with clock.at(clock.now() + timedelta(hours=13)):
        worker.forget()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StaffSession)) == 0
