"""What arrives from elsewhere, on both databases: threads in whatever order, each comment once."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from extensions import db
from models.comment import Comment, CommentState, Text
from models.event import Event, EventFacts, EventStatus
from models.event.former_url import FormerUrl
from models.imports import discussions
from models.imports.discussions import ImportedComment

DAY = datetime(2020, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(app):
    facts = EventFacts(
        slug="day", title="A day", starts=DAY.replace(tzinfo=None), status=EventStatus.ARCHIVED
    )
    with db.writing():
        discussions.create_event(facts, "there 1", "https://old.example.org/a-day/?x=1")
    return db.session.scalars(sa.select(Event)).one()


def one(key, parent="", state=CommentState.APPROVED):
    return ImportedComment(
        f"there {key}", f"there {parent}" if parent else "", DAY, Text.typed(f"Text {key}"), state
    )


def bring(event, *comments, last=False):
    with db.writing():
        return discussions.insert(event, comments, last=last)


def standing():
    found = db.session.execute(
        sa.select(Comment.source, Comment.depth, Comment.visible).order_by(Comment.source)
    )
    return [tuple(row) for row in found]


def test_s4_a_reply_that_comes_before_its_parent_waits_for_it(event):
    left = bring(event, one("c", "b"), one("b", "a"))
    assert [arrival.source for arrival in left] == ["there c", "there b"]
    assert not bring(event, *left, one("a"))
    assert standing() == [("there a", 0, True), ("there b", 1, True), ("there c", 2, True)]


def test_s4_what_answers_nothing_that_is_here_begins_a_thread(event):
    bring(event, one("c", "b"), one("b", "missing"), one("x", "y"), one("y", "x"), last=True)
    assert [row[1] for row in standing()] == [0, 1, 0, 1]


def test_s4_what_has_come_does_not_come_again(event):
    bring(event, one("a"), one("b", "a", CommentState.PENDING), one("c", "b"))
    bring(event, one("a"), one("c", "b"), one("c", "b"))
    assert standing() == [("there a", 0, True), ("there b", 1, False), ("there c", 2, False)]
    with db.writing():
        again = discussions.create_event(
            EventFacts(slug="other", title="Other", starts=DAY.replace(tzinfo=None)), "there 1", ""
        )
    assert again.slug == "day"


def test_old_addresses_lead_to_events_that_are_public(event):
    assert FormerUrl.leads_to("/a-day") == event
    with db.writing():
        event.status = EventStatus.DRAFT
    assert FormerUrl.leads_to("/a-day/") is None
