"""``demo``: an example to try everything on, on any day, as often as one likes."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

import clock
from app import create_app
from commands import demo
from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.comment import Comment, CommentState
from models.event import Event
from models.outbox.message import OutboxMessage
from models.registration import Registration


def the_event(slug):
    return Event.by_slug(slug)


def rows(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.fixture
def load(app):
    """Run the command."""
    return lambda: app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)


def test_a_site_that_was_never_started_is_made_first(tmp_path):
    site = create_app({"INSTANCE": str(tmp_path), "PUBLIC_URL": "http://localhost"})
    said = site.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
    assert said.output.endswith("The example is loaded.\n")


def test_the_example_has_registrations_in_every_state(load):
    load()
    states = set(db.session.scalars(sa.select(Registration.state).distinct()))
    assert states == {"confirmed", "waiting", "cancelled"}
    walk = the_event("walking-the-edge")
    assert (walk.seats_taken, walk.waiting_count, walk.admission) == (12, 2, "waiting list")


def test_the_example_has_comments_in_every_state_and_threads(load):
    load()
    counts = Comment.counts()
    assert all(counts[state] for state in CommentState)
    replies = db.session.scalars(sa.select(Comment).where(Comment.parent_id.is_not(None))).all()
    assert {reply.depth for reply in replies} == {1, 2}
    assert all(reply.visible for reply in replies)


def test_everything_in_the_example_is_dated_on_its_day(load):
    load()
    dated = db.session.scalars(sa.select(AuditEntry.at)).all()
    assert len({at.date() for at in dated}) > 10
    assert max(dated) < clock.now() - timedelta(hours=2)


def test_loading_the_example_again_adds_nothing(load):
    load()
    tables = (Event, Registration, Comment, AuditEntry, Change, OutboxMessage)
    before = [rows(table) for table in tables]
    load()
    assert [rows(table) for table in tables] == before


def test_no_mail_is_owed_to_example_people(load, make):
    make.user()
    load()
    assert rows(OutboxMessage) == 0


def test_what_somebody_changed_in_the_example_is_left_alone(load):
    load()
    event = the_event("faire-groupe-a-venir")
    with db.writing():
        event.title = "Mine"
    load()
    assert event.title == "Mine"


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-01-20", 2026), ("2026-01-23", 2027), ("2026-11-23", 2027), ("2031-12-31", 2032)],
)
def test_the_coming_example_is_coming_on_any_day(app, today, year):
    with clock.at(datetime.fromisoformat(today).replace(tzinfo=UTC)):
        assert demo.load_example()
        event = the_event("faire-groupe-a-venir")
        assert (event.starts.year, event.starts.month, event.starts.day) == (year, 3, 22)
        assert (event.ends.year, event.admission) == (year, "open")
        assert the_event("faire-groupe").starts.year == 2022


def test_an_example_that_has_passed_is_moved_on(app, load):
    with clock.at(datetime(2024, 1, 1, tzinfo=UTC)):
        demo.load_example()
    load()
    assert not the_event("faire-groupe-a-venir").is_over


def test_the_example_is_loaded_by_itself_only_when_there_is_no_event(app, make):
    make.event()
    assert not demo.load_example()
    assert the_event("faire-groupe") is None


def test_the_pages_of_the_example_stand(load, client):
    load()
    for slug in ("faire-groupe", "faire-groupe-a-venir", "walking-the-edge", "lecture-en-ligne"):
        assert client.get(f"/events/{slug}").status_code == 200
    assert "Urbanisme" in client.get("/").text
