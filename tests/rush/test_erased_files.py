"""Who was erased is in no file of a running site (X1): database, journal, mails or copies."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import sqlalchemy as sa

import clock
import sqlite_files
from app import create_app
from extensions import db
from models import privacy
from models.comment import Comment, CommentState, moderator_alert
from models.outbox.message import MessageState, OutboxMessage
from models.question import Question, QuestionFacts, QuestionKind
from models.registration import Registration
from models.registration.companion import CompanionFacts
from models.user import CommentMail, Role
from tests import postgres, server
from tests.factories import Factory
from tests.pages import CheckedClient
from tests.waiting import wait_for

KEPT = "another"
WAYS = ("own", "desk", "purge", "comment", "thread")


@pytest.fixture
def app(migrated, tmp_path):
    """The application in the test's own process, on the SQLite file that the server uses too."""
    shutil.copy(migrated, tmp_path / "parvis.sqlite")
    app = create_app({"INSTANCE": str(tmp_path), "TESTING": True, "RATELIMIT_ENABLED": False})
    app.test_client_class = CheckedClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def canary(way: str, field: str) -> str:
    """Return a word that stands nowhere else and that no writing of mails or columns changes."""
    return f"qz{way}{field}zq"


def found(folder: Path) -> list[tuple[str, str]]:
    """Return which file holds what of whom, whatever the case and however a mail writes it."""
    seen = []
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        with_parts = file.read_bytes() if file.exists() else b""
        if file.suffix == ".eml":
            parts = message_from_bytes(with_parts).walk()
            with_parts += b"".join(part.get_payload(decode=True) or b"" for part in parts)  # type: ignore[misc]
        words = with_parts.lower()
        seen += [(file.name, way) for way in WAYS if f"qz{way}".encode() in words]
    return seen


def registered(make, way: str, days: int = 400) -> Registration:
    """Somebody registers with a companion and an answer, for what was over so many days ago."""
    event = make.event(max_seats=2)
    with db.writing():
        wish = Question.ask(event, QuestionFacts("A wish", QuestionKind.SHORT)).id
    friend = CompanionFacts(canary(way, "friend"), f"{canary(way, 'friend')}@example.org")
    said = {"name": canary(way, "name"), "email": f"{canary(way, 'mail')}@example.org", "organisation": canary(way, "org")}  # fmt: skip
    person = make.registration(
        event, answers={wish: [canary(way, "wish")]}, seats=2, companions=(friend,), **said
    )
    with db.writing():
        event.starts_at = clock.now() - timedelta(days=days)
        event.ends_at = person.created_at = clock.now() - timedelta(days=days - 1)
    return person


def commented(make, way: str) -> Comment:
    said = {
        "name": canary(way, "name"),
        "email": f"{canary(way, 'mail')}@example.org",
        "body": canary(way, "said"),
    }
    return told(make.comment(make.event(), CommentState.PENDING, **said))


def told(comment: Comment) -> Comment:
    """Let the moderators be told of a comment that waits."""
    with db.writing():
        moderator_alert.tell_at_once(comment.id, comment.version)
    return comment


@contextmanager
def listening(url: str, path: str) -> Iterator[None]:
    """Hold a stream open, as an open page does."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert b"200 OK" in line.recv(4096)
        yield


def all_sent() -> bool:
    db.session.rollback()
    return not db.session.scalar(
        sa.select(OutboxMessage.id).where(OutboxMessage.state != MessageState.SENT).limit(1)
    )


def test_x1_nothing_of_who_was_erased_is_left_in_any_file_of_the_running_site(app, make, signed_in, tmp_path):
    make.user(Role.MODERATOR, email="ada@example.org", comment_mail=CommentMail.AT_ONCE)
    desk, visitor = signed_in(make.user()), app.test_client()
    with server.running(tmp_path, {"WORKERS": 2, "PUBLIC_URL": "http://localhost"}) as url:
        people = {way: registered(make, way) for way in ("own", "desk", "purge")}
        lone, answered = commented(make, "comment"), commented(make, "thread")
        told(make.comment(answered.event, CommentState.PENDING, parent=answered))
        tokens = {"own": people["own"].token, "comment": lone.token, "thread": answered.token}
        with (
            listening(url, f"/registrations/{tokens['own']}/live"),
            listening(url, f"/events/{people['own'].event.slug}/live"),
        ):
            wait_for(all_sent, "the last mail")
            shutil.copy(tmp_path / "parvis.sqlite", tmp_path / "parvis.sqlite.before")
            assert {way for _file, way in found(tmp_path)} == set(WAYS)
            assert {way for file, way in found(tmp_path) if file.endswith(".eml")} == set(WAYS)
            assert visitor.post(f"/registrations/{tokens['own']}/erasure").status_code == 303
            assert (
                desk.post(
                    "/desk/people/erasure", data={"q": f"{canary('desk', 'mail')}@example.org"}
                ).status_code
                == 200
            )
            assert app.test_cli_runner().invoke(args=["purge"]).exit_code == 0
            for way in ("comment", "thread"):
                assert visitor.post(f"/comments/{tokens[way]}/delete").status_code == 200
            db.session.remove()
            wait_for(lambda: not found(tmp_path), "the day when nobody erased is left")


def test_x1_who_reads_meanwhile_only_postpones_it(app, make, tmp_path):
    path = tmp_path / "parvis.sqlite"
    person = registered(make, "own")
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT name FROM registration").fetchall()
        with db.writing():
            privacy.erase(person)
        db.session.remove()
        assert not sqlite_files.empty_journal(path)
        assert found(tmp_path)
        assert reader.execute("SELECT name FROM registration").fetchall() == [(canary("own", "name"),)]
        reader.rollback()
        assert sqlite_files.empty_journal(path)
    assert found(tmp_path) == []


@pytest.mark.postgres
def test_x1_on_postgresql_purge_writes_the_tables_anew(postgres_template, tmp_path):
    """After the command and a checkpoint no table holds the erased; the write-ahead log may."""
    with postgres.copied(postgres_template) as address:
        app = create_app(
            {"INSTANCE": str(tmp_path), "TESTING": True, "DATABASE_URL": address.replace("+psycopg", "")}
        )
        with app.app_context():
            make = Factory()
            people = [registered(make, "own") for _ in range(3)]
            registered(make, KEPT, days=3)  # of an empty table PostgreSQL keeps the statistics
            base = Path(str(db.session.scalar(sa.text("SHOW data_directory"))), "base")
            number = str(
                db.session.scalar(sa.text("SELECT oid FROM pg_database WHERE datname = current_database()"))
            )
            settle = sa.text("CHECKPOINT")
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("ANALYZE"))
                connection.execute(settle)
                assert found(base / number)
                with db.writing():
                    privacy.erase_all([person.id for person in people])
                assert app.test_cli_runner().invoke(args=["purge", "--rewrite"]).exit_code == 0
                connection.execute(settle)
            assert found(base / number) == []
            db.session.remove()
            db.engine.dispose()
