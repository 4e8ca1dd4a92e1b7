"""Batches: the same as many single decisions, in a few statements; what changed meanwhile is left."""

import random

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.change_feed.change import Change
from models.comment import Comment, CommentState, Verb
from models.comment.bulk_decision import BulkDecision, Filtered, TooOld
from models.comment.decision import Decision, DecisionRefused
from models.comment.queue import Queue
from models.comment.record import Text
from models.outbox.message import OutboxMessage
from models.subscription import Follower, Subscription, replies
from models.transitions import IllegalTransition
from models.user import Role

PENDING, APPROVED, SPAM, BIN = CommentState


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada")


def forest(make, seed, size=14):
    """Some threads in any state, the same for the same seed."""
    dice, event = random.Random(seed), make.event()
    comments: list[Comment] = []
    for number in range(size):
        parent = dice.choice([None, *comments])
        state = dice.choice(list(CommentState))
        comments.append(make.comment(event, state, parent=parent, email=f"{number}@example.org"))
    with db.writing():  # a past of single decisions, so that there is something to restore
        for comment in dice.sample(comments, 5):
            try:
                comment.move(dice.choice([Verb.SPAM, Verb.BIN, Verb.APPROVE]))
            except IllegalTransition:
                continue
    return comments


def standing(comments):
    db.session.expire_all()
    return [(one.state, one.state_before, one.visible, one.version) for one in comments]


def told(event, since):
    """Which comments an event's pages and the queue were told of."""
    found = db.session.execute(
        sa.select(Change.topic, Change.ref).where(Change.id > since, Change.part == "comment")
    )
    seen: set[int] = set()
    queue: set[int] = set()
    for topic, ref in found:
        assert ref
        (queue if topic == "queue" else seen).add(ref)
    return seen, queue


def newest_change():
    return db.session.scalar(sa.select(sa.func.max(Change.id))) or 0


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.SPAM, Verb.BIN, Verb.RESTORE])
@pytest.mark.parametrize("seed", range(8))
def test_q15_a_batch_does_what_single_decisions_do_and_its_undoing_puts_everything_back(
    make, ada, verb, seed
):
    chosen = random.Random(seed).sample(range(14), 9)
    one_by_one, at_once = forest(make, seed), forest(make, seed)
    before = standing(at_once)
    assert standing(one_by_one) == before
    for number in chosen:
        try:
            with db.writing():
                one_by_one[number].decide(verb, one_by_one[number].version, by=ada)
        except DecisionRefused:
            continue
    since = newest_change()
    with db.writing():
        batch = BulkDecision.of_seen(
            {at_once[number].id: at_once[number].version for number in chosen}, verb, by=ada
        )
    assert standing(at_once) == standing(one_by_one)
    moved = {one.id for one, was in zip(at_once, before, strict=True) if was[3] != one.version}
    assert batch.decided == len(moved)
    seen, queue = told(at_once[0].event, since)
    assert queue == moved
    turned = {one.id for one, was in zip(at_once, before, strict=True) if was[2] != one.visible}
    assert seen <= turned, "pages are told of the topmost of those that appear or leave"
    assert bool(seen) == bool(turned)
    lines = [line.verb for line in db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_id.in_(moved), AuditEntry.subject == "comment")) if line.facts.get("batch")]  # fmt: skip
    assert lines == [verb] * len(moved)
    with db.writing():
        undone = batch.undo(by=ada)
    assert undone is None or undone.decided == batch.decided
    assert [(state, visible) for state, _, visible, _ in standing(at_once)] == [
        (was[0], was[2]) for was in before
    ]
    with db.writing():
        assert batch.undo(by=ada) is None, "once is enough"


def test_q15_undoing_a_batch_leaves_what_somebody_touched_since(make, ada):
    event = make.event()
    first, second, third = (make.comment(event) for _ in range(3))
    with db.writing():
        batch = BulkDecision.of_seen({one.id: 1 for one in (first, second, third)}, Verb.SPAM, by=ada)
    with db.writing():
        second.decide(Verb.BIN, second.version, by=ada)
    with db.writing():
        undone = batch.undo(by=ada)
    assert undone
    assert (undone.decided, undone.left) == (2, 1)
    assert [one.state for one in (first, second, third)] == [PENDING, BIN, PENDING]


def test_q15_a_single_decision_of_a_batch_can_be_undone_alone(make, ada):
    comments = [make.comment(make.event()) for _ in range(2)]
    with db.writing():
        BulkDecision.of_seen({one.id: 1 for one in comments}, Verb.SPAM, by=ada)
    with db.writing():
        comments[0].decide(Verb.UNDO, comments[0].version, by=ada)
    assert [one.state for one in comments] == [PENDING, SPAM]


def test_q13_a_batch_leaves_the_comments_whose_text_changed_and_counts_them(make, ada):
    event = make.event()
    first, second = make.comment(event), make.comment(event)
    with db.writing():
        second.reword(Text.typed("Achetez mes montres"), second.name, "", by=ada)
    with db.writing():
        batch = BulkDecision.of_seen({first.id: 1, second.id: 1, 999: 1}, Verb.APPROVE, by=ada)
    assert (batch.decided, batch.left) == (1, 2)
    assert (first.state, second.state) == (APPROVED, PENDING)


def test_q4_the_same_batch_twice_is_done_once(make, ada):
    comment = make.comment(make.event())
    for decided in (1, 0):
        with db.writing():
            batch = BulkDecision.of_seen({comment.id: 1}, Verb.SPAM, by=ada)
        assert (batch.decided, batch.left) == (decided, 0)
    assert db.session.query(Decision).count() == 1


def seen_now(queue):
    newest = db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0
    version = db.session.scalar(sa.select(sa.func.max(Change.id)).where(Change.topic == "queue")) or 0
    found = Filtered(queue, newest, version)
    return Filtered(queue, newest, version, found.counted())


def test_q15_a_filter_moves_what_was_seen_and_neither_newcomers_nor_what_changed(make, ada):
    event = make.event()
    casino = [make.comment(event, body="casino") for _ in range(4)]
    other = make.comment(event, body="bonjour")
    seen = seen_now(Queue(search="casino"))
    assert seen.count == 4
    late = make.comment(event, body="casino")
    with db.writing():
        casino[0].reword(Text.typed("le casino de mon enfance"), "Marie", "", by=ada)
    with db.writing():
        casino[1].decide(Verb.BIN, 1, by=ada)
    with db.writing():
        batch = BulkDecision.of_filter(seen, Verb.SPAM, "cause", by=ada)
    assert (batch.decided, batch.left) == (2, 2)
    assert [one.state for one in (*casino, other, late)] == [PENDING, BIN, SPAM, SPAM, PENDING, PENDING]
    with db.writing():
        assert BulkDecision.of_filter(seen, Verb.SPAM, "cause", by=ada) is batch, "Q4"


def test_q4_another_verb_on_a_page_that_decided_already_is_another_decision(make, ada):
    comment = make.comment(make.event(), body="casino")
    seen = seen_now(Queue(search="casino"))
    with db.writing():
        first = BulkDecision.of_filter(seen, Verb.SPAM, "cause", by=ada)
    comment_seen = seen_now(Queue(search="casino", state=SPAM))
    with db.writing():
        second = BulkDecision.of_filter(comment_seen, Verb.BIN, "cause", by=ada)
    assert second is not first
    assert comment.state is BIN


def test_a_filter_that_was_seen_too_long_ago_moves_nothing(make, ada):
    comment = make.comment(make.event())
    seen = seen_now(Queue())
    make.comment(comment.event)
    with db.writing():
        db.session.execute(sa.delete(Change).where(Change.id <= seen.version))
    with pytest.raises(TooOld), db.writing():
        BulkDecision.of_filter(seen, Verb.SPAM, "", by=ada)
    assert comment.state is PENDING


def test_thousands_move_in_a_few_statements(make, ada):
    event = make.event()
    said = {"event_id": event.id, "body": "x", "html": "x", "name": "Person", "state": PENDING}
    with db.writing():
        rows = [said | {"uid": str(number), "token_hash": str(number)} for number in range(5000)]
        db.session.execute(sa.insert(Comment), rows)
        change.record("queue", "comment", 1)
    seen, statements = seen_now(Queue()), []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with db.writing():
        batch = BulkDecision.of_filter(seen, Verb.APPROVE, "", by=ada)
    with db.writing():
        batch.undo(by=ada)
    assert batch.decided == 5000
    assert db.session.query(Comment).filter_by(state=PENDING).count() == 5000
    assert len(statements) < 80


def test_q15_the_mail_that_a_batch_causes_waits_for_its_undo_and_goes_with_it(make, ada):
    event = make.event()
    question = make.comment(event, APPROVED, email="marie@example.org")
    with db.writing():
        Subscription.begin(question.id, question.email, "fr", ask=True)
        replies.confirm(db.session.scalars(sa.select(Follower)).one())
    answers = [make.comment(event, parent=question) for _ in range(2)]
    below = make.comment(event, APPROVED, parent=answers[0])
    about = sa.select(OutboxMessage).where(OutboxMessage.kind == "reply").order_by(OutboxMessage.comment_id)
    with db.writing():
        batch = BulkDecision.of_seen({one.id: one.version for one in answers}, Verb.APPROVE, by=ada)
    told = db.session.scalars(about).all()
    assert [one.comment_id for one in told] == [answers[0].id, answers[1].id, below.id]
    assert all(one.due_at > clock.now() for one in told)
    with db.writing():
        batch.undo(by=ada)
    assert db.session.scalars(about).all() == []
    with db.writing():
        BulkDecision.of_seen({one.id: one.version for one in answers}, Verb.APPROVE, by=ada)
    assert len(db.session.scalars(about).all()) == 3
