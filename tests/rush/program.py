"""gunicorn's settings for the rush: nobody decides before more have looked than there are seats.

``RUSH_UNGUARDED=1`` takes away, in this copy only, what keeps two people from getting the last seat: the lock, the second
look under it, and the database's own constraint. That run must oversell, or the rush proves nothing.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from server import *  # isort: skip  # noqa: F403  monkey-patches first of all

import sqlalchemy as sa
from flask import has_request_context, request

import email_address
from database import Database
from extensions import db
from models.event import Event
from models.registration import Registration
from tests.waiting import wait_for

CROWD = 11  # one more than the seats
LOOKED = Path(os.environ["PARVIS_INSTANCE"]) / "looked"
guarded = Database.writing


def all_look() -> None:
    """Wait until a crowd has looked; each that did is a byte of a file that all the processes share."""
    if has_request_context() and request.method == "POST":
        with LOOKED.open("ab") as looked:
            looked.write(b".")
        wait_for(lambda: LOOKED.stat().st_size >= CROWD)


@contextmanager
def together(self: Database, patience: float | None = None) -> Iterator[None]:
    all_look()
    with guarded(self, patience):
        yield


@contextmanager
def without_a_second_look(self: Database, patience: float | None = None) -> Iterator[None]:
    """Decide on what was read before, with no lock."""
    all_look()
    session: Any = self.session()
    session.expire_on_commit = False
    session.commit()
    session.connection(execution_options={"writes": True})
    yield
    session.flush()
    for word in self.last_words:
        word()
    session.commit()


def known(cls: type[Registration], event: Event, email: str) -> Registration | None:
    """Find who registered before, with no lock and no second look at the event."""
    theirs = cls.event_id == event.id, cls.email_key == email_address.key(email)
    return db.session.scalar(sa.select(cls).where(*theirs))


if os.environ.get("RUSH_UNGUARDED"):
    Database.writing = without_a_second_look  # type: ignore[method-assign]
    Event.lock = lambda self: None  # type: ignore[method-assign]
    Registration._lock = classmethod(known)  # type: ignore[assignment]

    @sa.event.listens_for(sa.Engine, "connect")
    def unconstrained(connection: Any, _record: Any) -> None:
        if "sqlite" in type(connection).__module__:
            connection.execute("PRAGMA ignore_check_constraints = ON")
else:
    Database.writing = together  # type: ignore[method-assign]
