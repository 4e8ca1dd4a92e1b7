"""Every audit entry reads as words in both languages, without a verb or fact of the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_babel import force_locale

from formats.audit_log import SUBJECTS, VERBS, verb
from formats.audit_log_facts import in_words
from formats.moderation import TOLD
from formats.registrations import HAPPENED
from models.audit_log.record import AuditEntry
from models.comment import Verb
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
