"""Comments close by hand, at an hour, or so many days after the event; pages follow."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import worker
from extensions import db
from models.change_feed.change import Change
from models.event import EventStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "age", "open_"), [(14, 13, True), (14, 15, False), (0, 0.1, False), (None, 4000, True)]
)
def test_n9_an_event_older_than_so_many_days_takes_no_comments(make, days, age, open_):
    over = clock.now().replace(microsecond=0) - timedelta(days=age)
    event = make.event(
        starts=clock.wall(over - HOUR, "Europe/Paris"),
        ends=clock.wall(over, "Europe/Paris"),
        comments_days=days,
    )
    assert event.accepts_comments is open_


def test_n9_a_younger_event_and_a_draft_are_as_they_were(make):
    assert make.event(comments_days=3).accepts_comments
    draft = make.event(comments_days=3, status=EventStatus.DRAFT)
    assert not draft.accepts_comments
    assert draft.comments_open


def test_the_sooner_of_both_ways_counts(make):
    event = make.event(comments_days=3, comments_closes=make.wall(days=1))
    assert event.comments_close_at == clock.instant(event.comments_closes, event.timezone)
    assert event.next_turn == event.comments_close_at
    event = make.event(comments_days=3, comments_closes=make.wall(days=100))
    assert event.comments_close_at == event.over_at + 3 * DAY


def test_open_pages_are_told_when_comments_close_however_long_after_the_event(make):
    over = clock.wall(clock.now() - 30 * DAY, "Europe/Paris")
    event = make.event(starts=over - HOUR, ends=over, comments_days=60)
    with db.writing():
        event.changed("facts")
    told = sa.select(Change.part).where(Change.topic == event.topic).order_by(Change.id)
    worker.tell_turns()
    assert list(db.session.scalars(told)) == ["facts"]
    with clock.at(event.comments_close_at + timedelta(seconds=1)):
        worker.tell_turns()
        worker.tell_turns()
    assert list(db.session.scalars(told)) == ["facts", "facts"], "once"
