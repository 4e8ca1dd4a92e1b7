"""The registration lookup: to whom it writes, and what the link of its mail opens."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import mails
from extensions import db
from models import AuditEntry, FormerEmail, OutboxMessage, Registration
from models.event import EventStatus
from models.registration import (
    PASS_LASTS,
    RegistrationRefused,
    RegistrationState,
    ticket,
)

EVE = {"email": "Eve@example.org", "name": "Ève"}


def owed():
    return list(db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == "my registrations")))


def ask(email):
    with db.writing():
        Registration.owe_lookup(email)
    return owed()


@pytest.fixture
def eve(make):
    """What one person registered: a coming event, a past one, a cancelled one."""
    coming = make.registration(make.event(), **EVE)
    gone = make.registration(make.event(), **EVE)
    event = make.event(starts=make.wall(days=2), ends=None)
    past = make.registration(event, **EVE)
    with db.writing():
        gone.cancel()
        event.starts_at = clock.now() - timedelta(days=3)
    return [coming, gone, past]


def test_c9_a_known_address_gets_one_mail_and_an_unknown_one_nothing(make, eve):
    assert ask("unknown@example.org") == []
    (sent,) = ask(" eve@EXAMPLE.org")
    assert sent.recipients == "Eve@example.org"
    assert ask("eve@example.org") == [sent], "asking twice writes once"
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert len(ask("eve@example.org")) == 2


def test_c9_the_mail_goes_to_the_address_that_was_registered_never_to_what_was_typed(make):
    make.registration(make.event(), email="eve@gmail.com")
    (sent,) = ask("eve+stranger@gmail.com")
    assert sent.recipients == "eve@gmail.com"


def test_c9_the_link_lists_everything_of_one_address_and_nothing_of_another(make, eve):
    other = make.registration(eve[0].event)
    assert {each.id for each in Registration.by_lookup_pass(eve[0].lookup_pass)} == {each.id for each in eve}
    assert [each.id for each in Registration.by_lookup_pass(other.lookup_pass)] == [other.id]


def test_c9_a_draft_is_not_listed(make, eve):
    with db.writing():
        eve[0].event.status = EventStatus.DRAFT
    assert eve[0].id not in {each.id for each in Registration.by_lookup_pass(eve[1].lookup_pass)}


def test_c9_links_expire(make, eve):
    link = eve[0].lookup_pass
    with clock.at(clock.now() + PASS_LASTS - timedelta(minutes=1)):
        assert Registration.by_lookup_pass(link)
    with clock.at(clock.now() + PASS_LASTS + timedelta(seconds=1)):
        assert Registration.by_lookup_pass(link) == []


def test_c9_no_other_link_passes(make, eve, app):
    link = eve[0].lookup_pass
    number, ends, seal = link.split("-", 2)
    later = f"{number}-{int(ends) + 3600}-{seal}"
    other = f"{make.registration(eve[0].event).id}-{ends}-{seal}"
    for forged in (
        "",
        "-",
        "1-2-3",
        later,
        other,
        link[:-1],
        link + "A",
        "9" * 30 + f"-{ends}-{seal}",
        f"²-{ends}-{seal}",
    ):
        assert Registration.by_lookup_pass(forged) == [], forged
    with db.writing():
        eve[0].email_key = "moved@example.org"
    assert Registration.by_lookup_pass(link) == [], "the pass of a former address"


def test_c9_the_history_says_that_links_were_asked_for(make, eve):
    ask("eve@example.org")
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "ask links")).one()
    assert "eve" not in str(line.facts).lower()


def test_c9_known_or_not_something_is_written(make, eve):
    """A commit that writes nothing is quicker than one that does: it would tell who is known."""
    counts = []
    for email in ("unknown@example.org", "eve@example.org"):
        with db.writing():
            Registration.owe_lookup(email)
            counts.append(len(db.session.info["changes"]))
    assert counts == [1, 1]


def opened(registration):
    return registration.id if registration else None


def kinds(email):
    """The kinds of mail owed to an address, oldest first."""
    found = sa.select(OutboxMessage.kind).where(OutboxMessage.recipients == email).order_by(OutboxMessage.id)
    return list(db.session.scalars(found))


def test_c8_the_link_dies_the_new_address_gets_the_new_one_and_the_old_one_is_warned(make):
    registration = make.registration(make.event(), email="eev@example.org")
    link, ticket_code = registration.token, ticket.code(registration)
    with db.writing():
        registration.change_email("Eve@example.org")
    assert Registration.by_token(link) is None
    assert registration.token != link
    assert opened(Registration.by_token(registration.token)) == registration.id
    assert (registration.email, registration.email_key) == ("Eve@example.org", "eve@example.org")
    assert kinds("Eve@example.org") == ["moved"]
    assert kinds("eev@example.org") == ["confirmation", "moved away"]
    found = ticket.read(ticket_code)
    assert found
    assert found.revoked


def test_c8_an_address_to_confirm_is_confirmed_at_the_new_one(make):
    registration = make.registration(make.event(confirm_address=True), email="eev@example.org")
    assert registration.state is RegistrationState.HELD
    old = registration.address_token
    with db.writing():
        registration.change_email("eve@example.org")
    assert Registration.by_address_link(old) is None
    assert opened(Registration.by_address_link(registration.address_token)) == registration.id
    asked = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == "moved")).one()
    letter = mails.write(asked)
    assert letter.button
    assert registration.address_token in letter.button.address


def test_c8_both_values_are_kept_and_the_history_points_to_them(make):
    registration = make.registration(make.event(), email="eev@example.org")
    with db.writing():
        registration.change_email("eve@example.org")
    (row,) = FormerEmail.of(registration)
    assert (row.email, row.followed_by) == ("eev@example.org", "eve@example.org")
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "move")).one()
    assert line.facts == {"former_address": row.id}
    assert line.actor == "person"


def test_b5_c8_an_address_that_is_registered_already_looks_the_same_to_who_moves(make):
    event = make.event()
    other = make.registration(event, email="eve@example.org")
    mine_, link = make.registration(event, email="eev@example.org"), other.token
    dead = mine_.token
    with db.writing():
        mine_.change_email("eve@example.org")
    assert Registration.by_token(dead) is None
    assert kinds("eev@example.org") == ["confirmation", "moved away"]
    assert kinds("eve@example.org") == ["confirmation", "link", "address taken"]
    assert mine_.email == "eev@example.org", "one address, one registration"
    assert opened(Registration.by_token(link)) == other.id
    assert FormerEmail.of(mine_) == []


def test_c8_a_receipt_of_a_second_attempt_moves_nothing_and_writes_to_the_new_address(make):
    event = make.event()
    other = make.registration(event, email="eve@example.org")
    receipt = make.receipt(event, email="eve@example.org", submission="again")
    with db.writing():
        other.invite_instead("adam@example.org")
    assert Registration.by_receipt(receipt.token) is None
    assert (other.email, kinds("adam@example.org")) == ("eve@example.org", ["invitation"])


def test_c8_nothing_moves_when_it_is_too_late(make):
    registration = make.registration(make.event(), email="eev@example.org")
    with db.writing():
        registration.cancel()
    with pytest.raises(RegistrationRefused), db.writing():
        registration.change_email("eve@example.org")
    assert registration.email == "eev@example.org"


def test_c8_the_page_that_a_dead_link_left_open_hears_nothing_more(make):
    registration = make.registration(make.event())
    before = registration.topic
    with db.writing():
        registration.change_email("eve@example.org")
        assert before not in {topic for topic, _part, _ref in db.session.info["changes"]}
    assert registration.topic != before


def test_c9_a_pass_dies_when_the_address_changes(make):
    registration = make.registration(make.event())
    link = registration.lookup_pass
    with db.writing():
        registration.change_email("eve@example.org")
    assert Registration.by_lookup_pass(link) == []
