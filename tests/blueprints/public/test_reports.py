"""Readers report a published comment; enough of them hold it until a moderator has looked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from forms.public.form import stamp
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState
from models.comment.report import Report
from models.event import EventStatus
from models.outbox.message import OutboxMessage
from models.privacy import retention
from models.user import Role
from tests.forms import filled

PENDING, APPROVED, SPAM, BIN = CommentState


@pytest.fixture
def event(make):
    return make.event(slug="faire-groupe")


@pytest.fixture
def comment(make, event):
    make.user(Role.MODERATOR, email="team@example.org")
    return make.comment(event, APPROVED, name="Marie", body="Bonjour")


def report(browser, comment, network, words="", **said):
    data = {"stamp": stamp("report"), "words": words} | said
    address = f"/events/{comment.event.slug}/comments/{comment.id}/report"
    return browser.post(address, data=data, environ_overrides={"REMOTE_ADDR": network})


def decide(browser, comment, verb):
    data = {"decision": verb, "version": comment.version}
    return browser.partial(f"/moderation/comments/{comment.id}/decisions", data)


def test_three_people_hold_a_comment_and_the_moderators_read_why(client, comment, signed_in):
    for number, words in enumerate(("", "C’est une injure", "")):
        assert comment.state is APPROVED
        answer = report(client, comment, f"192.0.2.{number}", words)
        assert answer.status_code == 200
        assert "Merci" in answer.text
    assert comment.state is PENDING
    assert "Bonjour" not in client.get("/events/faire-groupe").text
    page = signed_in(Role.MODERATOR).get("/moderation").text.replace("\u00a0", " ")
    assert "signalé par 3 personnes" in page.partition('class="queue-reason"')[2][:200]
    assert "<blockquote>C’est une injure</blockquote>" in page
    assert [line.verb for line in db.session.query(AuditEntry).filter_by(subject_id=comment.id, subject="comment").order_by(AuditEntry.id)] == [
        "post", "report", "report", "report", "hold"]  # fmt: skip
    assert db.session.query(OutboxMessage).filter_by(kind="new comment", comment_id=comment.id).count() == 1


def test_one_network_counts_once_however_often_it_reports(client, comment):
    for _ in range(4):
        answer = report(client, comment, "192.0.2.7")
        assert "Merci" in answer.text, "nothing tells whether it was the first"
    for number in range(4):
        report(client, comment, f"2001:db8:1:2::{number}")
    assert comment.state is APPROVED
    assert db.session.query(Report).count() == 2


def test_no_address_is_kept_but_a_keyed_hash(client, comment, app):
    report(client, comment, "192.0.2.7")
    one = db.session.scalars(sa.select(Report)).one()
    assert len(one.network) == 64
    key, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], "another"
    report(client, comment, "192.0.2.7", stamp=stamp("report"))
    assert db.session.query(Report).count() == 2, "the hash depends on the site's key"
    app.config["SECRET_KEY"] = key


def test_reports_are_forgotten_after_thirty_days(client, comment):
    report(client, comment, "192.0.2.7", "mots")
    with db.writing():
        retention.purge(clock.now() + timedelta(days=29))
    assert db.session.query(Report).count() == 1
    with db.writing():
        retention.purge(clock.now() + timedelta(days=30, seconds=1))
    assert db.session.query(Report).count() == 0


@pytest.mark.parametrize("batch", [False, True])
def test_an_approval_answers_the_reports_and_later_ones_count_anew(client, comment, signed_in, batch):
    for number in range(3):
        report(client, comment, f"192.0.2.{number}")
    moderator = signed_in(Role.MODERATOR)
    if batch:
        moderator.partial(
            "/moderation/batches", {"decision": "approve", "seen": f"{comment.id}:{comment.version}"}
        )
    else:
        decide(moderator, comment, "approve")
    assert comment.state is APPROVED
    assert "queue-reports" not in moderator.get("/moderation?status=approved").text
    for number in (1, 7):
        report(client, comment, f"192.0.2.{number}")
    assert comment.state is APPROVED, "the same people may report again, and count once more"
    assert "signalé par 2 personnes" in moderator.get("/moderation?status=approved").text.replace(
        "\u00a0", " "
    )
    report(client, comment, "192.0.2.8")
    assert comment.state is PENDING


def test_a_moderator_who_finds_a_reported_comment_well_published_says_so_by_approving(
    client, comment, signed_in
):
    report(client, comment, "192.0.2.1")
    decide(signed_in(Role.MODERATOR), comment, "approve")
    assert db.session.scalars(sa.select(Report)).one().settled_at


def test_a_decision_about_a_comment_that_readers_hold_meanwhile_is_told(client, comment, signed_in):
    seen = comment.version
    for number in range(3):
        report(client, comment, f"192.0.2.{number}")
    data = {"decision": "approve", "version": seen}
    assert (
        signed_in(Role.MODERATOR).partial(f"/moderation/comments/{comment.id}/decisions", data).status_code
        == 409
    )


@pytest.mark.parametrize("settings", [{"REPORTS_TO_HOLD": 1}])
def test_the_number_is_a_setting(client, comment, settings):
    report(client, comment, "192.0.2.1")
    assert comment.state is PENDING
    assert comment.held_for == ["reported:1"]


@pytest.mark.parametrize("settings", [{"REPORTS_TO_HOLD": 0}])
def test_zero_never_holds(client, comment, settings):
    for number in range(5):
        report(client, comment, f"192.0.2.{number}")
    assert comment.state is APPROVED


def test_what_the_house_wrote_is_never_held_by_readers(client, make, event):
    comment = make.comment(event, APPROVED, user=make.user(Role.ORGANISER))
    for number in range(5):
        report(client, comment, f"192.0.2.{number}")
    assert comment.state is APPROVED
    assert db.session.query(Report).count() == 5


@pytest.mark.parametrize("said", [{"echo": "bot"}, {"stamp": ""}, {"stamp": "forged.x.y"}])
def test_f23_what_a_machine_may_have_sent_counts_once_it_is_confirmed(client, comment, said):
    answer = report(client, comment, "192.0.2.1", "injure", **said)
    assert answer.status_code == 422
    assert "Merci" not in answer.text, "nobody is thanked for what is thrown away"
    assert "Confirmez votre envoi" in answer.text
    assert db.session.query(Report).count() == 0
    address = f"/events/{comment.event.slug}/comments/{comment.id}/report"
    assert "Merci" in client.post(address, data=filled(answer.text, address)).text
    assert [one.words for one in db.session.query(Report)] == ["injure"]


def test_too_long_a_reason_is_refused_and_kept(client, comment):
    answer = report(client, comment, "192.0.2.1", "x" * 501)
    assert answer.status_code == 422
    assert "Abrégez à 500 caractères." in answer.text
    assert "x" * 501 in answer.text
    assert db.session.query(Report).count() == 0


@pytest.mark.parametrize("state", [PENDING, SPAM, BIN])
def test_p1_what_cannot_be_read_cannot_be_reported(client, make, event, state):
    comment = make.comment(event, state, name="Secret")
    assert report(client, comment, "192.0.2.1").status_code == 404
    assert client.get(f"/events/faire-groupe/comments/{comment.id}/report").status_code == 404


def test_neither_can_a_comment_elsewhere_or_on_a_draft(client, make, event, comment):
    other = make.comment(make.event(), APPROVED)
    assert client.get(f"/events/faire-groupe/comments/{other.id}/report").status_code == 404
    with db.writing():
        event.status = EventStatus.DRAFT
    assert client.get(f"/events/faire-groupe/comments/{comment.id}/report").status_code == 404


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True, "REPORTS_PER_HOUR": 2}])
def test_m21_too_many_reports_from_one_address_are_refused(client, make, event, settings):
    comments = [make.comment(event, APPROVED) for _ in range(3)]
    answers = [report(client, comment, "192.0.2.1").status_code for comment in comments]
    assert answers == [200, 200, 429]
    assert report(client, comments[2], "192.0.2.2").status_code == 200


def test_the_link_is_the_same_for_everybody_and_the_page_stays_in_the_cache(client, comment):
    link = f'href="/events/faire-groupe/comments/{comment.id}/report"'
    first = client.get("/events/faire-groupe")
    assert link in first.text
    assert first.headers["Cache-Control"].startswith("public")
    report(client, comment, "192.0.2.1")
    assert client.get("/events/faire-groupe").headers["ETag"] == first.headers["ETag"]


def test_with_htmx_the_form_opens_below_the_comment(client, comment):
    address = f"/events/faire-groupe/comments/{comment.id}/report"
    part = client.get(address, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert f'hx-target="#comment-{comment.id}-report" hx-swap="innerHTML"' in part.text
    thanks = client.partial(address, {"stamp": stamp("report")})
    assert f'hx-target="#comment-{comment.id}-report"' in thanks.text
    assert "<!doctype" not in thanks.text


def test_a_deleted_comment_takes_its_reports_along(client, comment):
    report(client, comment, "192.0.2.1")
    with db.writing():
        db.session.execute(sa.delete(Comment).where(Comment.id == comment.id))
    assert db.session.query(Report).count() == 0
