"""A throw-away PostgreSQL server for the tests: starts in a second, forgets everything.

`python -m tests.postgres` prints where its programs are, or exits with 1.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.waiting import HANG, wait_for

# Nothing here outlives the tests, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "32MB",
}


class PostgresFailed(RuntimeError):
    """The server did not start; the message holds its log."""


def find() -> Path | None:
    """The folder of the newest PostgreSQL programs of this machine, None where there are none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Runs a server until the block ends.

    programs: what `find` returned. Yields an SQLAlchemy address with all rights on the server; only this machine
    can reach it. Raises PostgresFailed when the server does not start.
    """
    home = Path(tempfile.mkdtemp(prefix="parvis-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, "postgres", "postgres")
        _create(programs, home)
        with _server(programs, home) as port:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Create an empty database on `server`, yield its address, and drop it at the end."""
    address, name = server.rpartition("/")[0], f"parvis_{uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name}")
    try:
        yield f"{address}/{name}"
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(template: str) -> Iterator[str]:
    """Copy a database, yield the copy's address (one for each template), and drop it at the end."""
    server, _, name = template.rpartition("/")
    _execute(f"{server}/postgres", f"CREATE DATABASE {name}_copy TEMPLATE {name}")
    try:
        yield f"{template}_copy"
    finally:
        _execute(f"{server}/postgres", f"DROP DATABASE {name}_copy WITH (FORCE)")


def _create(programs: Path, home: Path) -> None:
    options = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        [*_as_postgres(), programs / "initdb", *options, "--pgdata", home / "data"],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise PostgresFailed(made.stdout + made.stderr)


@contextmanager
def _server(programs: Path, home: Path) -> Iterator[int]:
    port, log = _free_port(), home / "log"
    settings = [f"--{key}={value}" for key, value in SETTINGS.items()]
    command = [str(programs / "postgres"), "-D", f"{home}/data", "-p", str(port), "-k", str(home), *settings]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*_as_postgres(), *_dying_with_us(), *command], cwd=home, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, port, log)
        yield port
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    def answers() -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres").close()
            return True
        return False

    wait_for(lambda: process.poll() is not None or answers(), "PostgreSQL")
    if process.poll() is not None:
        raise PostgresFailed(log.read_text(errors="replace"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    # PostgreSQL's "fast" stop: connections that a test left open do not hold it.
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=HANG)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _as_postgres() -> list[str]:
    """PostgreSQL refuses root; the Debian package brings a user for it."""
    if os.geteuid() != 0:
        return []
    entry = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def _dying_with_us() -> list[str]:
    """A killed test run must not leave its server behind."""
    return ["setpriv", "--pdeathsig=INT"] if shutil.which("setpriv") else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(statement.encode())


if __name__ == "__main__":
    place = find()
    print(place or "no PostgreSQL here")
    sys.exit(place is None)
