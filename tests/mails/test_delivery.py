"""Sending over real SMTP: accepted, delayed, refused or dropped, and what the row then says."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

import clock
import worker
import write_turns
from extensions import db
from mails import smtp
from models.outbox.message import BACK_OFF, INTERRUPTED, MessageState, OutboxMessage


def test_e4_a_mail_is_sent_when_the_server_has_accepted_it(owed, postmaster, outbox):
    owed("someone@example.org")
    assert worker.send_due() == 1
    (row,) = outbox()
    assert (row.state, row.error, row.attempts) == (MessageState.SENT, "", 1)
    assert row.sent_at is not None
    (mail,) = postmaster.accepted
    assert mail["To"] == "someone@example.org"


def test_e4_a_mail_with_dots_and_accents_arrives_whole(make, postmaster, outbox):
    make.registration(make.event(title="L’été\u00a0: œuvres"), name="...Éloïse")
    worker.send_due()
    text = postmaster.accepted[0].get_body(("plain",)).get_content()
    assert "Au nom de\u00a0: ...Éloïse" in text
    assert "L’été\u00a0: œuvres" in postmaster.accepted[0]["Subject"]


def test_e4_a_server_that_has_no_time_now_is_asked_again_later(owed, postmaster, outbox):
    owed()
    postmaster.says["RCPT"] = "450 come back later"
    worker.send_due()
    (row,) = outbox()
    assert (row.state, row.error) == (MessageState.QUEUED, "450 come back later")
    assert BACK_OFF[0] - timedelta(seconds=5) < row.due_at - clock.now() <= BACK_OFF[0]
    assert worker.send_due() == 0
    postmaster.says.clear()
    with clock.at(clock.now() + BACK_OFF[0]):
        assert worker.send_due() == 1
    assert outbox()[0].state is MessageState.SENT
    assert len(postmaster.accepted) == 1


def test_e4_a_refusal_for_good_is_shown_at_once_with_the_servers_words(owed, postmaster, outbox):
    for step in ("MAIL", "RCPT", "DATA"):
        owed()
        postmaster.says = {step: f"550 no {step}"}
        worker.send_due()
        (row,) = outbox()
        assert (row.state, row.error) == (MessageState.FAILED, f"550 no {step}")
    assert worker.send_due() == 0


def test_e4_a_failed_mail_can_be_retried_by_hand(owed, postmaster, outbox):
    owed()
    postmaster.says["RCPT"] = "550 no such user"
    worker.send_due()
    postmaster.says.clear()
    with db.writing():
        assert outbox()[0].retry()
    assert worker.send_due() == 1
    with db.writing():
        assert not outbox()[0].retry()
    assert outbox()[0].state is MessageState.SENT


def test_e4_after_the_last_attempt_the_mail_is_shown_as_failed(owed, nobody_listens, outbox):
    owed()
    later = clock.now()
    for pause in [*BACK_OFF, timedelta(0)]:
        with clock.at(later):
            assert worker.send_due() == 1
        later += pause + timedelta(seconds=1)
    (row,) = outbox()
    assert row.state is MessageState.FAILED
    assert "refused" in row.error


def test_e6_a_line_dropped_before_the_mail_was_sent_is_tried_again(owed, postmaster, outbox):
    owed()
    postmaster.says["RCPT"] = ["DROP"]
    worker.send_due()
    assert outbox()[0].state is MessageState.QUEUED
    with clock.at(clock.now() + BACK_OFF[0]):
        worker.send_due()
    assert outbox()[0].state is MessageState.SENT
    assert len(postmaster.accepted) == 1


def test_e4_a_line_dropped_after_the_mail_was_sent_is_left_to_a_person(owed, postmaster, outbox):
    owed()
    postmaster.says["DATA"] = ["DROP"]
    worker.send_due()
    (row,) = outbox()
    assert row.state is MessageState.FAILED
    assert row.error.startswith("may have arrived")


def test_e6_a_server_that_is_too_slow_counts_as_not_reached(owed, postmaster, outbox, monkeypatch):
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    owed()
    postmaster.says["MAIL"] = "SILENT"
    worker.send_due()
    assert (outbox()[0].state, postmaster.accepted) == (MessageState.QUEUED, [])


def test_e6_a_slow_server_never_delays_a_page(make, client, postmaster, monkeypatch):
    make.registration(event := make.event())
    seen: list[int] = []
    deliver = smtp.Smtp.deliver

    def while_somebody_reads(self, mail):
        with db.writing():  # the whole site can write while the server is being spoken to
            event.changed("seats")
        seen.append(client.get(f"/events/{event.slug}").status_code)
        deliver(self, mail)

    monkeypatch.setattr(smtp.Smtp, "deliver", while_somebody_reads)
    worker.send_due()
    assert (seen, len(postmaster.accepted)) == ([200], 1)


def test_e4_who_was_accepted_is_not_written_to_again_when_a_colleague_is_refused(owed, postmaster, outbox):
    owed("one@example.org, two@example.org")
    postmaster.says["RCPT two@example.org"] = ["450 box full"]
    worker.send_due()
    (row,) = outbox()
    assert (row.state, row.recipients) == (MessageState.QUEUED, "two@example.org")
    with clock.at(clock.now() + BACK_OFF[0]):
        worker.send_due()
    assert postmaster.recipients == [["one@example.org"], ["two@example.org"]]
    assert outbox()[0].state is MessageState.SENT


def test_e4_one_mail_that_cannot_be_written_does_not_hold_up_the_others(make, postmaster, outbox):
    make.registration(make.event())
    make.registration(make.event())
    with db.writing():
        first = outbox()[0]
        first.registration_id = None
    assert worker.send_due() == 2
    assert [row.state for row in outbox()] == [MessageState.FAILED, MessageState.SENT]
    assert outbox()[0].error == "the registration is gone"


def test_several_mails_share_one_conversation(make, postmaster):
    event = make.event()
    for _ in range(3):
        make.registration(event)
    assert worker.send_due() == 3
    assert len(postmaster.accepted) == 3


@pytest.mark.parametrize(
    ("email", "recipient"),
    [
        ("éloïse@exämple.org", "éloïse@xn--exmple-cua.org"),
        ("a@straße.de", "a@xn--strae-oqa.de"),
        ("a@βόλος.com", "a@xn--nxasmm1c.com"),
        ("a@نامه\u200cای.com", "a@xn--mgba3gch31f060k.com"),
    ],
)
def test_f18_an_international_address_is_written_to_as_rfc_6531_and_idna2008_have_it(
    owed, postmaster, email, recipient
):
    owed(email)
    worker.send_due()
    assert postmaster.recipients == [[recipient]]


def test_without_a_server_mail_is_written_to_files_once_for_each_row(owed, app, outbox):
    owed("someone@example.org")
    worker.send_due()
    (file,) = Path(app.config["INSTANCE"], "mail").iterdir()
    assert file.suffix == ".eml"
    with db.writing():
        outbox()[0].state = MessageState.QUEUED
    worker.send_due()
    assert list(Path(app.config["INSTANCE"], "mail").iterdir()) == [file]


def test_e4_a_mail_whose_sender_died_is_shown_and_left_to_a_person(owed, postmaster, outbox):
    owed()
    with db.writing():
        OutboxMessage.claim()
    worker.release_interrupted(everything=False)
    assert outbox()[0].state is MessageState.SENDING  # perhaps somebody is still at it
    worker.release_interrupted(everything=True)
    assert (outbox()[0].state, outbox()[0].error) == (MessageState.FAILED, INTERRUPTED)
    assert worker.send_due() == 0
    with db.writing():
        outbox()[0].retry()
    assert worker.send_due() == 1


def test_a_file_whose_writer_died_is_simply_written(owed, outbox):
    owed()
    with db.writing():
        OutboxMessage.claim()
    worker.release_interrupted(everything=True)
    assert worker.send_due() == 1
    assert outbox()[0].state is MessageState.SENT


@pytest.mark.parametrize("settings", [{"WRITE_SECONDS": 0}])
def test_e4_that_a_mail_was_sent_is_noted_however_long_others_write(
    app, owed, postmaster, outbox, monkeypatch
):
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    attempt = worker._attempt

    def while_somebody_writes(message, way):
        outcome = attempt(message, way)
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(write_turns, "sleep", lambda _seconds: other.execute("ROLLBACK"))
        return outcome

    monkeypatch.setattr(worker, "_attempt", while_somebody_writes)
    owed()
    assert worker.send_due() == 1
    other.close()
    assert (outbox()[0].state, len(postmaster.accepted)) == (MessageState.SENT, 1)
