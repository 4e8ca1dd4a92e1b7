"""The real server for tests: gunicorn with its workers on a free port, over a site's folder."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.request import urlopen

from tests.waiting import HANG, wait_for

ROOT = Path(__file__).parents[1]
PATIENT = {"WRITE_SECONDS": 600, "DATABASE_CONNECTIONS": 60}  # what comes out is asked, on whatever machine

LOG = "server.log"


class ServerFailed(RuntimeError):
    """The server ended before it answered; the message holds what it printed."""


class Process(Protocol):
    """A server that runs."""

    pid: int

    def poll(self) -> int | None:
        """Return None while it runs."""

    def wait(self) -> int:
        """Return when it has ended."""


Start = Callable[[Path, Mapping[str, object], str], Process]


@contextmanager
def running(
    instance: Path, settings: Mapping[str, object], program: str = "server.py", start: Start | None = None
) -> Iterator[str]:
    """Run the server until the block ends, and yield its address (``http://127.0.0.1:PORT``).

    ``settings`` are names and values as in docs/settings.md; ``program`` is gunicorn's configuration file; ``start`` is
    a nursery's, where many tests need a server each.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    given = {"PORT": port, "PUBLIC_URL": url} | dict(settings)
    process = (start or anew)(instance, given, program)
    try:
        wait(url, process, instance)
        yield url
    finally:
        stop(process)


def anew(instance: Path, settings: Mapping[str, object], program: str) -> "subprocess.Popen[bytes]":
    """Start the server as its operator does, in its own process group; its output goes to its folder."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with (instance / LOG).open("ab") as log:
        return subprocess.Popen(
            [gunicorn, *arguments(settings, program)],
            cwd=ROOT, env=environment(instance, settings), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def arguments(settings: Mapping[str, object], program: str) -> list[str]:
    """What gunicorn is told."""
    return ["--config", program, "--bind", f"127.0.0.1:{settings['PORT']}"]


def environment(instance: Path, settings: Mapping[str, object]) -> dict[str, str]:
    """The environment of a server: nothing of Parvis but what a test says."""
    given = {key: value for key, value in os.environ.items() if not key.startswith("PARVIS_")}
    given |= {f"PARVIS_{name}": str(value) for name, value in (PATIENT | dict(settings)).items()}
    return given | {"PARVIS_INSTANCE": str(instance)}


class Nursery:
    """Starts servers that need not read all of Parvis first (tests/nursery.py)."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery"],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def start(self, instance: Path, settings: Mapping[str, object], program: str) -> "Child":
        """Start the server, in a process group of its own."""
        wanted = {
            "environment": environment(instance, settings),
            "arguments": arguments(settings, program),
            "log": str(instance / LOG),
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(wanted)}\n")
        self.process.stdin.flush()
        return Child(int(self.process.stdout.readline()))

    def close(self) -> None:
        """Start nothing any more."""
        self.process.communicate()


class Child:
    """A server that the nursery started."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while it runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Return when it has ended."""
        wait_for(lambda: self.poll() is not None, "the server's end")
        return 0


def wait(url: str, process: Process, instance: Path) -> None:
    """Return when the server says that it can serve and write; raises ServerFailed otherwise."""

    def answers() -> bool:
        with suppress(OSError), urlopen(f"{url}/healthz", timeout=HANG) as answer:
            return bool(answer.status == 200)
        return False

    wait_for(lambda: process.poll() is not None or answers(), f"an answer of {url}")
    if process.poll() is not None:
        raise ServerFailed((instance / LOG).read_text(errors="replace")[-4000:])


def stop(process: Process) -> None:
    """End the server and everything that it started, at once: nobody reads its folder again."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
