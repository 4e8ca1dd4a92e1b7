"""Erasing a person leaves nothing that names them, and what is counted stays counted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import AuditEntry, FormerEmail, OutboxMessage, Registration, privacy
from models.check_in import CheckIn, Scan
from models.comment import Comment, CommentOrigin, CommentState, Text
from models.event import EventStatus
from models.privacy import Kept, StillLive
from models.question import Question, QuestionFacts, QuestionKind
from models.registration import RegistrationState, ticket
from models.registration.companion import CompanionFacts
from models.subscription import Follower, Subscription
from models.user import Role

SECRETS = ("zoe", "zoé", "dupont", "coop", "jardin")


def everything():
    """All that stands in any column of any table, except what keys and hashes say."""
    said = []
    for table in db.metadata.sorted_tables:
        if table.name in {"alembic_version", "change"}:
            continue
        for row in db.session.execute(sa.select(table)).mappings():
            said += [
                (table.name, name, str(value).lower()) for name, value in row.items() if value is not None
            ]
    return said


def traces(secrets=SECRETS):
    return [found for found in everything() if any(secret in found[2] for secret in secrets)]


def take_place(event):
    with db.writing():
        event.starts_at, event.ends_at = clock.now() - timedelta(days=3), clock.now() - timedelta(days=2)


@pytest.fixture
def eve(make):
    """Somebody who came, after correcting their address and after some mail about them."""
    event = make.event(capacity=2, max_seats=2)
    with db.writing():
        wish = Question.ask(event, QuestionFacts("A wish", QuestionKind.SHORT)).id
    registration = make.registration(event, answers={wish: ["A jardin"]}, seats=2, companions=(CompanionFacts("Zoltan Dupont", "zoltan@coop.example"),), ticked=(), agreed="Zoé agrees", name="Zoé Dupont", email="zoee@coop.example", organisation="La Coop", job_title="Jardinière")  # fmt: skip
    with db.writing():
        registration.change_email("Zoe@coop.example")
        sent, failed = db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()[:2]
        sent.delivered()
        failed.fail("550 <zoe@coop.example> unknown")
    return registration


def test_h1_erasing_removes_every_word_about_the_person_from_every_table(eve, make):
    assert {name for name, _column, _value in traces()} >= {
        "registration",
        "message",
        "former_address",
        "answer",
        "companion",
        "consent",
    }
    take_place(eve.event)
    with db.writing():
        privacy.erase(eve)
    assert traces() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(FormerEmail)) == 0


def test_h1_anonymous_counts_stay(eve, make):
    with db.writing():
        CheckIn.record(eve.event, Scan("n", clock.now(), ticket.code(eve)))
    take_place(eve.event)
    with db.writing():
        privacy.erase(eve)
    db.session.refresh(eve.event)
    assert (eve.event.seats_taken, eve.state, eve.seats) == (2, RegistrationState.CONFIRMED, 2)
    assert eve.arrived_at
    assert db.session.query(CheckIn).count() == 1
    states = db.session.scalars(sa.select(OutboxMessage.state)).all()
    assert states == ["sent"], "sent mail stays counted, what was not sent is gone"


def test_h1_the_links_die_with_the_person(eve):
    link = eve.token
    take_place(eve.event)
    with db.writing():
        privacy.erase(eve)
    assert Registration.by_token(link) is None
    assert Registration.by_token(eve.token) is None


def test_h1_refused_while_the_event_is_live(eve):
    with pytest.raises(StillLive), db.writing():
        privacy.erase(eve)
    assert eve.name == "Zoé Dupont"


def test_h1_whoever_has_cancelled_need_not_wait_for_the_event(eve):
    with db.writing():
        eve.cancel()
    with db.writing():
        privacy.erase(eve)
    assert traces() == []


def test_h1_a_cancelled_event_is_no_reason_to_wait_and_frees_the_seat(eve):
    with db.writing():
        eve.event.status = EventStatus.CANCELLED
    with db.writing():
        privacy.erase(eve)
    db.session.refresh(eve.event)
    assert (eve.state, eve.event.seats_taken) == (RegistrationState.CANCELLED, 0)


def test_h1_erasing_takes_people_off_the_waiting_list(make):
    event = make.event(capacity=1)
    make.registration(event)
    waiting = make.registration(event, name="Zoé Dupont")
    take_place(event)
    with db.writing():
        privacy.erase(waiting)
    db.session.refresh(event)
    assert (waiting.state, event.waiting_count, event.seats_taken) == (RegistrationState.CANCELLED, 0, 1)


def test_h1_the_history_says_that_it_was_erased_and_by_whom_and_nothing_else(eve, make):
    take_place(eve.event)
    staff = make.user(Role.ORGANISER)
    for _twice in range(2):
        with db.writing():
            privacy.erase(eve, by=staff)
    (line,) = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "erase")).all()
    assert (line.subject_id, line.user_id, line.facts) == (eve.id, staff.id, {})


def test_h1_the_same_address_may_register_again_elsewhere_and_two_erased_ones_do_not_collide(make):
    event = make.event()
    both = [make.registration(event) for _ in range(2)]
    take_place(event)
    with db.writing():
        assert privacy.erase_all([each.id for each in both]) == 2
    assert [each.email for each in db.session.scalars(sa.select(Registration))] == ["", ""]


def forget(make, email="zoe@coop.example"):
    staff = make.user()
    with db.writing():
        return privacy.erase_address(email, by=staff)


def comments(make):
    """What one person wrote, in several states, once with an origin and once reworded."""
    event, staff = make.event(), make.user()
    said = {"name": "Zoé Dupont", "email": "zoe@coop.example", "website": "https://coop.example"}
    found = [make.comment(event, state, body=f"Words {state}", **said) for state in CommentState]
    with db.writing():
        db.session.add(CommentOrigin(comment_id=found[0].id, address="192.0.2.77", agent="Jardin/1.0"))
        db.session.add(CommentOrigin(comment_id=found[1].id, address="2001:db8:1:2::3", agent="x"))
        found[0].reword(Text.typed("Better words"), "Zoé D. Dupont", "https://coop.example", by=staff)
        Subscription.begin(found[1].id, "zoe@coop.example", "fr", ask=True)
    return found


def test_s1_erasing_by_address_makes_comments_anonymous_and_keeps_text_and_date(make):
    found = comments(make)
    kept = [(each.id, each.html, each.created_at, each.state, each.visible) for each in found]
    done = forget(make, " ZOE@coop.example")
    assert traces() == []
    assert done.counts["comments"] == 4
    assert done.kept == []
    after = db.session.scalars(sa.select(Comment).order_by(Comment.id)).all()
    assert [(each.id, each.html, each.created_at, each.state, each.visible) for each in after] == kept
    assert {(each.name, each.email, each.website) for each in after} == {("Anonyme", "", "")}
    addresses = db.session.scalars(sa.select(CommentOrigin.address).order_by(CommentOrigin.comment_id)).all()
    assert addresses == ["192.0.2.0", "2001:db8:1::"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Follower)) == 0


def test_s1_an_english_comment_becomes_anonymous_in_english(make):
    comment = make.comment(make.event(), email="zoe@coop.example", language="en")
    forget(make)
    assert comment.name == "Anonymous"


def test_s1_what_cannot_be_erased_is_listed(make):
    staff = make.user(Role.MODERATOR, email="zoe@coop.example")
    event = make.event(title="Still to come")
    live = make.registration(event, email="zoe@coop.example")
    make.comment(event, email=staff.email, user=staff)
    done = forget(make)
    assert done.kept == [(Kept.LIVE, "Still to come"), (Kept.STAFF, "Still to come"), (Kept.ACCOUNT, "")]
    assert done.counts == {}
    assert live.email == "zoe@coop.example"
    waiting = db.session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.registration_id == live.id)
    ).all()
    assert [mail.recipients for mail in waiting] == ["zoe@coop.example"], (
        "a live registration still gets its mail"
    )


def test_s1_nobody_elses_data_are_touched(make):
    event = make.event()
    other, comment = make.registration(event), make.comment(event)
    done = forget(make)
    assert (done.counts, done.kept) == ({}, [])
    assert other.name
    assert comment.email


def test_s1_an_address_typed_by_mistake_is_forgotten_too(make):
    registration = make.registration(make.event(), email="zoe@coop.example")
    with db.writing():
        registration.change_email("adam@example.org")
    forget(make)
    assert registration.email == "adam@example.org"
    assert traces(("zoe@",)) == []


def test_s1_who_only_came_along_is_forgotten_too(eve, make):
    assert forget(make, "zoltan@coop.example").kept == [(Kept.LIVE, eve.event.title)]
    take_place(eve.event)
    done = forget(make, "Zoltan@coop.example")
    assert done.counts == {"companions": 1}
    assert traces(("zoltan",)) == []
    assert eve.name == "Zoé Dupont"
