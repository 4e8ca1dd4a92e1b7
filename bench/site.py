"""What the benchmark measures: a site with three events, and the servers' memory and CPU time."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

import clock
from app import create_app
from extensions import db
from models.comment import Comment, CommentState
from models.event import Event, EventStatus
from tests import server

ROOT = Path(__file__).parents[1]
TEXT = "Une place entre la ville et la salle, où l’on arrive, se rencontre et parle. " * 8


@dataclass(slots=True)
class Running:
    """A server on this machine."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def processes(self) -> list[int]:
        """The server's process and all that it started."""
        listed = subprocess.run(["ps", "-eo", "pid,sid"], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listed.splitlines()[1:]]
        return [int(pid) for pid, session in rows if int(session) == self.process.pid]

    def megabytes(self) -> float:
        """Memory, what processes share counted once."""
        lines = [Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines() for pid in self.processes]
        found = [line.split()[1] for one in lines for line in one if line.startswith("Pss:")]
        return sum(map(int, found)) / 1024

    def busy(self, seconds: float) -> float:
        """The share of one processor that the server takes while nobody asks it anything."""
        before = self.ticks()
        time.sleep(seconds)
        return (self.ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds

    def ticks(self) -> int:
        """The processor time that the server has taken so far, in the system's ticks."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in self.processes]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats)


@contextmanager
def running(instance: Path, program: str) -> Iterator[Running]:
    """Run a server until the block ends."""
    port = server.free_port()
    settings = {
        "PORT": port,
        "WORKERS": 2,
        "REGISTRATIONS_PER_MINUTE": 10**6,
        "PUBLIC_URL": "http://127.0.0.1",
    }
    process = server.anew(instance, settings, program)
    try:
        server.wait(f"http://127.0.0.1:{port}", process, instance)
        yield Running(port, process)
    finally:
        server.stop(process)


@contextmanager
def folder() -> Iterator[Path]:
    """Make a site folder with three published events: ``open``, ``few`` and ``many``.

    ``few`` has 10 comments, ``many`` has 10,000.
    """
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        app = create_app({"INSTANCE": name})
        with app.app_context():
            upgrade()
            with db.writing():
                for slug, comments in (("open", 0), ("few", 10), ("many", 10_000)):
                    _event(slug, comments)
            db.session.remove()
            db.engine.dispose()
        yield Path(name)


def _event(slug: str, comments: int) -> None:
    starts = datetime(clock.now().year + 1, 3, 22, 9, 30)  # noqa: DTZ001  wall-clock time
    event = Event(
        slug=slug, title="Faire groupe", status=EventStatus.PUBLISHED, description=TEXT, starts=starts
    )
    event.starts_at = clock.instant(starts, "Europe/Paris")
    db.session.add(event)
    db.session.flush()
    said = {"body": TEXT, "html": f"<p>{TEXT}</p>", "state": CommentState.APPROVED, "visible": True}
    said |= {"event_id": event.id, "name": "Jeanne Martin", "email": "jeanne@example.org"}
    rows = [
        said | {"token_hash": f"{slug}-{number}", "uid": f"{slug}-{number}"} for number in range(comments)
    ]
    if rows:
        db.session.execute(sa.insert(Comment), rows)
    event.changed("facts")
