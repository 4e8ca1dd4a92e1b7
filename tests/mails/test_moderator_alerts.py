"""Mail to moderators: to whom, when, and the links in it, which ask first and decide once."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import worker
from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import CommentState, HeldFor, Text, Verb, moderator_alert
from models.comment.decision import Decision
from models.comment.moderation_link import MailedLink
from models.user import CommentMail, Role
from tests.blueprints.public.test_comments import said

APPROVED, PENDING, SPAM, BIN = (
    CommentState.APPROVED,
    CommentState.PENDING,
    CommentState.SPAM,
    CommentState.BIN,
)


@pytest.fixture
def event(make):
    return make.event(slug="talk", title="Faire groupe")


@pytest.fixture
def moderator(make):
    return make.user(Role.MODERATOR, name="Claire", email="claire@example.org")


@pytest.fixture
def waiting(make, event):
    """A comment that answers another and waits."""
    parent = make.comment(event, APPROVED, name="Zoé", body="What was said first")
    return make.comment(event, PENDING, parent, name="Ada", body="What waits", held_for=[HeldFor.FIRST])


@pytest.fixture
def links(moderator, waiting, postmaster):
    """The paths of the links in the mail about the comment that waits, by what they decide."""
    with db.writing():
        moderator_alert.tell_at_once(waiting.id, waiting.version)
    worker.send_due()
    text = postmaster.accepted[-1].get_body(("plain",)).get_content()
    found = re.findall(r"http://localhost(/moderation/mail/(\w+)/[\w.-]+)", text)
    return {verb: path for path, verb in found}


def at(hour, day=0):
    """An hour of today or a later day in Paris."""
    wall = clock.wall(clock.now(), "Europe/Paris").replace(hour=hour, minute=30)
    return clock.at(clock.instant((wall + timedelta(days=day)).replace(tzinfo=None), "Europe/Paris"))


def test_r1_moderators_get_mail_about_what_waits_with_its_parent_and_links_of_their_own(make, client, event, moderator, postmaster):  # fmt: skip
    make.user(Role.DOOR, email="door@example.org")
    never = make.user(Role.ADMIN, comment_mail=CommentMail.NEVER)
    parent = make.comment(event, APPROVED, name="Zoé", body="What was said first")
    client.post("/events/talk/comments", data=said(parent_id=str(parent.id)))
    worker.send_due()
    (mail,) = postmaster.accepted
    assert mail["To"] == moderator.email
    assert never.email not in str(mail)
    text = mail.get_body(("plain",)).get_content()
    assert "Zoé avait écrit\u00a0:\r\n> What was said first" in text.replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )
    assert "> A thought." in text
    assert len(set(re.findall(r"/moderation/mail/(\w+)/", text))) == 3


@pytest.mark.parametrize("state", [APPROVED, SPAM, BIN])
def test_r1_what_waits_no_more_is_not_mailed(make, event, moderator, postmaster, outbox, state):
    comment = make.comment(event, state)
    with db.writing():
        moderator_alert.tell_at_once(comment.id, 1)
    worker.send_due()
    assert not postmaster.accepted
    assert not outbox()


def test_r2_switched_off_or_gone_moderators_get_nothing_and_break_nothing(
    make, client, event, moderator, postmaster
):
    other = make.user(Role.ADMIN)
    with db.writing():
        moderator.comment_mail = CommentMail.NEVER
    client.post("/events/talk/comments", data=said())
    with db.writing():
        other.active = False
    worker.send_due()
    worker.tidy()
    assert not postmaster.accepted


def test_q11_opening_the_link_shows_the_comment_and_asks(client, links, waiting):
    for path in links.values():
        page = client.get(path)
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        for words in (
            "What waits",
            "What was said first",
            "Ada",
            "premier commentaire",
            "Claire",
        ):
            assert words in page.text
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in page.headers
    db.session.refresh(waiting)
    assert waiting.state is PENDING


@pytest.mark.parametrize(("verb", "state"), [("approve", APPROVED), ("spam", SPAM), ("bin", BIN)])
def test_q11_the_button_decides_as_that_moderator_and_a_second_press_says_done(client, links, waiting, moderator, verb, state):  # fmt: skip
    answer = client.post(links[verb])
    assert (answer.status_code, "C’est fait" in answer.text) == (200, True)
    db.session.refresh(waiting)
    assert waiting.state is state
    decision = db.session.scalars(sa.select(Decision)).one()
    assert (decision.user_id, decision.verb, decision.version) == (moderator.id, verb, 1)
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == verb)).one()
    assert line.user_id == moderator.id
    again = client.post(links[verb])
    assert (again.status_code, "C’est fait" in again.text) == (200, True)
    assert "par Claire" in client.get(links[verb]).text
    assert len(db.session.scalars(sa.select(Decision)).all()) == 1


def test_q11_an_unknown_action_is_not_found(client, links):
    for verb in ("delete", "restore", "undo", "reword"):
        path = links["approve"].replace("/approve/", f"/{verb}/")
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_q11_a_wrong_or_cut_key_is_refused(client, links, waiting, make):
    path = links["approve"]
    key = path.rpartition("/")[2]
    other = make.comment(waiting.event)
    numbers, _dot, rest = key.partition(".")
    swapped = "-".join([str(other.id), *numbers.split("-")[1:]])
    for wrong in (key[:-1], key[:-5], numbers, f"{swapped}.{rest}", "x", "1-1-999.a.b", f"{key}a"):
        for send in (client.get, client.post):
            assert send(f"/moderation/mail/approve/{wrong}").status_code == 403, wrong
    db.session.refresh(waiting)
    assert waiting.state is PENDING


def test_q11_a_used_link_is_dead_even_after_the_decision_was_undone(client, links, waiting, moderator):
    client.post(links["approve"])
    with db.writing():
        waiting.lock()
        waiting.decide(Verb.UNDO, waiting.version, by=moderator)
    for verb in ("approve", "spam"):
        page = client.get(links[verb])
        assert "<button" not in page.text
        assert "ne permet plus de décider" in page.text
    assert client.post(links["spam"]).status_code == 409
    client.post(links["approve"])
    db.session.refresh(waiting)
    assert waiting.state is PENDING


def test_q11_links_expire_after_a_week(client, links, waiting):
    with clock.at(clock.now() + timedelta(days=6, hours=23)):
        assert client.get(links["bin"]).status_code == 200
    with clock.at(clock.now() + timedelta(days=7, hours=1)):
        for send in (client.get, client.post):
            answer = send(links["bin"])
            assert (answer.status_code, "<button" in answer.text) == (410, False)
    db.session.refresh(waiting)
    assert waiting.state is PENDING


@pytest.mark.parametrize(
    "facts", [{"active": False}, {"role": Role.DOOR}, {"email_key": "other@example.org"}]
)
def test_q11_the_link_of_somebody_who_may_moderate_no_more_opens_nothing(client, links, moderator, facts):
    with db.writing():
        for name, value in facts.items():
            setattr(moderator, name, value)
    assert client.get(links["approve"]).status_code == 403
    assert client.post(links["approve"]).status_code == 403


def test_q13_a_text_that_changed_since_the_mail_is_shown_and_not_decided_on(client, links, waiting):
    with db.writing():
        waiting.amend(Text.typed("Something else entirely"))
    page = client.get(links["approve"])
    assert "Something else entirely" in page.text
    assert "a changé depuis" in page.text
    assert "<button" not in page.text
    assert client.post(links["approve"]).status_code == 409
    db.session.refresh(waiting)
    assert waiting.state is PENDING


def test_q14_what_a_colleague_decided_meanwhile_is_told(client, links, waiting, make):
    boris = make.user(Role.ADMIN, name="Boris")
    with db.writing():
        waiting.lock()
        waiting.decide(Verb.SPAM, waiting.version, by=boris)
    answer = client.post(links["approve"])
    assert answer.status_code == 409
    assert "par Boris" in answer.text
    db.session.refresh(waiting)
    assert waiting.state is SPAM


def test_a_comment_that_is_gone_is_said_to_be(client, links, waiting):
    with db.writing():
        db.session.delete(waiting)
    assert client.get(links["bin"]).status_code == client.post(links["bin"]).status_code == 410


def test_the_digest_comes_once_a_day_at_its_hour_with_all_that_waits(
    make, event, moderator, waiting, postmaster
):
    with db.writing():
        moderator.comment_mail, moderator.digest_hour = CommentMail.DAILY, 18
    make.comment(event, PENDING, name="Éloïse", body="Waits too")
    make.comment(event, SPAM, body="Is spam")
    with at(17):
        worker.tidy()
        worker.send_due()
    assert not postmaster.accepted
    for hour in (18, 19, 23):
        with at(hour):
            worker.tidy()
            worker.send_due()
    (mail,) = postmaster.accepted
    assert mail["Subject"] == "2 commentaires à modérer"
    text = mail.get_body(("plain",)).get_content()
    for words in (
        "> What waits",
        "> What was said first",
        "> Waits too",
        "Ada écrit, sous «\u00a0Faire groupe\u00a0»",
    ):
        assert words in text
    assert "Is spam" not in text
    assert len(re.findall(r"http://localhost/moderation/mail/approve/", text)) == 2
    with at(18, day=1):
        worker.tidy()
        worker.send_due()
    assert len(postmaster.accepted) == 2


def test_no_digest_comes_when_nothing_waits_nor_for_what_comes_later_that_day(
    make, event, moderator, postmaster
):
    with db.writing():
        moderator.comment_mail, moderator.digest_hour = CommentMail.DAILY, 8
    with at(8):
        worker.tidy()
    make.comment(event, PENDING)
    with at(11):
        worker.tidy()
        worker.send_due()
    assert not postmaster.accepted


def test_the_digest_says_how_many_more_wait(make, event, moderator, mail):
    for _number in range(33):
        make.comment(event, PENDING)
    with db.writing():
        moderator.comment_mail, moderator.digest_hour = CommentMail.DAILY, 0
    worker.tidy()
    sent = mail("digest")
    assert sent["Subject"] == "33 commentaires à modérer"
    text = sent.get_body(("plain",)).get_content()
    assert "3 autres attendent dans la file." in text
    assert text.count("/moderation/mail/bin/") == 30


def test_each_moderator_chooses_on_their_account(signed_in, moderator, make):
    page = signed_in(moderator).get("/account").text
    assert "Une fois par jour, tous ensemble" in page
    form = {"name": "Claire", "email": moderator.email, "password": "several words are long enough"}
    answer = signed_in(moderator).post("/account", data=form | {"comment_mail": "daily", "digest_hour": "18"})
    assert answer.status_code == 303
    db.session.refresh(moderator)
    assert (moderator.comment_mail, moderator.digest_hour) == (CommentMail.DAILY, 18)
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "amend")).one()
    assert {"comment_mail", "digest_hour"} <= set(line.facts["fields"])
    wrong = signed_in(moderator).post("/account", data=form | {"comment_mail": "hourly", "digest_hour": "25"})
    assert wrong.status_code == 422
    door = make.user(Role.DOOR)
    assert "comment_mail" not in signed_in(door).get("/account").text


def test_a_key_is_no_other_moderators(make, waiting, moderator):
    other = make.user(Role.MODERATOR)
    mine, theirs = (MailedLink(waiting.id, 1, user).key for user in (moderator, other))
    assert mine != theirs
    assert MailedLink.read(mine).user.id == moderator.id
