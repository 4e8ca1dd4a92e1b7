"""A reload and a restart lose no request, and the open pages come back, at the real server."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from bench.client import Connection, person, stamp
from extensions import db
from models.registration import Registration
from tests import server
from tests.rush import apart
from tests.waiting import wait_for

CLIENTS = 12
# What systemd does with the socket of parvis.socket.
HANDED_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "-m", "flask", "--app", "app", "serve"])
"""


class Site:
    """A site whose server comes and goes; its socket may be somebody else's, as systemd's is."""

    def __init__(self, app, instance: Path, listening: socket.socket | None = None) -> None:
        self.instance, self.listening = instance, listening
        self.port = listening.getsockname()[1] if listening else server.free_port()
        self.settings = {"WORKERS": 2, "PORT": self.port, "DATABASE_URL": app.config["DATABASE_URL"]}
        self.start()

    def start(self) -> None:
        """Start the server as its operator does."""
        if not self.listening:
            self.process = server.anew(self.instance, self.settings, "server.py")
            return
        own = self.listening.fileno()
        with (self.instance / server.LOG).open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", HANDED_OVER, str(own)],
                cwd=server.ROOT, env=server.environment(self.instance, self.settings), pass_fds=[own],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def processes(self) -> set[int]:
        """Those that the server started and that are alive."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(pid) for pid in children.split()}

    def log(self) -> str:
        """What the server said."""
        return (self.instance / server.LOG).read_text()


@contextmanager
def served(app, instance: Path, listening: socket.socket | None = None) -> Iterator[Site]:
    """The site of a test, with a server that answers."""
    site = Site(app, instance, listening)
    try:
        server.wait(f"http://127.0.0.1:{site.port}", site.process, instance)
        yield site
    finally:
        server.stop(site.process)


async def until(look, what: str) -> None:
    """Wait until something is true, while others go on."""
    await asyncio.to_thread(wait_for, look, what)


class Crowd:
    """People who read and register without a pause; ``answers`` counts what they were told."""

    def __init__(self, port: int, slug: str) -> None:
        self.port, self.slug = port, slug
        self.answers: Counter[object] = Counter()
        self.numbers = iter(range(10**9))
        self.going = True

    async def one(self) -> None:
        """Read the page, register, ask again, on one connection, until everybody stops."""
        line = Connection(self.port)
        stamped = ""
        while self.going:
            try:
                page = await line.get(f"/events/{self.slug}")
                self.answers[page.status] += 1
                stamped = stamped or stamp(page.body)
                made = await line.post(
                    f"/events/{self.slug}/registrations", person(f"-{next(self.numbers)}", stamped)
                )
                self.answers["registered" if made.status == 200 else made.status] += 1
            except (OSError, EOFError) as fault:
                self.answers[type(fault).__name__] += 1
        await line.close()


async def reader(port: int, slug: str, read: list[bytes]) -> None:
    """An open page, which comes back by itself when its stream ends."""
    while True:
        incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
        outgoing.write(f"GET /events/{slug}/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        read.append(b"opened")
        try:
            while piece := await incoming.read(65536):
                read.append(piece)
        finally:
            outgoing.close()


async def gone(process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server has ended."""
    await until(lambda: process.poll() is not None, "the end of the server")


def made() -> int | None:
    """How many people are registered."""
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Registration))


@asynccontextmanager
async def at_work(site: Site, slug: str) -> AsyncIterator[tuple[Crowd, list[bytes]]]:
    """A crowd at work, an open page and silent connections; at the end the crowd has all its answers."""
    crowd, read = Crowd(site.port, slug), list[bytes]()
    people = [asyncio.create_task(crowd.one()) for _ in range(CLIENTS)]
    page = asyncio.create_task(reader(site.port, slug, read))
    silent = [await asyncio.open_connection("127.0.0.1", site.port) for _ in range(3)]
    await until(lambda: crowd.answers["registered"] > CLIENTS and len(read) > 1, "the crowd")
    yield crowd, read
    reached = crowd.answers["registered"] + CLIENTS
    await until(lambda: crowd.answers["registered"] > reached, "answers afterwards")
    await until(lambda: read.count(b"opened") > 1 and read[-1] != b"opened", "the page's return")
    crowd.going = False
    await asyncio.gather(*people)
    page.cancel()
    with suppress(asyncio.CancelledError):
        await page
    for _, outgoing in silent:
        outgoing.close()


def check(crowd: Crowd, read: list[bytes], site: Site) -> None:
    """Nobody was refused or cut off, who was acknowledged is there, no time limit was reached."""
    assert set(crowd.answers) == {200, "registered"}, crowd.answers
    assert made() == crowd.answers["registered"]
    assert any(b"0\r\n\r\n" in piece for piece in read)  # the stream was ended, not cut
    assert "graceful timeout" not in site.log()
    assert "[ERROR]" not in site.log()


def test_a_reload_under_load_loses_no_request(app, make, tmp_path: Path):
    slug = make.event().slug

    async def story(site: Site) -> tuple[Crowd, list[bytes]]:
        async with at_work(site, slug) as seen:
            before = site.processes()
            os.kill(site.process.pid, signal.SIGHUP)
            await until(lambda: site.processes() and before.isdisjoint(site.processes()), "new processes")
        return seen

    with served(app, tmp_path) as site:
        crowd, read = apart.run(story(site))
        check(crowd, read, site)
        assert site.process.poll() is None


def test_a_restart_behind_an_inherited_socket_loses_no_request(app, make, tmp_path: Path):
    slug = make.event().slug

    async def story(site: Site) -> tuple[Crowd, list[bytes]]:
        async with at_work(site, slug) as seen:
            site.process.terminate()
            await gone(site.process)
            site.start()
        return seen

    listening = socket.create_server(("127.0.0.1", 0), backlog=100)
    with listening, served(app, tmp_path, listening) as site:
        crowd, read = apart.run(story(site))
        check(crowd, read, site)


def test_a_program_that_cannot_serve_the_database_takes_nobody_s_place(app, make, tmp_path: Path):
    make.event()
    with served(app, tmp_path) as site:
        before = site.processes()
        with db.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0033_required'"))
        os.kill(site.process.pid, signal.SIGHUP)
        wait_for(lambda: "this one goes on" in site.log(), "the refusal")
        assert "a reload does not change tables" in site.log()
        assert before <= site.processes()
        server.wait(f"http://127.0.0.1:{site.port}", site.process, tmp_path)
