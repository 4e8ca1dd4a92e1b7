"""A program that holds the write lock long delays writers alone, and nothing is lost."""

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg
import sqlalchemy as sa

from bench.client import Answer, Connection, connections, person, stamp
from extensions import db
from models.registration import Registration
from tests.rush import apart
from tests.waiting import HANG

WRITERS = 6
READ = ("/", "/about", "/privacy", "/login")


@contextmanager
def transaction(app) -> Iterator[Callable[[], object]]:
    """A write transaction of a program that knows nothing of our queue; yields what ends it."""
    with closing(
        sqlite3.connect(str(db.engine.url.database), isolation_level=None, check_same_thread=False)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("ROLLBACK")


@contextmanager
def turn(app) -> Iterator[Callable[[], object]]:
    """The turn to write, as another process of ours has it during a long import."""
    with open(f"{db.engine.url.database}-writer", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield lambda: fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def rows(app) -> Iterator[Callable[[], object]]:
    """The locks of all events and of the health's row, on PostgreSQL."""
    with psycopg.connect(app.config["DATABASE_URL"]) as other:
        other.execute("SELECT id FROM event FOR UPDATE")
        other.execute("SELECT version_num FROM alembic_version FOR UPDATE")
        yield other.rollback


HELD = {"sqlite": [transaction, turn], "postgresql": [rows]}


async def asked(port: int, slug: str, let_go: Callable[[], object], people: range) -> list[Answer]:
    """Register while somebody else has the lock, look around, and only then let it go."""
    async with asyncio.timeout(HANG), connections(port, len(people)) as lines:
        reader, stream = Connection(port), Connection(port)
        stamped = stamp((await reader.get(f"/events/{slug}")).body)
        await listening(stream, f"/events/{slug}/live")
        tasks = [
            asyncio.create_task(line.post(f"/events/{slug}/registrations", person(number, stamped)))
            for number, line in zip(people, lines, strict=True)
        ]
        health = await reader.get("/healthz")  # it waits for a second, and meanwhile all of them have come
        assert (health.status, health.body) == (503, b"busy\n")
        for path in (*READ, f"/events/{slug}", f"/events/{slug}?page=1"):
            assert (await reader.get(path)).status == 200
        await listening(stream, f"/events/{slug}/live")
        let_go()  # all of it was answered before
        answers = await asyncio.gather(*tasks)
        await reader.close()
        await stream.close()
    return answers


async def listening(stream: Connection, path: str) -> None:
    """Open a stream and read its first words."""
    await stream.close()
    stream.reader, stream.writer = await asyncio.open_connection("127.0.0.1", stream.port)
    stream.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    assert (await stream.head())[0] == 200
    await stream.reader.readuntil(b"retry: 1000\n")


def test_y2_who_only_reads_is_answered_before_the_other_has_written(app, make, served):
    slug, answers = make.event().slug, dict[int, Answer]()
    with served() as port:
        for number, way in enumerate(HELD[db.engine.dialect.name]):
            people = range(WRITERS * number, WRITERS * (number + 1))
            with way(app) as let_go:
                answers |= dict(zip(people, apart.run(asked(port, slug, let_go, people)), strict=True))
    assert {answer.status for answer in answers.values()} == {200}
    db.session.rollback()
    known = set(db.session.scalars(sa.select(Registration.email)))
    assert known == {f"person{number}@example.org" for number in answers}


def test_y2_who_reads_finds_a_connection_though_more_wait_to_write_than_there_are(app, make, served):
    event = make.event()
    with served(WORKERS=1, DATABASE_CONNECTIONS=4) as port, HELD[db.engine.dialect.name][0](app) as let_go:
        answers = apart.run(asked(port, event.slug, let_go, range(12)))
    assert {answer.status for answer in answers} == {200}


def test_y2_who_has_waited_long_enough_is_told_to_come_back_with_what_was_typed(app, make, served):
    path = f"/events/{make.event().slug}"

    async def patient(port: int) -> Answer:
        line = Connection(port)
        stamped = stamp((await line.get(path)).body)
        answer = await line.post(f"{path}/registrations", person("patient", stamped))
        await line.close()
        return answer

    with served(WRITE_SECONDS=1) as port, HELD[db.engine.dialect.name][0](app):
        answer = apart.run(patient(port))
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert b'name="email" value="personpatient@example.org"' in answer.body
