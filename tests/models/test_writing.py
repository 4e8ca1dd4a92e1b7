"""One write transaction at a time: a thread never waits for itself."""

import pytest

from extensions import db
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
