"""« Retrouver mes inscriptions », on both databases: who is written to, and what the link of the mail opens."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import Entry, Message
from models.event import EventStatus
from models.person import PASS_LASTS, admitted, ask_links, pass_for
from models.registration import cancel

EVE = {"email": "Eve@example.org", "name": "Ève"}


def owed():
    return list(db.session.scalars(sa.select(Message).where(Message.kind == "my registrations")))


def ask(email):
    with db.writing():
        ask_links(email)
    return owed()


@pytest.fixture
def eve(make):
    """What one person registered: a coming event, a past one, a cancelled one."""
    coming = make.registration(make.event(), **EVE)
    gone = make.registration(make.event(), **EVE)
    event = make.event(starts=make.wall(days=2), ends=None)
    past = make.registration(event, **EVE)
    with db.writing():
        cancel(gone)
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
    assert {each.id for each in admitted(pass_for(eve[0]))} == {each.id for each in eve}
    assert [each.id for each in admitted(pass_for(other))] == [other.id]


def test_c9_a_draft_is_not_listed(make, eve):
    with db.writing():
        eve[0].event.status = EventStatus.DRAFT
    assert eve[0].id not in {each.id for each in admitted(pass_for(eve[1]))}


def test_c9_links_expire(make, eve):
    link = pass_for(eve[0])
    with clock.at(clock.now() + PASS_LASTS - timedelta(minutes=1)):
        assert admitted(link)
    with clock.at(clock.now() + PASS_LASTS + timedelta(seconds=1)):
        assert admitted(link) == []


def test_c9_no_other_link_passes(make, eve, app):
    link = pass_for(eve[0])
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
        assert admitted(forged) == [], forged
    with db.writing():
        eve[0].email_key = "moved@example.org"
    assert admitted(link) == [], "the pass of a former address"


def test_c9_the_history_says_that_links_were_asked_for(make, eve):
    ask("eve@example.org")
    line = db.session.scalars(sa.select(Entry).where(Entry.verb == "ask links")).one()
    assert "eve" not in str(line.facts).lower()


def test_c9_known_or_not_something_is_written(make, eve):
    """A commit that writes nothing is quicker than one that does: it would tell who is known."""
    counts = []
    for email in ("unknown@example.org", "eve@example.org"):
        with db.writing():
            ask_links(email)
            counts.append(len(db.session.info["changes"]))
    assert counts == [1, 1]
