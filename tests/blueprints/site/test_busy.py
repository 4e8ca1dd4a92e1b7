"""When the database cannot be had: a calm page, soon, that keeps what was typed."""

import io
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from typing import Any

import pytest

import clock
from extensions import db
from models.user import StaffSession, passphrase, record
from tests.forms import filled

FORM = {"name": "Ève Dupont", "email": "eve@example.org", "organisation": "A & B « C »", "consent": "y"}


@pytest.fixture
def pool(app) -> Any:
    return db.engine.pool


@pytest.fixture
def exhausted(pool, monkeypatch):
    """All connections are somebody else's, and nobody waits five seconds for one here."""
    monkeypatch.setattr(pool, "_timeout", 0)

    @contextmanager
    def held():
        db.session.remove()
        with ExitStack() as stack:
            for _ in range(pool.size()):
                stack.enter_context(db.engine.connect())
            yield

    return held


def test_y1_who_gets_no_connection_is_told_to_come_back_and_sends_again_with_one_button(
    client, make, exhausted
):
    path = f"/events/{make.event().slug}/registrations"
    with exhausted():
        page = client.post(path, data=FORM)
    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    assert page.headers["Cache-Control"] == "no-store"
    kept = filled(page.text, action=path)
    assert kept == FORM
    assert "eve@example.org" in client.post(path, data=kept).text


def test_y1_for_htmx_the_form_stays_as_it_is(client, make, exhausted):
    path = f"/events/{make.event().slug}/registrations"
    with exhausted():
        answer = client.partial(path, FORM)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (503, "none")
    assert "sollicité" in answer.text


@pytest.mark.parametrize(
    "sent", [{"email": "ada@example.org", "password": "x" * 15}, {"file": (io.BytesIO(b"a;b"), "list.csv")}]
)
def test_passphrases_and_files_are_not_put_into_the_page(client, exhausted, sent):
    with exhausted():
        page = client.post("/login/none", data=sent)
    assert page.status_code == 503
    assert "<form" not in page.text


def test_y1_a_page_that_cannot_be_read_says_so_too(client, make, exhausted):
    path = f"/registrations/{make.registration(make.event()).token}"
    with exhausted():
        assert client.get(path).status_code == 503
    assert client.get(path).status_code == 200


def test_y1_who_waits_for_a_passphrase_to_be_compared_holds_no_connection(client, make, pool, monkeypatch):
    make.user(email="ada@example.org", password_hash=passphrase.hashed("un parvis sous la pluie"))
    db.session.remove()
    held = []

    def compare(*said):
        held.append(pool.checkedout())
        return passphrase.matches(*said)

    monkeypatch.setattr(record, "matches", compare)
    answer = client.post("/login", data={"email": "ada@example.org", "password": "un parvis sous la pluie"})
    assert (answer.status_code, held) == (303, [0])


@pytest.mark.parametrize("settings", [{"WRITE_SECONDS": 0}])
def test_y2_a_page_of_the_staff_waits_for_nobody_who_writes(signed_in):
    desk = signed_in()
    with (
        clock.at(clock.now() + timedelta(hours=1)),  # a sign of life is due
        closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert desk.get("/desk").status_code == 200
        other.execute("ROLLBACK")
        seen = db.session.scalars(db.select(StaffSession.seen_at)).one()
        assert desk.get("/desk").status_code == 200
        assert db.session.scalars(db.select(StaffSession.seen_at)).one() > seen
