"""Mail that comes back is shown beside its person; a dead address gets no announcements (X10)."""

import pytest
import sqlalchemy as sa

import worker
from extensions import db
from models.outbox.message import MessageState, OutboxMessage
from models.registration import Registration, bounce
from models.registration.listing import Listing
from models.user import Role

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; eve@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b--
"""


@pytest.fixture
def settings():
    return {"BOUNCES": "bounces@example.org"}


@pytest.fixture
def person(make, postmaster):
    """Somebody whose mail was taken by the server."""
    registration: Registration = make.registration(make.event(), email="eve@example.org")
    worker.send_due()
    return registration


@pytest.fixture
def come_back(app):
    """Pipes a report to ``bounce`` and returns what it says."""

    def pipe(to: str, action="failed", status="5.1.1", said="550 5.1.1 no such user") -> str:
        report = REPORT.format(to=to, action=action, status=status, said=said)
        result = app.test_cli_runner().invoke(args=["bounce"], input=report.encode())
        assert result.exit_code == 0
        db.session.rollback()
        return result.output.strip()

    return pipe


def only() -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(sa.select(OutboxMessage)).one()


def test_x10_each_mail_has_its_own_return_address_and_readers_do_not_see_it(person, postmaster):
    assert postmaster.senders == [bounce.return_address(only())]
    (mail,) = postmaster.accepted
    assert mail["Return-Path"] is None
    assert mail["From"].addresses[0].addr_spec == "parvis@localhost"


def test_x10_a_report_is_shown_beside_the_person(person, come_back, client, signed_in):
    address = bounce.return_address(only())
    assert come_back(address.upper()) == "Noted."
    assert only().state is MessageState.FAILED
    page = client.get(f"/registrations/{person.token}").text
    assert "aucune boîte de ce nom" in page
    desk = signed_in(Role.ORGANISER)
    page = desk.get(f"/desk/events/{person.event.slug}/registrations/{person.id}").text
    assert "aucune boîte de ce nom" in page


@pytest.mark.parametrize("to", ["bounces@example.org", "bounces+1-{}@example.org".format("0" * 32)])
def test_x10_nobody_else_can_declare_an_address_dead(person, come_back, to):
    assert come_back(to) == "None of our mails has that return address."
    assert only().state is MessageState.SENT


def test_x10_what_is_only_late_is_left_alone(person, come_back):
    address = bounce.return_address(only())
    assert (
        come_back(address, action="delayed", status="4.4.1") == "Not a report of mail that failed for good."
    )
    assert only().state is MessageState.SENT


def test_x10_a_dead_address_gets_no_announcement_until_it_is_corrected(make, person, come_back, signed_in):
    make.registration(person.event, email="ada@example.org")
    first = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.recipients == "eve@example.org"))
    come_back(bounce.return_address(first.one()))
    listing = Listing(person.event)
    assert [one.email for one in db.session.scalars(listing.recipients())] == ["ada@example.org"]
    assert (listing.recipient_count(), listing.dead_count()) == (1, 1)
    page = signed_in(Role.ORGANISER).get(f"/desk/events/{person.event.slug}/registrations/message").text
    assert "Une adresse est laissée de côté" in page
    with db.writing():
        person.change_email("eve@example.net")
    assert (listing.recipient_count(), listing.dead_count()) == (2, 0)


def test_x10_what_was_refused_for_its_content_says_nothing_of_the_address(person, come_back):
    come_back(bounce.return_address(only()), status="5.7.1", said="550 5.7.1 looks like spam")
    assert only().state is MessageState.FAILED
    assert Listing(person.event).dead_count() == 0
