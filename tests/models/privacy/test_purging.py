"""The purge says when it ran and how much went, and its absence raises an alarm."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import worker
from extensions import db
from formats.data_map import PURGED
from models.audit_log.record import AuditEntry
from models.comment import CommentState
from models.privacy import purging, retention
from models.user import Role

DAY = timedelta(days=1)


def lines():
    db.session.rollback()
    found = sa.select(AuditEntry).where(AuditEntry.verb == purging.VERB).order_by(AuditEntry.id)
    return [line.facts["purged"] for line in db.session.scalars(found)]


def test_a_purge_leaves_a_line_a_day_and_one_for_what_went(make):
    make.comment(make.event(), CommentState.SPAM)
    for _ in range(3):
        worker.forget()
    assert lines() == [{}]
    with clock.at(clock.now() + 31 * DAY):
        worker.forget()
        worker.forget()
    assert lines() == [{}, {"spam and binned comments": 1}]


@pytest.mark.parametrize("purged", [False, True])
def test_the_desk_and_the_doctor_say_when_nobody_purges(app, make, signed_in, purged):
    organiser, app.config["TRUSTED_PROXIES"] = make.user(Role.ORGANISER), 1
    make.registration(make.event())
    if purged:
        worker.forget()
    db.session.rollback()
    assert purging.overdue() is None
    with clock.at(clock.now() + 2 * DAY + timedelta(hours=1)):
        page = signed_in(organiser).get("/desk/people").text
        assert "n’a pas été supprimé depuis" in page
        said = app.test_cli_runner().invoke(args=["doctor"]).output
        assert "purge: nothing was deleted" in said
        worker.forget()
        assert "n’a pas été supprimé depuis" not in signed_in(organiser).get("/desk/people/map").text
        assert "purge: ok" in app.test_cli_runner().invoke(args=["doctor"]).output


def test_the_data_map_says_when_it_was_and_how_much_went(make, signed_in):
    make.comment(make.event(), CommentState.SPAM)
    with clock.at(clock.now() + 31 * DAY):
        worker.forget()
    page = signed_in(Role.ORGANISER).get("/desk/people/map").text
    assert "indésirables ou à la corbeille (1)" in page


def test_all_that_a_purge_can_delete_has_words(app):
    with db.writing():
        assert set(retention.purge(clock.now())) == set(PURGED)
