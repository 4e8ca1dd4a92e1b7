"""Changes of time, place and status that follow one another within ten minutes are told in one mail."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import OutboxMessage
from models.event import EventFacts, EventStatus, VenueState
from models.event_revision import change_notice
from tests.models.registration.test_waiting_list import change


def told():
    db.session.rollback()
    return list(
        db.session.scalars(
            sa.select(OutboxMessage).where(OutboxMessage.kind == "event changed").order_by(OutboxMessage.id)
        )
    )


@pytest.fixture
def event(make):
    event = make.event(venue_state=VenueState.CITY, city="Paris")
    make.registration(event)
    make.registration(event)
    return event


def test_several_changes_within_ten_minutes_are_one_mail_first_before_last_after(event):
    now = clock.now()
    with clock.at(now):
        change(event, venue_state=VenueState.CONFIRMED, venue_name="Halle Pajol")
    with clock.at(now + timedelta(minutes=9)):
        change(event, venue_name="La Bellevilloise")
    mails = told()
    assert len(mails) == 2, "one for each person"
    for mail in mails:
        assert mail.due_at == now + timedelta(minutes=10)
        assert (mail.facts["before"]["venue_state"], mail.facts["before"]["venue_name"]) == ("city", "")
        assert mail.facts["after"]["venue_name"] == "La Bellevilloise"


def test_a_change_after_ten_minutes_is_a_mail_of_its_own(event):
    now = clock.now()
    with clock.at(now):
        change(event, city="Lyon")
    with clock.at(now + timedelta(minutes=10)):
        change(event, city="Lille")
    assert [mail.facts["before"]["city"] for mail in told()] == ["Paris", "Paris", "Lyon", "Lyon"]


def test_what_is_taken_back_within_ten_minutes_is_told_to_nobody(event):
    change(event, status=EventStatus.CANCELLED)
    assert len(told()) == 2
    change(event, status=EventStatus.PUBLISHED)
    assert told() == []


def test_who_registers_between_two_changes_hears_only_of_the_second(make, event):
    change(event, city="Lyon")
    make.registration(event)
    change(event, city="Lille")
    assert [mail.facts["before"]["city"] for mail in told()] == ["Paris", "Paris", "Lyon"]


def test_the_draft_says_what_will_be_sent(make, event):
    person = make.registration(event)
    change(event, city="Lyon")
    facts = EventFacts(
        **{
            **{name: getattr(EventFacts.of(event), name) for name in EventFacts.__dataclass_fields__},
            "city": "Lille",
        }
    )
    mail = change_notice.draft(person, event, facts)
    assert (mail.facts["before"]["city"], mail.facts["after"]["city"]) == ("Paris", "Lille")
    assert len(told()) == 3
