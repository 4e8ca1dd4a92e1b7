"""The mail of each step of the table: its calendar METHOD, its words, and whom it reaches."""

import uuid
from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa

import clock
import mails
from extensions import db
from models.audit_log.record import Actor
from models.outbox.message import OutboxMessage
from models.registration import TRANSITIONS, Registration, RegistrationState


@pytest.mark.parametrize("step", TRANSITIONS.rows, ids=lambda step: f"{step.source} {step.verb}")
def test_each_step_writes_its_one_mail_with_the_calendar_that_the_table_names(make, step):
    event, organiser = make.event(capacity=9, waiting_list=True), make.user()
    registration = make.registration(event)
    with db.writing():
        db.session.execute(sa.delete(OutboxMessage))
        if step.source is None:
            values = {
                "email": "new@example.org",
                "email_key": "new@example.org",
                "name": "Ada",
                "uid": str(uuid.uuid4()),
                "token_hash": "t",
            }
            registration = Registration(event=event, **values)
        else:
            registration.state = step.source
            registration.waiting_since = registration.held_until = clock.now()
            db.session.flush()
    if step.source is RegistrationState.CONFIRMED:
        owe_confirmation(registration)
    actor = step.who[0]
    with db.writing():
        by = organiser if actor is Actor.STAFF else None
        until = clock.now() + timedelta(hours=1)
        registration.move(step.verb, by=by, visitor=actor is Actor.VISITOR, until=until)
    rows = db.session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.kind == step.mail, OutboxMessage.cause != "before")
    ).all()
    assert [row.recipients for row in rows] == [registration.email]
    files = [
        part
        for part in mails.compose(rows[0]).iter_attachments()
        if part.get_content_type() == "text/calendar"
    ]
    assert [part.get_param("method") for part in files] == ([step.method] if step.method else [])
    for part in files:
        assert icalendar.Calendar.from_ical(part.get_content()).get("METHOD") == step.method
    team = db.session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.recipients == organiser.email)
    ).all()
    assert [row.kind for row in team] == ([step.team] if step.team else [])


def owe_confirmation(registration):
    """The mail that whoever is confirmed has had before."""
    with db.writing():
        row = OutboxMessage(kind="confirmation", cause="before", recipients=registration.email, language="fr")
        row.registration_id = registration.id
        db.session.add(row)


def test_e3_a_name_that_is_a_link_is_none_in_the_mail_to_the_team(make, mail):
    make.user()
    make.registration(make.event(approval=True), name="Visit https://phish.example")
    body = mail("application").get_body(("html",)).get_content()
    assert "https://phish.example" not in body
