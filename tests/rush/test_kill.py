"""The server is killed amid 500 registrations: those acknowledged stay, and mail goes out once."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from bench.client import Connection, person, stamp
from extensions import db
from models.outbox.message import INTERRUPTED, MessageState, OutboxMessage
from models.registration import Registration, RegistrationState
from tests import server
from tests.rush import apart
from tests.waiting import wait_for

PEOPLE, KILLED_AFTER = 500, 150


class Sink:
    """Takes every mail and counts each Message-ID."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    async def handle_DATA(self, _server, _session, envelope):
        head = envelope.content.split(b"\r\n\r\n")[0].decode()
        self.seen[next(line for line in head.splitlines() if line.startswith("Message-ID"))] += 1
        return "250 taken"


@pytest.fixture
def sink():
    """A real SMTP server in the test's own process, which survives ours."""
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=server.free_port())
    controller.start()
    yield handler, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def register_all(
    port: int, slug: str, numbers: list[int], kill: Callable[[], None] | None = None
) -> list[int]:
    """Register people, 16 at a time; call ``kill`` after enough; return those acknowledged."""
    left, acknowledged = iter(numbers), list[int]()

    async def client() -> None:
        line = Connection(port)
        with suppress(OSError, EOFError):  # the line is dead from the kill on, its closing included
            stamped = stamp((await line.get(f"/events/{slug}")).body)
            for number in left:
                answer = await line.post(f"/events/{slug}/registrations", person(f"-{number}", stamped))
                if answer.status == 200:
                    acknowledged.append(number)
                if kill and len(acknowledged) == KILLED_AFTER:
                    kill()
        with suppress(OSError, EOFError):
            await line.close()

    async def everybody() -> None:
        await asyncio.gather(*(client() for _ in range(16)))

    apart.run(everybody())
    return acknowledged


def settled(app) -> bool:
    db.session.rollback()
    # On PostgreSQL another worker may be alive: the one that was interrupted is settled ten minutes later.
    interrupted = 1 if db.engine.dialect.name == "postgresql" else 0
    open_states = sa.select(OutboxMessage.state, sa.func.count().label("number")).group_by(
        OutboxMessage.state
    )
    counts = {row.state: row.number for row in db.session.execute(open_states)}
    return MessageState.QUEUED not in counts and counts.get(MessageState.SENDING, 0) <= interrupted


@pytest.mark.parametrize("by", ["smtp", "files"])
def test_kill_9_loses_no_acknowledged_registration_and_sends_no_mail_twice(
    app, make, tmp_path: Path, sink, by
):
    event = make.event()
    handler, url = sink
    port = server.free_port()
    settings = {"WORKERS": 2, "PORT": port, "DATABASE_URL": app.config["DATABASE_URL"]}
    settings |= {"SMTP_URL": url} if by == "smtp" else {}
    process = server.anew(tmp_path, settings, "server.py")
    server.wait(f"http://127.0.0.1:{port}", process, tmp_path)
    kill = partial(os.killpg, process.pid, signal.SIGKILL)
    first = register_all(port, event.slug, list(range(PEOPLE)), kill)
    process.wait()
    process = server.anew(tmp_path, settings, "server.py")
    try:
        server.wait(f"http://127.0.0.1:{port}", process, tmp_path)
        rest = register_all(port, event.slug, sorted(set(range(PEOPLE)) - set(first)))
        wait_for(partial(settled, app), "every mail sent or left to a person")
    finally:
        server.stop(process)
    db.session.rollback()
    there = set(
        db.session.scalars(
            sa.select(Registration.email).where(Registration.state == RegistrationState.CONFIRMED)
        )
    )
    assert len(first) >= KILLED_AFTER
    assert {f"person-{number}@example.org" for number in [*first, *rest]} == there
    assert len(there) == PEOPLE
    check_mail(tmp_path, handler, by)


def check_mail(instance: Path, sink: Sink, by: str) -> None:
    """Check that each confirmation was sent once, but for one at most, which the outbox shows."""
    rows = list(db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == "confirmation")))
    assert len(rows) == PEOPLE
    assert len({row.registration_id for row in rows}) == PEOPLE
    sent = [row for row in rows if row.state is MessageState.SENT]
    left = [row for row in rows if row.state is not MessageState.SENT]
    assert len(left) <= 1
    assert all(row.state is MessageState.SENDING or row.error == INTERRUPTED for row in left)
    if by == "smtp":
        assert set(sink.seen.values()) == {1}
        assert len(sink.seen) >= len(sent)
    elif not left:
        assert len(list((instance / "mail").glob("*.eml"))) == db.session.scalar(
            sa.select(sa.func.count()).select_from(OutboxMessage)
        )
