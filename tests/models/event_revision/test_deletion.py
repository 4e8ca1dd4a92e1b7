"""Deleting an event in which nobody has a part, and keeping every other."""

import pytest
import sqlalchemy as sa

from extensions import db
from models import event_revision
from models.audit_log.record import AuditEntry
from models.comment import CommentState
from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, EventGone, Speaker
from models.event.former_url import FormerUrl
from models.event_revision import EventInUse
from models.question import Choice, Question
from models.registration import Details, Registration
from models.spam.rule import Effect, Rule
from spam.value import RuleKind


def delete(event: Event) -> None:
    with db.writing():
        event_revision.delete(event)


def count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_f60_an_event_that_nobody_registered_for_goes_with_all_that_belongs_to_it(make):
    event, user = make.event(), make.user()
    make.questions(event)
    with db.writing():
        db.session.add(Speaker(event_id=event.id, name="Jean"))
        Clause.replace_all(event, (ClauseFacts("May we take pictures?"),))
        FormerUrl.remember("https://example.org/old", event)
        Rule.drafted(RuleKind.WORD, "casino", Effect.HOLD, event).add(by=user)
    delete(event)
    assert {table.__name__: count(table) for table in (Event, Speaker, Question, Choice, Clause, FormerUrl, Rule)} == {
        "Event": 0, "Speaker": 0, "Question": 0, "Choice": 0, "Clause": 0, "FormerUrl": 0, "Rule": 0,
    }  # fmt: skip


def test_f60_the_audit_log_keeps_that_it_was_there(make):
    event, user = make.event(title="Une journée"), make.user()
    number = event.id
    with db.writing():
        event_revision.delete(event, by=user)
    last = db.session.scalars(AuditEntry.about("event", number)).all()[-1]
    assert (last.verb, last.user_id, last.facts) == ("delete", user.id, {"title": "Une journée"})


@pytest.mark.parametrize("state", ["cancelled", "confirmed"])
def test_f60_an_event_that_somebody_registered_for_stays(make, state):
    event = make.event()
    registration = make.registration(event)
    if state == "cancelled":
        with db.writing():
            registration.cancel()
    with pytest.raises(EventInUse):
        delete(event)
    assert count(Event) == 1


@pytest.mark.parametrize("state", list(CommentState))
def test_an_event_that_somebody_commented_on_stays(make, state):
    event = make.event()
    make.comment(event, state)
    with pytest.raises(EventInUse):
        delete(event)
    assert count(Event) == 1


def test_the_next_event_has_neither_the_number_nor_the_history_of_the_deleted_one(make):
    event = make.event()
    facts, number = EventFacts.of(event), event.id
    delete(event)
    with db.writing():
        again = event_revision.create(facts)
    assert again.id > number
    assert [line.verb for line in db.session.scalars(AuditEntry.about("event", again.id))] == ["create"]


def test_who_registers_just_after_it_was_deleted_meets_an_event_that_is_gone(make):
    event = make.event()
    with db.session.no_autoflush:
        db.session.execute(sa.delete(Event))
        db.session.commit()
    with pytest.raises((EventGone, sa.orm.exc.ObjectDeletedError)), db.writing():
        Registration.register(event, Details(name="Jeanne", email="jeanne@example.org"))
