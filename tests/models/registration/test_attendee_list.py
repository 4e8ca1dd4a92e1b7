"""A list is registered as a whole: together where all fit, one by one where they do not."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.consent import Clause, ClauseFacts
from models.outbox.message import OutboxMessage
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration import CompanionFacts, Details, Registration, RegistrationState
from models.registration.attendee_list import InvalidAttendees, ListedAttendee, ListedConsent
from models.user import Role

State = RegistrationState
LONG_AGO = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)


def listed(name, state=State.CONFIRMED, **said):
    consents = said.pop("consents", ())
    details = Details(name=name, email=f"{name.lower()}@example.org", **said)
    return ListedAttendee(details, state, LONG_AGO, consents)


def add(make, event, *attendees):
    user = make.user(Role.ORGANISER)
    with db.writing():
        Registration.add_attendees(event, attendees, by=user)
    return {each.name: each for each in db.session.scalars(sa.select(Registration))}


def test_everything_that_hangs_on_an_attendee_is_inserted(make):
    event = make.event(capacity=10)
    with db.writing():
        Question.ask(event, QuestionFacts("Menu", QuestionKind.ONE, choices=(ChoiceFacts("Thé", seats=4),)))
        Clause.replace_all(event, [ClauseFacts("Photos")])
    (question,), (clause,) = Question.of(event), Clause.of(event)
    answers = {question.id: [str(question.choices[0].id)]}
    given = {"answers": answers, "seats": 2, "companions": (CompanionFacts("Théo", "t@example.org"),)}
    people = add(
        make,
        event,
        listed("Anne", **given, consents=(ListedConsent(clause, LONG_AGO),)),
        listed("Marc", State.WAITING),
        listed("Zoé", State.CANCELLED),
        listed("Ève", State.PENDING),
    )
    anne = people["Anne"]
    assert anne.created_at == LONG_AGO
    assert [(one.name, one.email) for one in anne.companions] == [("Théo", "t@example.org")]
    assert [one.said for one in anne.answers] == answers[question.id]
    assert [(one.clause_id, one.agreed_at) for one in anne.consents] == [(clause.id, LONG_AGO)]
    db.session.refresh(event)
    assert (event.seats_taken, event.waiting_count) == (3, 1)
    assert question.choices[0].seats_taken == 2
    kinds = db.session.scalars(sa.select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert sorted(kinds) == ["companion", "confirmation", "pending", "waiting"]
    verbs = db.session.scalars(sa.select(AuditEntry.verb).where(AuditEntry.subject == "registration")).all()
    assert sorted(verbs) == ["import", "import", "import", "register"]
    assert Registration.by_token(anne.token) == anne
    assert anne.name_key.startswith("anne")


@pytest.mark.parametrize("state", [State.CONFIRMED, State.PENDING])
def test_nobody_comes_in_where_one_does_not_fit(make, state):
    event = make.event(capacity=2, waiting_list=False)
    with pytest.raises(InvalidAttendees) as refused:
        add(make, event, listed("Anne", seats=2), listed("Marc", state))
    db.session.rollback()
    assert refused.value.place == 1
    assert db.session.scalars(sa.select(Registration)).all() == []


def test_who_finds_no_seat_waits_in_the_order_of_the_list(make):
    event = make.event(capacity=2)
    people = add(make, event, listed("Anne"), listed("Marc"), listed("Zoé"), listed("Ève", State.CANCELLED))
    states = {name: each.state for name, each in people.items()}
    assert states == {
        "Anne": State.CONFIRMED,
        "Marc": State.CONFIRMED,
        "Zoé": State.WAITING,
        "Ève": State.CANCELLED,
    }
    assert people["Zoé"].created_at == LONG_AGO


def test_an_address_that_is_known_is_refused_by_its_place(make):
    event = make.event()
    make.registration(event, email="marc@example.org")
    for state in (State.CONFIRMED, State.CANCELLED):
        with pytest.raises(InvalidAttendees) as refused:
            add(make, event, listed("Anne"), listed("Marc", state))
        db.session.rollback()
        assert refused.value.place == 1


def test_who_cancelled_before_comes_back_with_the_list(make):
    event = make.event()
    gone = make.registration(event, email="marc@example.org")
    user = make.user(Role.ORGANISER)
    with db.writing():
        gone.cancel(by=user)
    people = add(make, event, listed("Anne"), listed("Marc"))
    assert people["Marc"].state is State.CONFIRMED
