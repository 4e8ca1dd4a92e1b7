"""The filter: what it thinks before and after learning, what it may do, what it forgets."""

import pytest
import sqlalchemy as sa

import prose
import worker
from extensions import db
from models.comment import Comment, CommentState, Source, Text, Verb, lesson
from models.comment.lesson import LEAST, Lesson
from models.event import CommentsPolicy
from models.outbox.message import OutboxMessage
from models.spam.learned import ENOUGH, Learned
from models.spam.protection import Filtering, Protection
from models.user import Role
from spam.features import Features
from spam.opinion import FILE_FROM, HOLD_FROM
from spam.saying import Saying
from spam.weights import Weights

SPAM = "Check out my channel and subscribe please! Earn money: https://casino.example/win"
SEEN = "Zorglub de Bulgroz"  # means nothing to anybody before the team says what it is


def saying(body) -> Saying:
    return Saying("Ada", "", "", body, prose.comment(body))


@pytest.fixture
def event(make):
    return make.event(comments_policy=CommentsPolicy.PUBLISH)


@pytest.fixture
def moderator(make):
    return make.user(Role.MODERATOR)


def say(event, body, email="ada@example.org") -> Comment:
    comment = Comment(event=event, name="Ada", email=email, website="")
    comment.say(body)
    with db.writing():
        comment.post(Source("203.0.113.7"))
    return comment


def decided(make, event, moderator, verb, bodies) -> list[Comment]:
    made = [make.comment(event, body=body) for body in bodies]
    for comment in made:
        with db.writing():
            comment.decide(verb, comment.version, by=moderator)
    return made


def taught(make, event, moderator, count=LEAST) -> tuple[list[Comment], list[Comment]]:
    bad = decided(make, event, moderator, Verb.SPAM, [f"{SEEN} numéro {n}" for n in range(count)])
    good = decided(make, event, moderator, Verb.APPROVE, [f"Une vraie question {n} ?" for n in range(count)])
    worker.learn()
    return bad, good


def choose(filtering, by):
    with db.writing():
        Protection.revise(filtering, CommentsPolicy.MODERATE, by=by)


@pytest.mark.parametrize(
    "body",
    [
        SPAM,
        "Gagnez de l’argent rapidement, cliquez ici : https://argent.example",
        "Puissant marabout voyant, retour d’affection : WhatsApp https://marabout.example",
        "Buy cheap viagra https://pills.example",
        "Great post! I really enjoy your site. Get backlinks and SEO https://seo.example",
    ],
)
def test_what_sells_and_begs_everywhere_is_held_from_the_first_day(event, body):
    comment = say(event, body)
    assert comment.state is CommentState.PENDING
    assert comment.held_for[0].startswith("filter:")


def test_a_held_comment_bears_its_score_whatever_it_is_held_for(make):
    comment = say(make.event(), "Une question toute simple ?")
    assert comment.held_for[0] == "policy"
    assert comment.held_for[1].startswith("filter:")
    assert comment.state is CommentState.PENDING


def test_the_filter_learns_what_the_team_decides(make, event, moderator):
    assert Learned.opinion(saying(SEEN)).risk < 0.5
    taught(make, event, moderator)
    assert Learned.opinion(saying(SEEN)).risk > HOLD_FROM
    assert Learned.opinion(saying("Une vraie question ?")).risk < 0.3
    assert say(event, f"{SEEN} !").state is CommentState.PENDING
    assert "zorglub" in Learned.opinion(saying(SEEN)).telling[0]
    assert not lesson.is_due()


def test_an_undone_decision_is_unlearned(make, event, moderator):
    bad, good = taught(make, event, moderator)
    before = Learned.opinion(saying(SEEN)).risk
    for comment in bad:
        with db.writing():
            comment.decide(Verb.UNDO, comment.version, by=moderator)
    assert lesson.is_due()
    worker.learn()
    assert Learned.opinion(saying(SEEN)).risk < 0.5 < before
    assert {row.comment_id for row in db.session.scalars(sa.select(Lesson))} == {one.id for one in good}


def test_a_mind_that_changes_is_followed(make, event, moderator):
    bad, _good = taught(make, event, moderator, LEAST + 1)
    with db.writing():
        bad[0].decide(Verb.APPROVE, bad[0].version, by=moderator)
    worker.learn()
    known = {row.comment_id: row.spam for row in db.session.scalars(sa.select(Lesson))}
    assert known[bad[0].id] is False
    assert known[bad[1].id] is True


def test_what_an_author_deletes_is_forgotten_and_what_is_purged_as_spam_is_remembered(make, event, moderator):
    bad, good = taught(make, event, moderator)
    with db.writing():
        good[0].withdraw()
        db.session.execute(sa.delete(Comment).where(Comment.id == bad[0].id))
    assert lesson.is_due()
    worker.learn()
    rows = list(db.session.scalars(sa.select(Lesson)))
    assert (len(rows), sum(row.spam for row in rows)) == (2 * LEAST - 1, LEAST)
    assert not lesson.is_due()


def test_nothing_is_learned_from_too_few(make, event, moderator):
    taught(make, event, moderator, LEAST - 1)
    assert Learned.opinion(saying(SEEN)).risk == pytest.approx(Weights.first().risk(Features(saying(SEEN))))


def test_what_moved_in_teaches_too_and_what_nobody_judged_does_not(make, event):
    make.comment(event, CommentState.APPROVED, source="old:1")
    make.comment(event, CommentState.SPAM, source="old:2")
    make.comment(event, CommentState.APPROVED)
    make.comment(event, CommentState.APPROVED, user=make.user(), source="old:3")
    worker.learn()
    row = db.session.get(Learned, 1)
    assert row is not None
    assert (row.rest, row.spam) == (1, 1)


def test_spam_is_filed_only_where_the_site_says_so_and_enough_was_learned(make, event, moderator):
    choose(Filtering.FILE, moderator)
    taught(make, event, moderator, ENOUGH - 1)
    assert Learned.opinion(saying(SEEN)).risk > FILE_FROM
    assert say(event, SEEN).state is CommentState.PENDING
    for verb, body in ((Verb.SPAM, f"{SEEN} encore"), (Verb.APPROVE, "Une question encore ?")):
        decided(make, event, moderator, verb, [body])
    worker.learn()
    filed = say(event, f"{SEEN}.", email="b@example.org")
    assert (filed.state, filed.state_before) == (CommentState.SPAM, CommentState.PENDING)
    choose(Filtering.HOLD, moderator)
    assert say(event, f"{SEEN}…", email="c@example.org").state is CommentState.PENDING
    mailed = sa.select(OutboxMessage.cause).where(OutboxMessage.kind == "new comment")
    assert f"new comment:{filed.id}:1" not in set(db.session.scalars(mailed))


def test_a_filter_that_is_off_says_nothing(make, event, moderator):
    choose(Filtering.OFF, moderator)
    assert say(event, SPAM.replace("https://", "")).visible
    assert say(make.event(), SPAM.replace("https://", ""), email="b@example.org").held_for == ["policy"]


def test_an_edit_is_looked_at_anew(event):
    comment = say(event, "Une question ?")
    assert comment.visible
    with db.writing():
        comment.amend(Text.typed(SPAM))
    assert comment.state is CommentState.PENDING
    assert any(reason.startswith("filter:") for reason in comment.held_for)
