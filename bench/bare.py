"""gunicorn settings for the bare Flask app with which Parvis is compared.

It runs on the same server and either says hello or counts one seat.

The insert is the least that a registration could be: one transaction that checks the capacity, adds a row and reaches the
disk (``synchronous = FULL``), writers queueing on a file so that none starves.
"""

from gevent import monkey

monkey.patch_all()

import fcntl  # noqa: E402
import os  # noqa: E402
import sqlite3  # noqa: E402
import threading  # noqa: E402
from pathlib import Path  # noqa: E402

from flask import Flask  # noqa: E402

wsgi_app = "bench.bare:app"
worker_class = "gevent"
workers = 2
worker_connections = 10_000
keepalive = 65
accesslog = None
loglevel = "warning"
control_socket_disable = True

FOLDER = Path(os.environ.get("PARVIS_INSTANCE", "/nowhere"))
within_process = threading.Lock()
app = Flask("bare")


@app.get("/")
@app.get("/healthz")
def hello() -> str:
    return "hello"


@app.post("/insert")
def insert() -> str:
    with within_process, (FOLDER / "queue").open("w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)
        base = connection()
        base.execute("BEGIN IMMEDIATE")
        taken = base.execute("UPDATE event SET taken = taken + 1 WHERE id = 1 AND taken < capacity").rowcount
        base.execute("INSERT INTO registration (name, email) VALUES ('Person', 'person@example.org')")
        base.execute("COMMIT")
    return str(taken)


def connection() -> sqlite3.Connection:
    if "base" not in app.extensions:
        base = sqlite3.connect(FOLDER / "bare.sqlite", isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000"):
            base.execute(f"PRAGMA {pragma}")
        app.extensions["base"] = base
    return app.extensions["base"]


def prepare(folder: Path) -> None:
    """Make the two tables."""
    with sqlite3.connect(folder / "bare.sqlite") as base:
        base.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, capacity INTEGER, taken INTEGER)")
        base.execute("CREATE TABLE registration (id INTEGER PRIMARY KEY, name TEXT, email TEXT)")
        base.execute("INSERT INTO event VALUES (1, 1000000000, 0)")
    base.close()
