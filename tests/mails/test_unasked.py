"""Nobody gets more than a stated number of unasked mails an hour, however the address is spelt (X9)."""

from datetime import timedelta

import sqlalchemy as sa

import clock
from extensions import db
from models.outbox.unasked import MOST, Unasked, UnaskedMail
from models.privacy import registration_erasure, retention
from models.registration import CompanionFacts
from tests.blueprints.public.test_registrations import said

STEPS, REPEATS = MOST[Unasked.STEP], MOST[Unasked.REPEAT]


def got(outbox, local="somebody"):
    return [row.kind for row in outbox() if row.recipients.startswith(local)]


def test_x9_tags_of_an_address_make_no_other_mailbox_and_all_are_registered(client, make, outbox):
    event = make.event()
    for number in range(STEPS + 5):
        fields = said(email=f"somebody+{number}@example.net")
        assert client.post(f"/events/{event.slug}/registrations", data=fields).status_code == 200
    assert len(got(outbox)) == STEPS
    db.session.refresh(event)
    assert event.seats_taken == STEPS + 5


def test_x9_a_change_of_address_towards_a_stranger_writes_to_them_so_often(make, outbox):
    event = make.event()
    for number in range(REPEATS + 3):
        person = make.registration(event, email=f"mine{number}@example.org")
        with db.writing():
            person.change_email("somebody@example.net") if number == 0 else person.change_email(
                f"somebody+{number}@example.net"
            )
    assert got(outbox) == ["moved"] * REPEATS


def test_x9_a_receipt_invites_an_address_once_whatever_the_second(make, outbox):
    person = make.registration(make.event())
    for minutes in range(5):
        with clock.at(clock.now() + timedelta(minutes=20 * minutes)), db.writing():
            person.invite_instead("Somebody@example.net")
    assert [row.kind for row in outbox() if row.kind == "invitation"] == ["invitation"]


def test_x9_links_lookups_and_companions_share_one_allowance(make, outbox):
    events = [make.event(max_seats=2) for _ in range(REPEATS + 2)]
    for event in events:
        make.registration(event, seats=2, companions=(CompanionFacts("Bo", "somebody@example.net"),))
    assert got(outbox) == ["companion"] * REPEATS


def test_x9_erasing_the_registration_does_not_reset_what_was_sent(make, outbox):
    for _ in range(STEPS + 2):
        person = make.registration(make.event(), email="somebody@example.net")
        with db.writing():
            person.cancel()
            registration_erasure.erase(person)
    count = sa.select(sa.func.count()).select_from(UnaskedMail)
    assert db.session.scalar(count) == STEPS


def test_x9_an_hour_later_mail_goes_out_again_and_nothing_is_remembered(make, outbox):
    for _ in range(STEPS + 1):
        make.registration(make.event(), email="somebody@example.net")
    later = clock.now() + timedelta(minutes=61)
    with clock.at(later):
        make.registration(make.event(), email="somebody@example.net")
        assert len(got(outbox)) == STEPS + 1
    with clock.at(later + timedelta(minutes=61)), db.writing():
        retention.purge(clock.now())
    assert db.session.scalar(sa.select(UnaskedMail.id).limit(1)) is None


def test_x9_what_the_team_does_is_not_held_back(make, outbox):
    organiser = make.user()
    for _ in range(STEPS + 2):
        make.registration(make.event(), email="somebody@example.net", by=organiser)
    assert len(got(outbox)) == STEPS + 2
