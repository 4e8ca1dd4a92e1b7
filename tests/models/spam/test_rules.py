"""The team's rules: what each catches, what it does not, and what becomes of the comment."""

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentRefusal, CommentRefused, CommentState, Source, Text, Verb
from models.comment.trial import Trial
from models.event import CommentsPolicy
from models.outbox.message import OutboxMessage
from models.spam.rule import AlreadyListed, Effect, Rule
from models.user import Role
from spam.value import RuleKind

WORD, ADDRESS, DOMAIN, NETWORK = RuleKind
HOLD, SPAM, REFUSE = Effect


@pytest.fixture
def event(make):
    return make.event(comments_policy=CommentsPolicy.PUBLISH)


@pytest.fixture
def listed(make):
    user = make.user(Role.ORGANISER)

    def add(text, kind=WORD, effect=HOLD, event=None):
        with db.writing():
            return Rule.drafted(kind, text, effect, event).add(by=user)

    return add


def say(event, body="A thought.", address="203.0.113.7", **who) -> Comment:
    comment = Comment(event=event, **({"name": "Ada", "email": "ada@example.org", "website": ""} | who))
    comment.say(body)
    with db.writing():
        comment.post(Source(address))
    return comment


def held(comment) -> list[str]:
    """Why a comment waits, but for what the filter thinks."""
    return [reason for reason in comment.held_for if not reason.startswith("filter:")]


def test_n1_a_listed_word_files_as_spam_and_nobody_is_told(event, listed):
    listed("cialis", effect=SPAM)
    assert say(event, "Je suis spécialiste.").visible
    comment = say(event, "Du Cíalis !", email="eve@example.org")
    assert (comment.state, comment.visible) == (CommentState.SPAM, False)
    assert held(comment) == ["word:cialis"]
    assert not db.session.scalars(sa.select(OutboxMessage)).all()
    with db.writing():
        comment.move(Verb.RESTORE)
    assert comment.state is CommentState.PENDING


def test_n4_a_listed_word_holds(event, listed):
    listed("Установка")
    comment = say(event, "УСТАНОВКА окон")
    assert (comment.state, held(comment)) == (CommentState.PENDING, ["word:Установка"])


def test_an_entry_refuses_and_nothing_is_stored(event, listed):
    listed("203.0.113.0/24", NETWORK, REFUSE)
    with pytest.raises(CommentRefused) as refused:
        say(event)
    assert refused.value.reason is CommentRefusal.RULE
    assert not db.session.scalars(sa.select(Comment)).all()
    assert say(event, address="198.51.100.1").visible


def test_the_hardest_effect_wins_and_every_entry_is_named(event, listed):
    listed("casino")
    listed("example.net", DOMAIN, SPAM)
    comment = say(event, "A casino", website="https://www.example.net/")
    assert comment.state is CommentState.SPAM
    assert held(comment) == ["domain:example.net", "word:casino"]


def test_an_entry_of_one_event_leaves_the_others_alone(make, event, listed):
    listed("casino", event=event)
    assert not say(event, "A casino").visible
    assert say(make.event(comments_policy=CommentsPolicy.PUBLISH), "A casino", email="b@example.org").visible


def test_the_staff_may_say_anything(make, event, listed):
    listed("casino", effect=REFUSE)
    assert say(event, "A casino", user=make.user(Role.MODERATOR)).visible


def test_a_listed_word_that_comes_with_an_edit_holds_the_comment_again(event, listed):
    listed("casino", effect=SPAM)
    comment = say(event)
    with db.writing():
        comment.amend(Text.typed("A casino"))
    assert comment.state is CommentState.PENDING
    assert held(comment) == ["word:casino", "edited"]


def test_a_refused_word_that_comes_with_an_edit_changes_nothing(event, listed):
    listed("casino", effect=REFUSE)
    comment = say(event)
    with pytest.raises(CommentRefused), db.writing():
        comment.amend(Text.typed("A casino"))
    db.session.refresh(comment)
    assert (comment.body, comment.visible) == ("A thought.", True)


def test_an_entry_stands_once_takes_another_effect_and_comes_back_once(listed, make):
    rule, user = listed("Casino"), make.user()
    with pytest.raises(AlreadyListed):
        listed("CASINO")
    assert listed("casino", effect=SPAM).id == rule.id
    with db.writing():
        rule.remove(by=user)
    assert Rule.page() == []
    with db.writing():
        rule.put_back(by=user)
        rule.put_back(by=user)
    assert [(one.text, one.effect) for one in Rule.page()] == [("Casino", SPAM)]
    verbs = db.session.scalars(
        sa.select(AuditEntry.verb).where(AuditEntry.subject == "rule").order_by(AuditEntry.id)
    ).all()
    assert verbs == ["add", "change", "remove", "put back"]


def test_a_removed_entry_catches_nothing_and_does_not_come_back_beside_its_twin(event, listed, make):
    rule, user = listed("casino"), make.user()
    with db.writing():
        rule.remove(by=user)
    assert say(event, "A casino").visible
    listed("casino", effect=SPAM)
    with db.writing():
        rule.put_back(by=user)
    assert len(Rule.page()) == 1


def test_lists_are_searched_by_what_was_typed_and_without_accents(listed):
    listed("Établissement")
    listed("example.org", DOMAIN)
    assert [rule.text for rule in Rule.page("etabli")] == ["Établissement"]
    assert [rule.text for rule in Rule.page("EXAMPLE.")] == ["example.org"]
    assert Rule.page("%") == []


def test_an_entry_is_tried_on_what_was_said_before_it_stands(make, event):
    for body, state in (
        ("Un casino", CommentState.APPROVED),
        ("ca**si**no", CommentState.APPROVED),
        ("Les casinos", CommentState.APPROVED),
        ("CASINO", CommentState.SPAM),
        ("casino", CommentState.BIN),
        ("casino", CommentState.PENDING),
    ):
        make.comment(event, state, body=body)
    trial = Trial.of(Rule.drafted(WORD, "Casino", HOLD))
    assert (trial.approved, trial.unwanted, trial.waiting) == (2, 2, 1)
    assert [one.body for one in trial.examples] == ["ca**si**no", "Un casino"]
    assert Trial.of(Rule.drafted(WORD, "casino", HOLD, make.event())).approved == 0


@pytest.mark.parametrize(
    ("kind", "text"),
    [(WORD, "sub for sub"), (WORD, "c++"), (ADDRESS, "eve@example.net"), (DOMAIN, "example.net"), (NETWORK, "198.51.100.0/24")],
)  # fmt: skip
def test_every_kind_of_entry_can_be_tried(event, kind, text):
    with clock.at(clock.now()):
        say(event, "sub, for sub and C++", email="eve@example.net", address="198.51.100.9")
        say(event, "Something else", email="ada@example.org")
    assert Trial.of(Rule.drafted(kind, text, HOLD)).approved == 1


@pytest.mark.parametrize(
    ("kind", "text", "email", "body"),
    [
        (ADDRESS, "jeandupont@gmail.com", "Jean.Dupont@googlemail.com", "Un mot."),
        (DOMAIN, "example.net", "ada@example.org", "https://ex%61mple.net/x"),
        (DOMAIN, "example.net", "ada@example.org", "https://ｅｘａｍｐｌｅ.net/x"),
    ],
)
def test_f18_f45_a_trial_finds_what_the_entry_would_catch(make, event, kind, text, email, body):
    make.comment(event, CommentState.APPROVED, email=email, body=body)
    assert Trial.of(Rule.drafted(kind, text, HOLD)).approved == 1


def test_long_comments_ask_for_all_their_words(event, listed):
    listed("last")
    body = " ".join(f"w{number}" for number in range(9000))
    assert not say(event, f"{body} last").visible
