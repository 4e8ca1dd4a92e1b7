"""``event load`` and ``event show``."""

import json

import pytest
import sqlalchemy as sa

from extensions import db
from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.consent import Clause
from models.event import Event
from models.outbox.message import OutboxMessage
from models.question import Question

FILE = """---
slug: {slug}
status: published
title: A day
starts: 2041-03-22 09:30
ends: 2041-03-22 16:30
venue: {{state: city, city: Paris}}
capacity: {capacity}
---
What for.
"""


@pytest.fixture
def load(app, tmp_path):
    """Write texts to files and load them together; returns click's result."""

    def run(**texts):
        paths = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.md"
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        return app.test_cli_runner().invoke(args=["event", "load", *paths])

    return run


def the_event(slug):
    return Event.by_slug(slug)


def rows(table):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_file_becomes_an_event_that_visitors_see(load, client):
    done = load(day=FILE.format(slug="day", capacity=80))
    assert (done.exit_code, done.stdout) == (0, "day: created\n")
    assert "A day" in client.get("/events/day").text


def test_loading_again_changes_nothing(load):
    text = FILE.format(slug="day", capacity=80)
    load(day=text)
    before = rows(AuditEntry), rows(Change), rows(OutboxMessage)
    assert load(day=text).stdout == "day: unchanged\n"
    assert (rows(AuditEntry), rows(Change), rows(OutboxMessage)) == before
    assert the_event("day").sequence == 0


def test_a_changed_file_updates_the_event_as_the_desk_would(load, make):
    load(day=FILE.format(slug="day", capacity=1))
    event = the_event("day")
    people = [make.registration(event) for _ in range(3)]
    done = load(day=FILE.format(slug="day", capacity=2).replace("09:30", "10:30"))
    assert (
        done.stdout
        == "day: changed starts, capacity; 1 promoted from the waiting list; 3 to be told by mail\n"
    )
    assert [person.state for person in people] == ["confirmed", "confirmed", "waiting"]
    assert event.sequence == 1


def test_a4_a_file_without_capacity_is_unlimited_and_zero_is_full(load, make):
    load(day=FILE.format(slug="day", capacity=0), other=FILE.format(slug="other", capacity=""))
    assert the_event("day").admission == "waiting list"
    assert the_event("other").admission == "open"


def test_lowering_the_capacity_below_what_is_taken_is_told(load, make):
    load(day=FILE.format(slug="day", capacity=3))
    for _ in range(3):
        make.registration(the_event("day"))
    done = load(day=FILE.format(slug="day", capacity=1))
    assert done.exit_code == 0
    assert "3 seats are taken already, 2 above the capacity" in done.stdout


def test_one_bad_file_loads_none_and_says_file_line_and_key(load):
    done = load(good=FILE.format(slug="good", capacity=1), bad=FILE.format(slug="bad", capacity="many"))
    assert done.exit_code == 1
    assert "bad.md:8: capacity: 'many' is not a whole number" in done.stderr
    assert done.stdout == ""
    assert rows(Event) == 0


def test_two_files_with_one_slug_are_refused(load):
    text = FILE.format(slug="same", capacity=1)
    done = load(one=text, two=text.replace("A day", "Another"))
    assert done.exit_code == 1
    assert "two.md:1: slug: same stands in another of these files too" in done.stderr
    assert rows(Event) == 0


def test_a_file_that_cannot_be_read_is_said(app, tmp_path):
    (tmp_path / "latin.md").write_bytes(b"---\nslug: caf\xe9\n---\n")
    run = app.test_cli_runner().invoke
    for name in ("latin.md", "missing.md"):
        done = run(args=["event", "load", str(tmp_path / name)])
        assert (done.exit_code, f"{name}:1: file: cannot be read" in done.stderr) == (1, True)


def test_show_gives_facts_and_counts_as_json(app, load, make):
    load(day=FILE.format(slug="day", capacity=2))
    event = the_event("day")
    for _ in range(3):
        make.registration(event)
    shown = json.loads(app.test_cli_runner().invoke(args=["event", "show", "day", "--json"]).stdout)
    assert (shown["capacity"], shown["seats_taken"]) == (2, 2)
    assert shown["registrations"] == {"confirmed": 2, "waiting": 1, "pending": 0, "cancelled": 0}
    assert shown["comments"] == {"pending": 0, "approved": 0, "spam": 0, "bin": 0}
    assert (shown["starts"], shown["venue"]["city"]) == ("2041-03-22 09:30", "Paris")


def test_show_says_when_there_is_no_such_event(app):
    done = app.test_cli_runner().invoke(args=["event", "show", "nothing"])
    assert (done.exit_code, done.stderr) == (1, "There is no event nothing.\n")


QUESTIONS = """questions:
  - {label: "Lunch?", key: lunch, kind: yes or no, required: true}
  - label: What do you eat?
    kind: several choices
    choices: [Everything, No fish]
    only_if: {question: lunch, answer: yes}
  - {label: Table, internal: true, hint: ours}
"""


def asking(questions, **facts):
    return FILE.format(**({"slug": "day", "capacity": 80} | facts)).replace(
        "capacity:", f"{questions}capacity:"
    )


def asked():
    return [(one.key, one.label, one.kind.value, one.withdrawn) for one in Question.of(the_event("day"))]


def test_the_questions_of_a_file_are_asked_and_loading_them_again_changes_nothing(load, client):
    done = load(day=asking(QUESTIONS))
    assert done.stdout == "day: created\n", done.output
    assert [key for key, *_ in asked()] == ["lunch", "what-do-you-eat", "table"]
    assert "What do you eat?" in client.get("/events/day").text
    before = rows(AuditEntry), rows(Change), rows(OutboxMessage)
    assert load(day=asking(QUESTIONS)).stdout == "day: unchanged\n"
    assert (rows(AuditEntry), rows(Change), rows(OutboxMessage)) == before
    assert load(day=FILE.format(slug="day", capacity=80)).stdout == "day: unchanged\n"


def test_a_changed_list_of_questions_becomes_the_event_s(load, make):
    load(day=asking(QUESTIONS))
    event = the_event("day")
    table, eat = Question.of(event)[2], Question.of(event)[1]
    person, organiser = make.registration(event), make.user()
    with db.writing():
        Answer.keep(event, person.id, {table.id: ["12"]}, by=organiser, lenient=True)
    changed = """questions:
  - {label: "What do you eat?", kind: several choices, choices: [No fish, Everything]}
  - {label: "How many?", kind: number}
"""
    assert load(day=asking(changed)).stdout == "day: changed questions\n"
    assert asked() == [
        ("what-do-you-eat", "What do you eat?", "several choices", False),
        ("how-many", "How many?", "number", False),
        ("table", "Table", "short text", True),  # somebody has an answer to it
    ]
    assert [choice.label for choice in eat.choices] == ["No fish", "Everything"]
    assert load(day=asking("questions: []\n")).stdout == "day: changed questions\n"
    assert [key for key, _, _, withdrawn in asked() if not withdrawn] == []


def test_a7_the_seats_of_a_choice_in_a_file_are_loaded_and_shown(app, load, make):
    text = """questions:
  - {label: Workshop, kind: one choice, choices: [{label: A, seats: 1}, {label: B, seats: 0}, {label: C, seats: }, D]}
"""
    assert load(day=asking(text, capacity=2)).stdout == "day: created\n"
    question = Question.of(the_event("day"))[0]
    assert [(one.label, one.seats) for one in question.choices] == [
        ("A", 1),
        ("B", 0),
        ("C", None),
        ("D", None),
    ]
    assert load(day=asking(text, capacity=2)).stdout == "day: unchanged\n"
    shown = json.loads(app.test_cli_runner().invoke(args=["event", "show", "day", "--json"]).stdout)
    offered = [{"label": "A", "seats": 1}, {"label": "B", "seats": 0}, "C", "D"]
    assert shown["questions"] == [
        {"key": "workshop", "label": "Workshop", "kind": "one choice", "choices": offered}
    ]
    event, letters = the_event("day"), {one.label: str(one.id) for one in question.choices}
    make.registration(event, answers={question.id: [letters["A"]]})
    leaving = make.registration(event, answers={question.id: [letters["D"]]})
    make.registration(event, answers={question.id: [letters["A"]]})
    with db.writing():
        leaving.cancel()
    more = load(day=asking(text.replace("seats: 1", "seats: 2"), capacity=2))
    assert more.stdout == "day: changed questions; 1 promoted from the waiting list\n"


@pytest.mark.parametrize(
    ("questions", "line", "says"),
    [
        ("- {kind: number}", 9, "needs a label"),
        ("- {label: A, kind: colour}", 9, "'colour' is none of short text"),
        ("- {label: A, kind: one choice}", 9, "give at least one choice"),
        (
            "- {label: A, kind: one choice, choices: [{label: B, seats: few}]}",
            9,
            "'few' is not a whole number",
        ),
        ("- {label: A, kind: one choice, choices: [{seats: 3}]}", 9, "written {label: …, seats: …}"),
        ("- {label: A, kind: several choices, choices: [{label: B, seats: 3}]}", 9, "one-choice question"),
        ("- {label: A, colour: red}", 9, "colour is not one of key, label"),
        (
            "- {label: A}\n  - {label: B, only_if: {question: a, answer: yes}}",
            10,
            "a condition names an answer",
        ),
        ("- {label: A, key: a}\n  - {label: B, key: a}", 10, "another question has this key"),
    ],
)
def test_a_question_that_cannot_be_is_named_with_its_line(load, questions, line, says):
    done = load(day=asking(f"questions:\n  {questions}\n"))
    assert done.exit_code == 1
    assert f"questions: line {line}: " in done.stderr
    assert says in done.stderr
    assert the_event("day") is None


def test_an_answered_question_keeps_its_kind(load, make):
    load(day=asking("questions: [{label: Wish}]\n"))
    event = the_event("day")
    make.registration(event, answers={Question.of(event)[0].id: ["light"]})
    done = load(day=asking("questions: [{label: Wish, kind: number}]\n"))
    assert done.exit_code == 1
    assert "wish: people have answered" in done.stderr


def test_the_consent_texts_of_a_file_are_asked_and_loading_them_again_changes_nothing(load):
    texts = "consents:\n  - {text: Photographs, required: true, key: photo}\n  - {text: Newsletter}\n"
    assert load(day=asking(texts)).stdout == "day: created\n"
    assert load(day=asking(texts)).stdout == "day: unchanged\n"
    assert load(day=asking(texts.replace("Photographs", "Films"))).stdout == "day: changed consents\n"
    found = [(one.key, one.text, one.required, one.version) for one in Clause.of(the_event("day"))]
    assert found == [("photo", "Films", True, 2), ("newsletter", "Newsletter", False, 1)]
    wrong = load(day=asking("consents:\n  - {required: true}\n"))
    assert "consents: line 9: a text has 1 to 2000 characters" in wrong.stderr
