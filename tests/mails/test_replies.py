"""Mails about replies: one confirmation, one mail for each approved reply, one press to end them."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import worker
from extensions import db
from models.comment import Comment, CommentState, Verb
from models.event import CommentsPolicy
from models.outbox.message import OutboxMessage
from models.privacy import retention
from models.subscription import Follower, Subscription
from models.user import Role
from tests.blueprints.public.test_comments import said

APPROVED, PENDING = CommentState.APPROVED, CommentState.PENDING
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def event(make):
    return make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)


@pytest.fixture
def followed(make, event):
    """A comment whose author has confirmed their address and is told of replies."""
    comment = make.comment(event, APPROVED, name="Ada", email="ada@example.org", body="My thought")
    make.subscription(comment)
    return comment


@pytest.fixture
def moderate(make):
    """Decides about a comment as somebody on the team."""
    moderator = make.user(Role.MODERATOR)

    def act(comment, verb):
        with db.writing():
            comment.lock()
            comment.decide(verb, comment.version, by=moderator)

    return act


def post(client, minutes=0, **fields):
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        return client.post("/events/talk/comments", data=said(**fields))


def after_the_pause():
    """A little later than mail caused by a decision waits."""
    return clock.at(clock.now() + timedelta(minutes=6))


def sent(postmaster):
    """Send what is due after the pause; return the mails about replies that the server has taken."""
    with after_the_pause():
        worker.send_due()
    return [mail for mail in postmaster.accepted if "réponse à" in mail["Subject"]]


def subscribed(comment) -> Subscription:
    """The subscription to the replies to a comment."""
    found = Subscription.to(comment.id)
    assert found
    return found


def paths(mail):
    """The private addresses in a mail."""
    text = mail.get_body(("plain",)).get_content()
    return re.findall(r"http://localhost(/(?:followers|subscriptions)/[\w-]+)", text)


def test_an_address_is_confirmed_by_a_button_and_only_once(client, event, postmaster):
    post(client, notify="y", body="One")
    worker.send_due()
    (mail,) = postmaster.accepted
    assert mail["To"] == "ada@example.org"
    assert "One" not in mail.get_body(("plain",)).get_content()
    (path,) = paths(mail)
    page = client.get(path)
    assert page.text.count("<button") == 1
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert db.session.scalars(sa.select(Follower)).one().confirmed_at is None
    assert "Votre adresse est confirmée" in client.post(path).text
    confirmed_at = db.session.scalars(sa.select(Follower)).one().confirmed_at
    assert confirmed_at
    assert "Votre adresse est confirmée" in client.post(path).text
    assert db.session.scalars(sa.select(Follower)).one().confirmed_at == confirmed_at
    post(client, minutes=1, notify="y", body="Two")
    assert len(db.session.scalars(sa.select(Subscription)).all()) == 2
    with clock.at(clock.now() + timedelta(days=2)):
        worker.send_due()
    assert len(postmaster.accepted) == 1, "asked once for each address"


def test_where_every_comment_waits_the_address_is_still_asked_for_at_once(client, make, outbox):
    make.event(slug="talk", comments_policy=CommentsPolicy.MODERATE)
    post(client, notify="y", body="A quite ordinary thought about the neighbourhood")
    assert len(outbox("confirm address")) == 1


@pytest.mark.parametrize(("reason", "asks"), [
    ("filter:20:", 1), ("filter:49:x", 1), ("filter:50:casino", 0), ("filter:", 0), ("links", 0), ("word:3", 0),
])  # fmt: skip
def test_what_speaks_against_a_comment_keeps_us_from_writing(make, event, outbox, reason, asks):
    comment = make.comment(event, held_for=["policy", reason])
    with db.writing():
        comment.follow()
    assert len(outbox("confirm address")) == asks


def test_without_the_box_nobody_is_asked(client, event, outbox):
    post(client)
    assert not db.session.scalars(sa.select(Follower)).all()
    assert not outbox("confirm address")


def test_what_a_machine_may_have_sent_writes_to_nobody_until_it_is_approved(client, event, outbox, moderate):
    post(client, notify="y", echo="I am a machine")
    assert not outbox("confirm address")
    (comment,) = db.session.scalars(sa.select(Comment))
    moderate(comment, Verb.APPROVE)
    assert len(outbox("confirm address")) == 1


def test_r1_each_approved_reply_is_told_once_and_nothing_else_is(make, followed, postmaster, moderate):
    replies = {
        state: make.comment(followed.event, state, followed, body=f"Reply {state}") for state in CommentState
    }
    make.comment(followed.event, APPROVED, body="Beside it")
    make.comment(followed.event, APPROVED, followed, body="To myself", email="ADA@example.org")
    (mail,) = sent(postmaster)
    text = mail.get_body(("plain",)).get_content()
    assert "Reply approved" in text
    assert "> My thought" in text
    assert f"/events/talk/comments/{replies[APPROVED].id}" in text
    assert mail["To"] == "ada@example.org"
    moderate(replies[PENDING], Verb.APPROVE)
    assert len(sent(postmaster)) == 2
    for verb in (Verb.BIN, Verb.RESTORE):
        moderate(replies[PENDING], verb)
        assert len(sent(postmaster)) == 2


def test_r1_the_mail_waits_for_the_time_to_undo_and_undoing_takes_it_back(
    make, followed, postmaster, moderate
):
    reply = make.comment(followed.event, PENDING, followed)
    moderate(reply, Verb.APPROVE)
    assert worker.send_due() == 0
    with clock.at(clock.now() + timedelta(minutes=4)):
        moderate(reply, Verb.UNDO)
    assert not sent(postmaster)
    moderate(reply, Verb.APPROVE)
    assert len(sent(postmaster)) == 1


def test_r1_a_reply_hidden_by_other_means_is_not_told_and_not_shown_as_failed(
    make, followed, postmaster, outbox
):
    reply = make.comment(followed.event, APPROVED, followed)
    with db.writing():
        reply.visible = False
    assert not sent(postmaster)
    assert not outbox("reply"), "a mail that nobody wants any more is forgotten"


def test_r1_replies_below_a_reply_are_told_and_those_hidden_with_their_parent_when_it_returns(make, followed, postmaster, moderate):  # fmt: skip
    first = make.comment(followed.event, APPROVED, followed)
    moderate(first, Verb.BIN)
    below = make.comment(followed.event, APPROVED, first, body="Deep below")
    assert not sent(postmaster)
    moderate(first, Verb.APPROVE)
    texts = [mail.get_body(("plain",)).get_content() for mail in sent(postmaster)]
    assert len(texts) == 2
    assert any("Deep below" in text for text in texts)
    assert below.visible


def test_r1_who_wrote_at_the_deepest_level_is_answered_beside_it(make, event, postmaster):
    chain = [make.comment(event, APPROVED)]
    for _level in range(3):
        chain.append(make.comment(event, APPROVED, chain[-1]))
    make.subscription(chain[-1])
    make.comment(event, APPROVED, chain[-2], body="As an answer beside")
    make.comment(event, APPROVED, chain[1], body="To somebody else")
    (mail,) = sent(postmaster)
    assert "As an answer beside" in mail.get_body(("plain",)).get_content()


def test_r1_what_was_answered_before_the_address_was_confirmed_is_told_then(make, event, client, postmaster):
    comment = make.comment(event, APPROVED)
    subscription = make.subscription(comment, confirmed=False)
    make.comment(event, APPROVED, comment)
    assert not sent(postmaster)
    client.post(f"/followers/{subscription.follower.token}")
    assert len(sent(postmaster)) == 1


def test_r2_the_switch_off_sends_nothing_and_offers_nothing(app, client, make, followed, event, postmaster):
    make.comment(event, APPROVED, followed)
    assert "Me prévenir des réponses" in client.get("/events/talk").text
    app.config["REPLY_MAIL"] = False
    assert not sent(postmaster)
    make.comment(event, APPROVED, followed)
    assert not sent(postmaster)
    assert post(client, minutes=1, notify="y", body="Another").status_code == 303
    assert len(db.session.scalars(sa.select(Follower)).all()) == 1
    assert "notify" not in client.post("/events/talk/comments", data={}).text


def test_r2_a_deleted_author_does_not_break_sending(make, followed, event, postmaster, outbox):
    other = make.comment(event, APPROVED)
    make.subscription(other)
    make.comment(event, APPROVED, followed)
    make.comment(event, APPROVED, other)
    with db.writing():
        followed.withdraw()
    (mail,) = sent(postmaster)
    assert mail["To"] == other.email
    assert {row.state for row in outbox("reply")} == {"sent"}


def test_r2_a_reply_that_its_author_deletes_is_not_told(make, followed, event, postmaster):
    reply = make.comment(event, APPROVED, followed)
    with db.writing():
        reply.withdraw()
    assert not sent(postmaster)


def test_one_press_in_the_mail_program_ends_it_without_cookie_or_form(app, make, followed, event, postmaster):
    make.comment(event, APPROVED, followed)
    (mail,) = sent(postmaster)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert paths(mail) == [address.removeprefix("http://localhost")]
    page = app.test_client().get(address)
    assert page.text.count("<button") == 1
    assert Subscription.to(followed.id), "opening the link ends nothing"
    answer = app.test_client().post(address, data=ONE_CLICK)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert Subscription.to(followed.id) is None
    ended_at = db.session.scalars(sa.select(Subscription)).one().ended_at
    again = app.test_client().post(address, data=ONE_CLICK)
    assert again.status_code == 200
    assert db.session.scalars(sa.select(Subscription)).one().ended_at == ended_at
    make.comment(event, APPROVED, followed)
    assert len(sent(postmaster)) == 1


def test_all_subscriptions_of_an_address_can_be_ended_from_the_page_that_ends_one(
    make, client, followed, event
):
    another = make.comment(event, APPROVED, email="ada@example.org")
    subscription = make.subscription(another)
    page = client.post(f"/subscriptions/{subscription.token}", data=ONE_CLICK).text
    assert "1 autre de vos commentaires" in page
    assert Subscription.to(followed.id)
    assert "Tout arrêter" not in client.post(f"/subscriptions/{subscription.token}", data={"all": "1"}).text
    assert Subscription.to(followed.id) is None


def test_mails_about_one_thread_stand_under_one_another(make, followed, event, postmaster):
    first = make.comment(event, APPROVED, followed)
    make.comment(event, APPROVED, first)
    make.comment(event, APPROVED, followed)
    one, below, beside = sent(postmaster)
    assert one["References"] is None
    for later in (below, beside):
        assert later["In-Reply-To"] == later["References"] == one["Message-ID"]


def test_an_unknown_link_opens_nothing(client, make, followed):
    token = subscribed(followed).token
    for path in (f"/subscriptions/{token[:-1]}", "/followers/nobody", f"/followers/{token}"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_the_authors_page_says_the_same_whether_the_address_is_known_or_not(client, event, followed):
    pages: list[str] = []
    for email in ("ada@example.org", "unknown@example.org"):
        answer = post(client, len(pages) + 1, notify="y", email=email, body=f"As {email}", name="Ada")
        text = client.get(answer.location).text
        pages += re.findall(r'<p class="hint">(Nous vous préviendrons[^<]*)<a', text)
    assert len(pages) == 2
    assert pages[0] == pages[1]


def test_an_address_that_is_never_confirmed_is_forgotten(make, event):
    make.subscription(make.comment(event, APPROVED), confirmed=False)
    make.subscription(make.comment(event, APPROVED))
    with db.writing():
        retention.purge(clock.now() + timedelta(days=29))
    assert len(db.session.scalars(sa.select(Follower)).all()) == 2
    with db.writing():
        retention.purge(clock.now() + timedelta(days=31))
    assert db.session.scalars(sa.select(Follower)).one().confirmed_at
    assert len(db.session.scalars(sa.select(Subscription)).all()) == 1


def test_the_outbox_names_no_cause_twice(make, followed, event, outbox):
    second = make.comment(event, APPROVED, followed, email="ada@example.org")
    make.subscription(second)
    make.comment(event, APPROVED, second)
    rows = outbox("reply")
    assert len(rows) == 1, "two subscriptions of one address: one mail for each reply"
    assert isinstance(rows[0], OutboxMessage)
    assert rows[0].facts["subscription_id"] == subscribed(second).id, "the nearest one"
