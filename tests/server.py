"""The real server for tests: gunicorn with its worker processes, on a port of its own, over a site's folder."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.waiting import HANG, wait_for

ROOT = Path(__file__).parents[1]
PATIENT = {"WRITE_SECONDS": 600, "DATABASE_CONNECTIONS": 60}  # what comes out is asked, on whatever machine


class ServerFailed(RuntimeError):
    """The server ended before it answered; the message holds what it printed."""


@contextmanager
def running(instance: Path, settings: Mapping[str, object], program: str = "server.py") -> Iterator[str]:
    """Run the server until the block ends, and yield its address (``http://127.0.0.1:PORT``).

    ``settings`` are names and values as in docs/settings.md; ``program`` is gunicorn's configuration file.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (instance / "server.log").open("wb") as log:
        process = start(instance, {"PORT": port, "PUBLIC_URL": url} | dict(settings), program, log)
        try:
            wait(url, process, instance / "server.log")
            yield url
        finally:
            stop(process)


def start(
    instance: Path, settings: Mapping[str, object], program: str, log: object
) -> "subprocess.Popen[bytes]":
    """Start the server in a process group of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PARVIS_")}
    environment |= {f"PARVIS_{name}": str(value) for name, value in (PATIENT | dict(settings)).items()}
    environment["PARVIS_INSTANCE"] = str(instance)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    return subprocess.Popen(
        [gunicorn, "--config", program, "--bind", f"127.0.0.1:{settings['PORT']}"],
        cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,  # type: ignore[call-overload]
    )  # fmt: skip


def wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the server says that it can serve and write; raises ServerFailed otherwise."""

    def answers() -> bool:
        with suppress(OSError), urlopen(f"{url}/healthz", timeout=HANG) as answer:
            return bool(answer.status == 200)
        return False

    wait_for(lambda: process.poll() is not None or answers(), f"an answer of {url}")
    if process.poll() is not None:
        raise ServerFailed(log.read_text(errors="replace")[-4000:])


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End the server and everything that it started, at once: nobody reads its folder again."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
