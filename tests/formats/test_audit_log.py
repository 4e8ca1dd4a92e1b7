"""Every audit entry reads as words in both languages, without a verb or fact of the code."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from extensions import db
from formats.audit_log import SUBJECTS, VERBS, verb
from formats.audit_log_facts import in_words
from formats.moderation import TOLD
from formats.registrations import HAPPENED
from models import event_revision
from models.audit_log.record import AuditEntry
from models.comment import Verb
from models.event import EventFacts
from models.registration import TRANSITIONS

ROOT = Path(__file__).parents[2]
FACTS = {
    "seats": 3,
    "people": 2,
    "companions": 1,
    "count": 2,
    "version": 4,
    "event": 7,
    "question": 5,
    "kind": "word",
    "effect": "hold",
    "role": "door",
    "scope": "check in",
    "filtering": "file",
    "policy": "first",
    "outcome": "revoked",
    "device": "Téléphone de Luc",
    "forced": True,
    "password": True,
    "proof_of_work": True,
    "require_name": False,
    "require_email": False,
}


def written() -> Iterator[tuple[str, str]]:
    """Yield every subject and verb that the code writes as it stands there."""
    for folder in ("models", "blueprints", "commands"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "AuditEntry.write":
                    subject, _number, deed = node.args[:3]
                    for word in ast.walk(deed):
                        if isinstance(word, ast.Constant) and isinstance(word.value, str):
                            yield ast.literal_eval(subject), word.value


def test_every_verb_of_the_history_has_words():
    deeds = set(written())
    assert {("registration", "move"), ("registration", "stop preferring"), ("event", "lend phone")} <= deeds
    deeds |= {("registration", step.verb) for step in TRANSITIONS} | {
        ("comment", each.value) for each in Verb
    }
    deeds |= {("registration", each) for each in ("check in", "refuse at the door")}
    deeds |= {("rule", each) for each in ("add", "remove", "put back", "change")}
    dumb = {
        (subject, deed)
        for subject, deed in deeds
        if deed not in (HAPPENED if subject == "registration" else TOLD | VERBS)
    }
    assert not dumb
    assert {subject for subject, _deed in deeds} <= set(SUBJECTS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_fact_is_shown_by_the_name_that_the_code_gives_it(app, language):
    with app.test_request_context(), force_locale(language):
        said = in_words("event", FACTS)
    assert not [name for name in FACTS if f"{name}\u00a0:" in said]
    assert len(said.split(", ")) == len(FACTS)
    if language == "fr":
        assert said.startswith(
            "3 places, 2 personnes, 1 accompagnant, 2 signalements, version 4, événement 7"
        )
        assert "laisse entrer" in said


def test_a_fact_without_words_is_shown_as_it_is(app):
    with app.test_request_context():
        assert in_words("user", {"colour": "red"}) == 'colour\u00a0: "red"'


def test_what_changed_of_the_site_is_named(app):
    with app.test_request_context():
        assert in_words("site", {"changed": ["name", "accent"]}) == "nom, couleur d’accent"


def test_a_registration_says_what_its_own_page_says(app):
    with app.test_request_context():
        assert verb(AuditEntry(subject="registration", verb="move")) == "Changement d’adresse"


HOURS = [
    (("05-08 00:00", "05-09 00:00"), ("05-08 00:00", "05-11 00:00"), "Fin\u00a0: 8\u00a0mai 2027 → 10\u00a0mai 2027"),
    (("05-08 00:00", "05-09 00:00"), ("05-07 00:00", "05-09 00:00"), "Début\u00a0: 8\u00a0mai 2027 → 7\u00a0mai 2027"),
    (("05-08 20:00", "05-08 22:00"), ("05-08 20:00", "05-09 00:00"), "Fin\u00a0: 8\u00a0mai 2027, 22\u00a0h → 8\u00a0mai 2027, minuit"),
    (("05-08 20:00", "05-09 00:00"), ("05-08 20:00", None), "Fin\u00a0: 8\u00a0mai 2027, minuit → (vide)"),
    (("05-08 00:00", None), ("05-08 09:30", None), "Début\u00a0: 8\u00a0mai 2027, 0\u00a0h → 8\u00a0mai 2027, 9\u00a0h\u00a030"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), HOURS)
def test_the_history_says_whole_days_as_days_and_midnight_as_the_evening(app, make, before, after, said):
    def at(words):
        return datetime.fromisoformat(f"2027-{words}") if words else None

    event = make.event(starts=at(before[0]), ends=at(before[1]))
    with db.writing():
        event_revision.revise(event, replace(EventFacts.of(event), starts=at(after[0]), ends=at(after[1])))
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "revise")).one()
    with app.test_request_context(), force_locale("fr"):
        assert in_words("event", entry.facts) == said
    assert entry.facts["changed"] == [
        name for name in ("starts", "ends") if entry.facts["before"][name] != entry.facts["after"][name]
    ]


def test_a_line_that_kept_one_hour_alone_says_it_in_words(app):
    facts = {
        "changed": ["ends", "opens"],
        "before": {"ends": "2027-05-08 18:00", "opens": None},
        "after": {"ends": "2027-05-09 00:00", "opens": "2027-05-01 09:00"},
    }
    with app.test_request_context(), force_locale("fr"):
        said = in_words("event", facts).replace("\u00a0", " ")
    assert said.startswith("Fin : 8 mai 2027, 18 h → 9 mai 2027, 0 h, ")
    assert said.endswith("(vide) → 1er mai 2027, 9 h")
