"""The ``questions`` of an event file: how each one is written, and how it is read."""

from collections.abc import Callable
from typing import Any

import yaml

from formats.event_keys import Wrong, _number, _one_of, _text, _truth, is_empty
from models.consent import Clause, ClauseFacts
from models.consent.record import LONGEST
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind, key_of


def questions(node: yaml.Node) -> tuple[QuestionFacts, ...]:
    """Return the questions of a list, in its order.

    Raises Wrong, with the line of the first invalid one.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list: each question begins with a hyphen")
    read: list[QuestionFacts] = []
    for one in node.value:
        read.append(_question(one, {facts.key for facts in read}))
    for number, name, problem in Question.list_faults(read):
        line = node.value[number].start_mark.line + 2
        raise Wrong(f"line {line}: {name}: {problem}")
    return tuple(read)


def _question(node: yaml.Node, taken: set[str]) -> QuestionFacts:
    line = f"line {node.start_mark.line + 2}"
    if not isinstance(node, yaml.MappingNode):
        raise Wrong(f"{line}: each question is written {{label: …, kind: …}}")
    said: dict[str, Any] = {}
    for name, value in node.value:
        if name.value not in KEYS_OF_ONE or KEYS_OF_ONE[name.value][0] in said:
            raise Wrong(f"{line}: {name.value} is not one of {', '.join(KEYS_OF_ONE)}, each once")
        field, reader = KEYS_OF_ONE[name.value]
        if not is_empty(value):
            try:
                said[field] = reader(value)
            except Wrong as wrong:
                raise Wrong(f"line {name.start_mark.line + 2}: {name.value} {wrong}") from None
    if "label" not in said:
        raise Wrong(f"{line}: a question needs a label")
    return QuestionFacts(**({"key": key_of(said["label"], taken)} | said))


def written(question: Question) -> dict[str, Any]:
    """Return a question under the keys of a file, those alone that say something."""
    facts = QuestionFacts.of(question)
    offered = [one for one in facts.choices if not one.withdrawn]
    said: dict[str, Any] = {
        name: getattr(facts, name) for name in ("key", "label", "hint", "required", "internal", "sensitive")
    }
    said |= {"kind": facts.kind.value}
    said["choices"] = [
        one.label if one.seats is None else {"label": one.label, "seats": one.seats} for one in offered
    ]
    said["only_if"] = dict(zip(("question", "answer"), facts.only_if, strict=True)) if facts.only_if else None
    return {name: value for name, value in said.items() if value}


def written_clause(clause: Clause) -> dict[str, Any]:
    """Return a consent text under the keys of a file."""
    return {"key": clause.key, "text": clause.text} | ({"required": True} if clause.required else {})


def consents(node: yaml.Node) -> tuple[ClauseFacts, ...]:
    """Return the consent texts of a list, in its order.

    Raises Wrong, with the line of the first invalid one.
    """
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list: each text begins with a hyphen")
    read: dict[str, ClauseFacts] = {}
    for one in node.value:
        facts = _clause(one, set(read))
        if facts.key in read:
            raise Wrong(f"line {one.start_mark.line + 2}: another text has this key")
        if len(facts.key) > 80:
            raise Wrong(f"line {one.start_mark.line + 2}: a key has 80 characters at most")
        read[facts.key] = facts
    return tuple(read.values())


def _clause(node: yaml.Node, taken: set[str]) -> ClauseFacts:
    line = f"line {node.start_mark.line + 2}"
    if not isinstance(node, yaml.MappingNode):
        raise Wrong(f"{line}: each text is written {{text: …, required: …}}")
    said: dict[str, Any] = {}
    for name, value in node.value:
        if name.value not in {"key", "text", "required"}:
            raise Wrong(f"{line}: {name.value} is not one of key, text, required")
        said[name.value] = _truth(value) if name.value == "required" else _text(value)
    if not said.get("text") or len(said["text"]) > LONGEST:
        raise Wrong(f"{line}: a text has 1 to {LONGEST} characters")
    return ClauseFacts(**({"key": key_of(said["text"], taken)} | said))


def _choices(node: yaml.Node) -> tuple[ChoiceFacts, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list of answers")
    return tuple(_choice(one) for one in node.value)


def _choice(node: yaml.Node) -> ChoiceFacts:
    if not isinstance(node, yaml.MappingNode):
        return ChoiceFacts(_text(node))
    said = {name.value: value for name, value in node.value}
    if "label" not in said or set(said) - {"label", "seats"}:
        raise Wrong("are texts, or written {label: …, seats: …}")
    seats = said.get("seats")
    return ChoiceFacts(
        _text(said["label"]), seats=None if seats is None or is_empty(seats) else _number(seats)
    )


def _condition(node: yaml.Node) -> tuple[str, str]:
    if not isinstance(node, yaml.MappingNode):
        raise Wrong("is written {question: its key, answer: …}")
    said = {name.value: _text(value) for name, value in node.value}
    if set(said) != {"question", "answer"}:
        raise Wrong("is written {question: its key, answer: …}")
    return said["question"], said["answer"]


KEYS_OF_ONE: dict[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "key": ("key", _text),
    "label": ("label", _text),
    "kind": ("kind", _one_of(QuestionKind)),
    "hint": ("hint", _text),
    "required": ("required", _truth),
    "internal": ("internal", _truth),
    "sensitive": ("sensitive", _truth),
    "choices": ("choices", _choices),
    "only_if": ("only_if", _condition),
}
KEYS: dict[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    "questions": ("questions", questions),
    "consents": ("consents", consents),
}
