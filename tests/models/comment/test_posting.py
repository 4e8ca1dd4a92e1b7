"""The rules of posting and the order of a discussion, on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.comment import (
    Comment,
    CommentRefusal,
    CommentRefused,
    CommentState,
    Discussion,
    Place,
    Source,
    Verb,
)
from models.event import CommentsPolicy
from models.user import Role

APPROVED = CommentState.APPROVED


def say(event, body="A thought.", email="ada@example.org", address="203.0.113.7", parent=None) -> Comment:
    comment = Comment(event=event, parent=parent, name="Ada", email=email, website="")
    comment.say(body)
    with db.writing():
        comment.post(Source(address))
    return comment


def refusal(*args, **kwargs) -> CommentRefused:
    with pytest.raises(CommentRefused) as refused:
        say(*args, **kwargs)
    return refused.value


def order(event) -> list[int]:
    def walk(nodes):
        return [number for node in nodes for number in (node.comment.id, *walk(node.replies))]

    return walk(Discussion.of(event).threads)


def test_m13_m14_the_same_text_is_taken_once_from_each_person(make):
    event = make.event()
    say(event)
    assert refusal(event, email="ADA@example.org").reason is CommentRefusal.DUPLICATE
    assert say(event, email="grace@example.org").id


def test_m15_a_person_pauses_between_two_comments(make):
    event, start = make.event(), clock.now()
    with clock.at(start):
        say(event)
    with clock.at(start + timedelta(seconds=10)):
        refused = refusal(event, "Another.")
    assert (refused.reason, refused.seconds) == (CommentRefusal.TOO_SOON, 5)
    with clock.at(start + timedelta(seconds=15)):
        assert say(event, "Another.").id


def test_m21_an_address_is_counted_by_the_minute(make, app):
    app.config["COMMENTS_PER_MINUTE"] = 1
    event, start = make.event(), clock.now()
    with clock.at(start):
        say(event)
    with clock.at(start + timedelta(seconds=20)):
        refused = refusal(event, "Hers.", "grace@example.org")
        assert (refused.reason, refused.seconds) == (CommentRefusal.TOO_MANY, 40)
        assert say(event, "Hers.", "grace@example.org", "203.0.113.8").id


def test_m16_a_reply_needs_a_parent_that_can_be_read(make):
    event = make.event()
    pending, seen = make.comment(event), make.comment(event, state=APPROVED)
    assert refusal(event, parent=pending).reason is CommentRefusal.NO_PARENT
    assert say(event, parent=seen).depth == 1


def test_n6_an_author_is_trusted_after_the_first_approval(make):
    event = make.event(comments_policy=CommentsPolicy.FIRST)
    with clock.at(clock.now() - timedelta(minutes=2)):
        first = say(event)
    assert first.state is CommentState.PENDING
    with db.writing():
        first.move(Verb.APPROVE)
    assert say(event, "Another.").visible


def test_a_discussion_is_in_the_order_of_time_with_replies_below(make):
    event = make.event()
    first, second = make.comment(event, state=APPROVED), make.comment(event, state=APPROVED)
    answer = make.comment(event, state=APPROVED, parent=first)
    deep = make.comment(event, state=APPROVED, parent=answer)
    make.comment(event, parent=first)
    assert order(event) == [first.id, answer.id, deep.id, second.id]
    assert Discussion.page_of(deep) == 1
    (place,) = Place.of(event, [second.id])
    assert (place.target, place.swap) == (f"comment-{first.id}", "afterend")


def test_p14_placeholders_stay_for_their_replies_and_go_with_the_last(make):
    event = make.event()
    first = make.comment(event, state=APPROVED)
    answer = make.comment(event, state=APPROVED, parent=first)
    with db.writing():
        first.withdraw()
    assert order(event) == [first.id, answer.id]
    assert Discussion.of(event).count == 1
    with db.writing():
        answer.withdraw()
    assert order(event) == []
    assert not db.session.scalars(sa.select(Comment)).all()


def test_n7_a_signed_in_author_stays_trusted_after_changing_the_address(make):
    event, author = make.event(comments_policy=CommentsPolicy.FIRST), make.user(Role.MODERATOR)
    for address in (author.email, "elsewhere@example.org"):
        with db.writing():
            author.amend("Ada", address, shortcuts=True)
        comment = Comment(event=event, user=author, name=author.displayed, email=author.email, website="")
        comment.say(f"Written as {address}")
        with db.writing():
            comment.post(Source("203.0.113.7"))
        assert comment.visible
