"""One write transaction at a time: a thread never waits for itself."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.event import Event
from models.user import Role, User


def test_a_write_within_a_write_is_a_fault_and_takes_nothing_with_it(make):
    make.user(email="before@example.org")

    @db.writing()
    def write_within_a_write() -> None:
        User.create("lost@example.org", Role.ADMIN)
        make.user(email="nested@example.org")

    with pytest.raises(RuntimeError, match="open already"):
        write_within_a_write()
    make.user(email="after@example.org")
    addresses = set(db.session.scalars(db.select(User.email)))
    assert {"before@example.org", "after@example.org"} <= addresses
    assert not {"lost@example.org", "nested@example.org"} & addresses


def test_what_is_kept_outlives_the_commit_until_somebody_writes_again(make, statements):
    event, other = make.event(), make.event()
    with db.writing():
        event.lock()
        other.lock()
        db.keep(event)
    with statements() as said:
        assert event.title != other.title
    assert len([each for each in said if "FROM event" in each]) == 1
    with db.engine.begin() as elsewhere:
        elsewhere.execute(sa.update(Event).where(Event.id == event.id).values(title="Renamed elsewhere"))
    with db.writing():
        assert event.title == "Renamed elsewhere"
