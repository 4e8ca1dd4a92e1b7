"""What is kept no longer goes by itself, on both databases, and the rest stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import worker
from extensions import db
from models import AuditEntry, Comment, Decision, OutboxMessage, Registration
from models.comment import CommentState, Verb
from models.privacy import retention
from models.user import Refusal, RefusalKind

DAY = timedelta(days=1)


def later(**ahead):
    """What ``purge`` forgets at another moment."""
    now = clock.now() + timedelta(**ahead)
    with clock.at(now), db.writing():
        return {name: count for name, count in retention.purge(now).items() if count}


def alive():
    return set(db.session.scalars(sa.select(Comment.id).where(~Comment.erased)))


def test_q12_pending_older_than_n_days_is_purged_and_approved_is_untouched(make):
    event = make.event()
    pending, approved = make.comment(event), make.comment(event, CommentState.APPROVED)
    assert later(days=179) == {}
    assert later(days=181) == {"comments that nobody decided about": 1}
    assert alive() == {approved.id}
    assert pending.id not in alive()


def test_q12_what_was_decided_about_lately_is_not_old(make):
    comment, moderator = make.comment(make.event(), CommentState.APPROVED), make.user()
    with clock.at(clock.now() + 170 * DAY), db.writing():
        comment.decide(Verb.BIN, comment.version, by=moderator)
    with clock.at(clock.now() + 175 * DAY), db.writing():
        comment.put_back(CommentState.PENDING, by=moderator)
    assert later(days=181) == {}
    assert later(days=356) == {"comments that nobody decided about": 1}


@pytest.mark.parametrize("verb", [Verb.SPAM, Verb.BIN])
def test_spam_and_binned_comments_go_in_their_time_counted_from_the_decision(make, verb):
    comment, moderator = make.comment(make.event()), make.user()
    with clock.at(clock.now() + 20 * DAY), db.writing():
        comment.decide(verb, comment.version, by=moderator)
    assert later(days=49) == {}
    assert later(days=51) == {"spam and binned comments": 1}
    assert alive() == set()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 0
    assert db.session.scalar(sa.select(AuditEntry.verb).order_by(AuditEntry.id.desc())) == "purge"


def test_a_binned_comment_that_was_answered_leaves_its_place_and_no_word(make):
    event = make.event()
    binned = make.comment(event, CommentState.BIN, name="Zoé")
    reply = make.comment(event, CommentState.APPROVED, parent=binned)
    assert later(days=31) == {"spam and binned comments": 1}
    assert later(days=31) == {}
    assert alive() == {reply.id}
    db.session.refresh(binned)
    assert (binned.erased, binned.name, binned.body) == (True, "", "")


def test_h1_who_registered_is_erased_so_many_days_after_the_end(make):
    event = make.event(starts=make.wall(days=1), ends=make.wall(days=2))
    came, gone = make.registration(event), make.registration(event)
    with db.writing():
        gone.cancel()
    coming = make.registration(make.event(starts=make.wall(days=800)))
    assert later(days=366).get("registrations") is None
    assert later(days=368)["registrations"] == 2
    names = {each.id: each.name for each in db.session.scalars(sa.select(Registration))}
    assert (names[came.id], names[gone.id]) == ("", "")
    assert names[coming.id]
    db.session.refresh(event)
    assert event.seats_taken == 1


def test_sent_and_failed_mails_go_and_what_waits_stays(make):
    for _ in range(3):
        make.registration(make.event(starts=make.wall(days=800)))
    with db.writing():
        sent, failed, waits = db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id))
        sent.delivered()
        failed.fail("no")
        kept = waits.id
    assert later(days=179) == {}
    assert later(days=181) == {"mails": 2}
    assert list(db.session.scalars(sa.select(OutboxMessage.id))) == [kept]


@pytest.mark.parametrize("name", retention.CHOSEN)
def test_nothing_goes_by_itself_where_the_operator_says_never(app, make, name):
    app.config.update(dict.fromkeys(retention.CHOSEN, 0) | {"RATELIMIT_ENABLED": False})
    event, full = make.event(), make.event(capacity=0, waiting_list=True)
    make.registration(event)
    make.registration(full)
    for state in CommentState:
        make.comment(event, state)
    gone = make.comment(event)
    with db.writing():
        gone.withdraw()
    with db.writing():
        Refusal.write(RefusalKind.DEAD_LINK, None, "", "/login/<secret>")
    assert later(days=5000) == {}
    app.config[name] = 10
    if name != "KEEP_MAIL":  # what waits to be sent stays
        assert later(days=5000)


def test_the_worker_goes_on_until_nothing_is_left(make, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    event = make.event()
    for _ in range(5):
        make.comment(event, CommentState.BIN)
    with clock.at(clock.now() + 31 * DAY):
        worker.forget()
    assert alive() == set()


def test_who_never_confirmed_their_address_goes_a_week_later_and_others_stay(make):
    event = make.event(confirm_address=True)
    lost, kept = make.registration(event), make.registration(event)
    with db.writing():
        assert kept.confirm()
    with clock.at(lost.held_until + timedelta(minutes=1)), db.writing():
        event.lock()
        Registration.release_expired(event)
    with clock.at(kept.state_at + timedelta(minutes=1)), db.writing():
        kept.cancel()
    db.session.refresh(lost)
    since = lost.state_at - clock.now()
    assert "registrations that came to nothing" not in later(seconds=since.total_seconds() + 6 * 86400)
    assert later(seconds=since.total_seconds() + 8 * 86400)["registrations that came to nothing"] == 1
    db.session.expire_all()
    assert (lost.name, lost.email) == ("", "")
    assert kept.name


def test_who_still_waited_goes_a_week_after_the_event_and_who_came_stays(make):
    event = make.event(capacity=1, waiting_list=True)
    came, waited = make.registration(event), make.registration(event)
    assert later(days=36) == {}
    assert later(days=38) == {"registrations that came to nothing": 1}
    db.session.expire_all()
    assert waited.name == ""
    assert came.name
