"""What a moderator's decision does to a comment and to the replies below it."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.comment import Comment, CommentState, Verb
from models.transitions import IllegalTransition


def decide(comment: Comment, verb: Verb) -> None:
    with db.writing():
        comment.move(verb)


@pytest.fixture
def thread(make):
    """A question, its answer, and a reply to the answer: all approved."""
    event = make.event()
    question = make.comment(event, state=CommentState.APPROVED)
    answer = make.comment(event, state=CommentState.APPROVED, parent=question)
    return question, answer, make.comment(event, state=CommentState.APPROVED, parent=answer)


def test_p8_what_stands_below_a_binned_comment_disappears_and_returns_with_it(thread):
    question, answer, reply = thread
    decide(question, Verb.BIN)
    assert not [comment for comment in thread if comment.visible]
    assert answer.state is CommentState.APPROVED
    decide(question, Verb.RESTORE)
    assert all(comment.visible for comment in thread)
    assert reply.state is CommentState.APPROVED


def test_p8_a_binned_reply_does_not_return_with_its_parent(thread):
    question, answer, reply = thread
    decide(answer, Verb.BIN)
    decide(question, Verb.SPAM)
    decide(question, Verb.RESTORE)
    assert [comment.visible for comment in thread] == [True, False, False]
    decide(answer, Verb.APPROVE)
    assert reply.visible


def test_p8_a_reply_approved_below_a_binned_comment_stays_unseen(thread):
    question, _answer, reply = thread
    decide(reply, Verb.SPAM)
    decide(question, Verb.BIN)
    decide(reply, Verb.APPROVE)
    assert not reply.visible
    decide(question, Verb.APPROVE)
    assert reply.visible


@pytest.mark.parametrize("verb", [Verb.SPAM, Verb.BIN])
@pytest.mark.parametrize("state", [CommentState.PENDING, CommentState.APPROVED])
def test_q6_a_restored_comment_is_where_it_was(make, state, verb):
    comment = make.comment(make.event(), state=state)
    decide(comment, verb)
    assert not comment.visible
    decide(comment, Verb.RESTORE)
    assert (comment.state, comment.visible) == (state, state is CommentState.APPROVED)


def test_q4_the_same_step_twice_is_refused_and_changes_nothing(make):
    comment = make.comment(make.event())
    decide(comment, Verb.APPROVE)
    with pytest.raises(IllegalTransition):
        decide(comment, Verb.APPROVE)
    assert (comment.state, comment.state_before) == (CommentState.APPROVED, None)
    assert db.session.scalar(sa.select(sa.func.count(AuditEntry.id)).where(AuditEntry.verb == "approve")) == 1


def test_q15_an_undone_decision_leaves_the_comment_as_it_was_found(make):
    comment = make.comment(make.event(), state=CommentState.APPROVED)
    decide(comment, Verb.SPAM)
    with db.writing():
        comment.put_back(CommentState.APPROVED)
    assert comment.visible
    with pytest.raises(IllegalTransition), db.writing():
        comment.put_back(CommentState.APPROVED)


def test_open_pages_are_told_only_when_what_they_show_changes(make):
    event = make.event()
    comment = make.comment(event)
    told = sa.select(sa.func.count(Change.id)).where(Change.topic == event.topic)
    before = db.session.scalar(told) or 0
    decide(comment, Verb.SPAM)
    assert db.session.scalar(told) == before
    decide(comment, Verb.APPROVE)
    assert db.session.scalar(told) == before + 1
