"""``event load`` takes what ``event show`` prints, and nothing is lost or changed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import visible_text
from commands.events import counted
from extensions import db
from folding import folded
from formats import event_file
from models import event_revision
from models.audit_log.record import AuditEntry
from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, SpeakerFacts
from models.event.field import Kind
from models.event.fields import FIELDS
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind

SHOWN = Path(__file__).parents[1] / "samples" / "event-shown.md"  # as `event show` printed it in version 0.1
ODD = "aé’\u00a0 :#-'\"{}[]&*!|>%@`\\,?~=<\u2028\u202f😀09"
TEXTS = st.one_of(
    st.text(ODD, max_size=12).map(lambda text: " ".join(text.split())),
    st.sampled_from(
        ["null", "~", "yes", "no", "true", "12", "1_000", "0x1F", "2027-01-01", "- a", "---", "# no"]
    ),
)
SOME = TEXTS.filter(visible_text.names)  # what must be said shows a letter or a digit
HOURS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001  a wall clock's time
    lambda hour: hour.replace(hour=12, second=0, microsecond=0)
)


KINDS = {
    Kind.TEXT: TEXTS,
    Kind.LONG_TEXT: st.lists(TEXTS | st.just("---"), max_size=4).map("\n\n".join).map(str.strip),
    Kind.WORDS: st.lists(TEXTS, max_size=4).map("\n\n".join).map(str.strip),
    Kind.HOUR: st.none() | HOURS,
    Kind.NUMBER: st.none() | st.integers(5, 90),
    Kind.TRUTH: st.booleans(),
    Kind.LANGUAGE: st.sampled_from(["fr", "en"]),
    Kind.DOMAINS: st.sampled_from(["", "example.org", "example.org .example.net"]),
    Kind.CATEGORIES: st.sampled_from(["", "Reading", "Reading, Journée d’étude"]),
    Kind.LINK: st.sampled_from(["", "https://pay.example.org/day?id=1"]),
    Kind.REMINDERS: st.sampled_from(["", "3 hours", "1 day at 09:00\n1 hour"]),
    Kind.SPEAKERS: st.lists(st.builds(SpeakerFacts, SOME, TEXTS, TEXTS), max_size=3).map(tuple),
}
MUST = {"title": SOME, "city": SOME, "venue_name": SOME, "starts": HOURS, "slug": st.just("round-trip")}
MUST |= {"timezone": st.sampled_from(["Europe/Paris", "America/St_Johns", "UTC"])}


def values(field):
    """What a field may hold; a number that has a usual one is never left out."""
    if field.choices:
        return st.sampled_from(field.choices)
    if field.kind is Kind.NUMBER and field.default is not None:
        return st.integers(5, 90)
    return MUST.get(field.name, KINDS[field.kind])


@st.composite
def facts(draw):
    """Draw facts of an event: each field as an organiser could leave it, hours in a possible order."""
    said = {name: draw(values(field)) for name, field in FIELDS.items()}
    if said["access_from"] and said["access_until"]:
        said["access_until"] = said["access_from"] + timedelta(days=1)
    if said["ends"]:
        said["ends"] = said["starts"] + timedelta(days=2)
    if said["opens"]:
        said["opens"] = said["starts"] - timedelta(days=9)
    if said["closes"]:
        said["closes"] = said["starts"] - timedelta(days=1)
    return EventFacts(**said)


@st.composite
def questions(draw):
    """Questions of every kind, the last of them asked after an answer to the first."""
    lunch = QuestionFacts(draw(SOME), QuestionKind.YES_NO, "lunch", draw(TEXTS), draw(st.booleans()))
    labels = draw(st.lists(SOME, min_size=1, max_size=4, unique_by=folded))
    choices = tuple(ChoiceFacts(one, seats=draw(st.none() | st.integers(0, 9))) for one in labels)
    which = QuestionFacts(draw(SOME), QuestionKind.ONE, "which", choices=choices)
    asked = [lunch, which] + [
        QuestionFacts(draw(SOME), kind, f"plain-{number}", draw(TEXTS), internal=draw(st.booleans()))
        for number, kind in enumerate(QuestionKind)
        if not kind.has_choices
    ]
    return (*asked, replace(asked[-1], key="last", only_if=("lunch", "yes")))


CONSENTS = st.lists(st.builds(ClauseFacts, SOME, st.booleans()), max_size=3)


def read(text):
    return event_file.read(text, timezone="Europe/London", languages=("fr", "en"))


def shown(event):
    return event_file.write(event, counted(event))


def history():
    return db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts(), questions(), CONSENTS)
def test_any_event_comes_back_from_its_file_as_it_was(app, said, asked, texts):
    with db.writing():
        event = event_revision.create(said)
        Question.replace_all(event, asked)
        Clause.replace_all(event, texts)
    try:
        found = read(shown(event))
        assert found.facts == said == EventFacts.of(event)
        assert [replace(one, choices=()) for one in found.questions] == [
            replace(one, choices=()) for one in asked
        ]
        assert [one.essence for one in found.questions] == [one.essence for one in asked]
        assert [(one.text, one.required) for one in found.consents] == [
            (one.text, one.required) for one in texts
        ]
    finally:
        with db.writing():
            db.session.delete(event)


@pytest.fixture
def load(app, tmp_path):
    """Load a text as a file; returns click's result."""

    def run(text):
        path = tmp_path / "event.md"
        path.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["event", "load", str(path)])

    return run


def test_f59_what_event_show_printed_in_an_older_version_loads_and_again_changes_nothing(app, load):
    text = SHOWN.read_text(encoding="utf-8")
    assert (load(text).stdout, load(text).stdout) == (
        "output-of-event-show: created\n",
        "output-of-event-show: unchanged\n",
    )
    event = Event.by_slug("output-of-event-show")
    assert event is not None
    facts = EventFacts.of(event)
    assert (facts.capacity, facts.comments_policy, facts.promotion) == (60, "moderate", "offer")
    assert facts.reminders == "1 day at 09:00\n3 hours\n7 days at 09:00"
    assert facts.description.startswith("Deux jours pour se rencontrer.\n\n![Une cour partagée]")
    assert [one.label for one in Question.of(event)][-1] == "À quelle adresse habitez-vous ?"
    now = app.test_cli_runner().invoke(args=["event", "show", "output-of-event-show"]).stdout
    before = history()
    assert load(now).stdout == "output-of-event-show: unchanged\n"
    assert history() == before


def test_f59_what_is_shown_of_an_event_loads_again_and_changes_nothing(app, load, make):
    event = make.event(slug="day", capacity=2)
    for _ in range(3):
        make.registration(event)
    asked = make.questions(event)
    with db.writing():
        Clause.replace_all(
            event, [ClauseFacts("Photographs", key="photo"), ClauseFacts("Letters", required=True)]
        )
        asked[3].withdrawn = True  # in the middle of the list
        Clause.of(event)[0].withdrawn = True
    text = app.test_cli_runner().invoke(args=["event", "show", "day"]).stdout
    before = history()
    assert load(text).stdout == "day: unchanged\n"
    assert history() == before
    assert "seats_taken: 2" in text


def test_a_description_stands_at_one_place_of_a_file(load):
    done = load('---\nslug: day\ntitle: A day\nstarts: 2041-03-22 09:30\ndescription: "Here."\n---\nThere.\n')
    assert done.exit_code == 1
    assert ":5: description: stands below the facts too" in done.stderr
