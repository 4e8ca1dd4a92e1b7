"""What a line of a log may hold. The whole server under every fault: tests/rush/test_logs.py."""

import logging
import sys
import threading
from typing import Any

import pytest
import sqlalchemy as sa

import live
import logs
from extensions import db
from security import SECRETS

SECRET = "4f9Kq-secret_Link0Of22"


def line(said: str, *args: object, fault: Any = None) -> str:
    """Return what any logger would write."""
    made = logging.getLogger("anybody").makeRecord("anybody", logging.ERROR, "", 1, said, args, fault)
    return logging.Formatter().format(made)


def test_x7_every_address_with_a_secret_is_masked(app):
    for rule in app.url_map.iter_rules():
        if found := rule.arguments & SECRETS:
            values = dict.fromkeys(found, SECRET) | {"slug": "fete", "verb": "approve"}
            path = rule.build({key: values[key] for key in rule.arguments})[1]
            assert SECRET not in logs.mask(f"GET https://example.org{path} HTTP/1.1"), rule


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to zoe@coop.example: 550", "to …@…: 550"),
        ("q=zoe%40coop.example", "q=…@…"),
        ("postgresql://parvis:secret@db.example/parvis", "postgresql://parvis:…@…"),
        ("/desk/people?q=zoe&page=2 failed", "/desk/people?… failed"),
        ("from 203.0.113.7 and 2001:db8::7", "from … and …"),
        ("on 127.0.0.1:8000 and [::1]:8000 at 12:34:56", "on 127.0.0.1:8000 and [::1]:8000 at 12:34:56"),
        ("Why? Since 3.11.7 = new", "Why? Since 3.11.7 = new"),
        ("Worker (pid:31) was sent SIGKILL!", "Worker (pid:31) was sent SIGKILL!"),
    ],
)
def test_x7_what_belongs_to_people_is_masked_and_nothing_else(app, said, kept):
    assert logs.mask(said) == kept
    assert line("%s", said) == kept


def test_x7_a_fault_tells_its_kind_and_place_and_not_what_was_typed(app):
    try:
        try:
            int("Zoé")
        except ValueError:
            dict[str, str]()["Éloïse"]
    except KeyError:
        said = line("it failed", fault=sys.exc_info())
    assert "ValueError" in said
    assert "KeyError" in said
    assert __file__.rpartition("/")[2] in said
    assert "invalid literal" not in said
    assert said.count("Éloïse") == 1, "the line of code is no secret, the exception's words are"


def test_x7_a_fault_of_the_database_tells_the_statement_without_what_was_typed(app):
    for engine in (db.engine, live.feed().engine):
        with pytest.raises(sa.exc.OperationalError) as fault, engine.connect() as connection:
            connection.execute(sa.text("SELECT a FROM nowhere WHERE b = :name"), {"name": "Zoé"})
        assert "Zoé" not in str(fault.value)
        assert logs.words(fault.value).endswith("no such table: nowhere [SELECT a FROM nowhere WHERE b = ?]")


def test_a_line_whose_arguments_do_not_fit_raises_nothing(app):
    assert line("%d people", "no") == "%d people"


def test_x7_what_ends_a_thread_is_masked_too(app, caplog, monkeypatch):
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    logs.catch_all()

    def fail() -> None:
        raise ValueError("Zoé zoe@coop.example")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ValueError" in caplog.text
    assert "coop.example" not in caplog.text.replace('raise ValueError("Zoé zoe@coop.example")', "")
