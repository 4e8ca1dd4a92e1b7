"""A duplicate of an event takes over what its organiser wrote, and nothing of those who came."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from extensions import db
from models import event_revision
from models.audit_log.record import AuditEntry
from models.comment import Comment
from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, EventStatus, Problem, SpeakerFacts
from models.event.field import Kind
from models.event.fields import FIELDS
from models.event_revision import EventRefused
from models.question import Question, QuestionFacts
from models.registration import Registration

STARTS = datetime(2041, 3, 22, 9, 30)  # noqa: DTZ001  a wall clock's time
OWN = {
    "starts": STARTS,
    "ends": STARTS + timedelta(hours=7),
    "opens": STARTS - timedelta(days=60),
    "closes": STARTS - timedelta(days=2),
    "comments_closes": STARTS + timedelta(days=9),
    "slug": "own",
    "timezone": "Europe/Lisbon",
    "language": "en",
    "email_domains": "example.org",
    "reminders": "3 hours",
    "payment_link": "https://pay.example.org/day",
    "access_link": "https://meet.example.org/day",
    "access_from": STARTS - timedelta(days=1),
    "access_until": STARTS + timedelta(days=1),
    "speakers": (SpeakerFacts("Jean", "professor", "guest"),),
}
KINDS = {
    Kind.NUMBER: 7,
    Kind.TEXT: "other",
    Kind.LONG_TEXT: "other",
    Kind.WORDS: "other",
    Kind.CATEGORIES: "other",
}


def other(name: str) -> Any:
    """Return a value of a field that is not its default."""
    field = FIELDS[name]
    if field.choices:
        return next(one for one in field.choices if one not in {field.default, EventStatus.DRAFT})
    return OWN.get(name, not field.default if field.kind is Kind.TRUTH else KINDS.get(field.kind))


def duplicated(event: Event, day: date) -> Event:
    with db.writing():
        return event_revision.duplicate(event, day)


def test_j1_every_fact_is_taken_over_but_the_address_the_status_and_the_days(make):
    event = make.event()
    facts = EventFacts(**{name: other(name) for name in FIELDS})
    assert all(getattr(facts, name) != field.default for name, field in FIELDS.items())
    with db.writing():
        event_revision.revise(event, facts)
    copy = duplicated(event, facts.starts.date() + timedelta(days=364))
    differing = set(EventFacts.of(copy).differing(facts))
    assert differing == {
        "slug",
        "status",
        "starts",
        "ends",
        "opens",
        "closes",
        "comments_closes",
        "access_from",
        "access_until",
    }
    assert copy.status is EventStatus.DRAFT
    for name in ("starts", "ends", "opens", "closes", "comments_closes"):
        assert getattr(copy, name) - getattr(facts, name) == timedelta(days=364)


def test_j1_questions_with_their_choices_and_conditions_and_consents_are_taken_over(make):
    event = make.event()
    make.questions(event)
    with db.writing():
        Clause.replace_all(event, (ClauseFacts("May we take pictures?", False, "pictures"),))
        Question.of(event)[-1].remove()
    copy = duplicated(event, event.starts.date())

    def asked(of: Event) -> list[tuple[object, ...]]:
        return [(one.key, *QuestionFacts.of(one).essence) for one in Question.of(of)]

    assert asked(copy) == asked(event)
    assert [(one.key, one.text, one.version) for one in Clause.of(copy)] == [
        ("pictures", "May we take pictures?", 1)
    ]
    ids = {choice.id for one in Question.of(event) for choice in one.choices}
    assert not ids & {choice.id for one in Question.of(copy) for choice in one.choices}


def test_j1_nobody_and_no_uid_comes_along(make):
    event = make.event(capacity=1)
    make.registration(event), make.registration(event), make.comment(event)
    copy = duplicated(event, event.starts.date())
    for table in (Registration, Comment):
        assert not db.session.query(table).filter_by(event_id=copy.id).count()
    assert copy.uid != event.uid
    assert (copy.seats_taken, copy.waiting_count, copy.sequence, copy.source) == (0, 0, 0, None)
    entry = db.session.scalars(AuditEntry.about("event", copy.id)).first()
    assert entry
    assert (entry.verb, entry.facts["event"]) == ("create", event.id)


def test_j1_its_hours_stay_those_of_the_clock_across_a_change_of_time(make):
    event = make.event(starts=datetime(2027, 3, 22, 9, 30), ends=datetime(2027, 3, 22, 16))  # noqa: DTZ001
    copy = duplicated(event, date(2027, 3, 29))  # summer time has begun
    assert (copy.starts, copy.ends) == (datetime(2027, 3, 29, 9, 30), datetime(2027, 3, 29, 16))  # noqa: DTZ001
    assert copy.starts_at - event.starts_at == timedelta(days=7, hours=-1)


def test_j1_a_day_on_which_its_hour_does_not_exist_is_refused(make):
    event = make.event(starts=datetime(2027, 3, 21, 2, 30), ends=None)  # noqa: DTZ001
    with pytest.raises(EventRefused) as refused:
        duplicated(event, date(2027, 3, 28))
    assert [fault.problem for fault in refused.value.faults] == [Problem.NO_SUCH_HOUR]


def test_j1_each_duplicate_has_an_address_of_its_own(make):
    event = make.event(slug="faire-groupe-2026")
    slugs = [duplicated(event, date(2027, 3, 22)).slug for _ in range(2)]
    assert slugs == ["faire-groupe-2027", "faire-groupe-2027-2"]
