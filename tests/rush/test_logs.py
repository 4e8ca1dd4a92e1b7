"""No log tells of anybody (X7): no private link, name or address, whatever breaks."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.client import Answer, Connection, person, stamp
from extensions import db
from security import SECRETS
from tests.rush import apart

NAME, ADDRESS, TYPED = "Canarinette", "canari-beta@coop.example", "canari-gamma@coop.example"
NETWORK = "203.0.113.77"  # a visitor's, as a proxy tells it
FORWARDED = {"X-Forwarded-For": NETWORK}


@pytest.fixture
def registered(make):
    return make.registration(make.event(slug="fete"), name=NAME, email=ADDRESS)


def run_sql(*statements: str) -> None:
    """Change the database of the running site, as somebody at the console would."""
    db.session.rollback()
    for statement in statements:
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(sa.text(statement))


@contextmanager
def refusing_people() -> Iterator[None]:
    """Let nobody of that name be stored, in the words of which each database is fond."""
    if db.engine.dialect.name == "sqlite":
        run_sql(
            f"CREATE TRIGGER no BEFORE INSERT ON registration WHEN new.name = '{NAME}' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        undo = "DROP TRIGGER no"
    else:
        run_sql(f"ALTER TABLE registration ADD CONSTRAINT no CHECK (name <> '{NAME}') NOT VALID")
        undo = "ALTER TABLE registration DROP CONSTRAINT no"
    yield
    run_sql(undo)


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Take tables away for a while."""
    run_sql(*(f'ALTER TABLE "{name}" RENAME TO "{name}_away"' for name in names))
    yield
    run_sql(*(f'ALTER TABLE "{name}_away" RENAME TO "{name}"' for name in names))


def secret_addresses(app, token: str) -> list[tuple[str, str]]:
    """Return every method and address that has a secret in it."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.arguments & SECRETS:
            values = dict.fromkeys(rule.arguments & SECRETS, token) | {"slug": "fete", "verb": "approve"}
            path = rule.build({key: values[key] for key in rule.arguments})[1]
            found += [(method, path) for method in sorted((rule.methods or set()) & {"GET", "POST"})]
    return found


async def read(line: Connection, method: str, path: str) -> Answer:
    """Ask for an address; of a stream that began, the beginning."""
    try:
        if method == "GET":
            return await line.get(f"{path}?since=1&q={TYPED}", FORWARDED)
        return await line.post(path, {"name": NAME, "email": TYPED}, FORWARDED)
    finally:
        await line.close()


def say_raw(port: int, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(said)
        while line.recv(4096):
            pass


def log_of(folder: Path) -> str:
    return (folder / "server.log").read_text(errors="replace")


def test_x7_no_fault_writes_a_private_link_a_name_or_an_address_anywhere(app, registered, served, tmp_path):
    token, reference = registered.token, re.compile(rb"\b[0-9a-f]{8}\b(?=\.)")

    async def fail_to_register(line: Connection) -> Answer:
        fields = person("", stamp((await line.get("/events/fete")).body)) | {"name": NAME, "email": TYPED}
        try:
            return await line.post("/events/fete/registrations", fields, FORWARDED)
        finally:
            await line.close()

    async def ask_everything(line: Connection) -> list[Answer]:
        return [await read(line, *each) for each in secret_addresses(app, token)]

    with served(SMTP_URL="smtp://127.0.0.1:1", TRUSTED_PROXIES=1) as port:
        with refusing_people():
            refused = apart.run(fail_to_register(Connection(port)))
        with without("change"):
            stream = apart.run(read(Connection(port), "GET", f"/registrations/{token}/live"))
        with without(*(table.name for table in db.metadata.sorted_tables)):
            answers = apart.run(ask_everything(Connection(port)))
        say_raw(port, f"GET /registrations/{token}\r\n\r\n".encode())
        say_raw(port, f"name={NAME}&email={TYPED} HTTP/1.1\r\n\r\n".encode())
        say_raw(port, f"GET / HTTP/1.1\r\nHost: x\r\nReferer {NAME} /registrations/{token}\r\n\r\n".encode())
        told = log_of(tmp_path)
    files = [
        file for file in tmp_path.rglob("*") if file.is_file() and not file.name.startswith("parvis.sqlite")
    ]
    secrets = (token, NAME, ADDRESS, TYPED, TYPED.replace("@", "%40"), NETWORK)
    assert [
        (file.name, each) for file in files for each in secrets if each.encode() in file.read_bytes()
    ] == []
    assert (refused.status, stream.status, stream.body) == (500, 200, b""), "a stream that fails just ends"
    failed = [one for one in [refused, *answers] if one.status == 500]
    numbers = [found[0].decode() for one in failed if (found := reference.search(one.body))]
    assert len(numbers) == len(failed) > 20, "the page of each fault shows its number"
    assert [number for number in numbers if number not in told] == []
    assert f"Fault {numbers[0]}: POST /events/<slug>/registrations" in told
    assert told.count("GET /registrations/<token>/live") == 2
    assert told.count("Invalid request: Invalid") == 3
    assert "GET /login/<secret>" in told
