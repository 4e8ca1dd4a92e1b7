"""The keys of an event file: which fact each one is, and how its value is read."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import yaml

from models.event import SpeakerFacts, categories
from models.event.field import Kind
from models.event.fields import FIELDS
from models.event.reminder import NotAReminder, Reminder

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})(:00)?")


class Wrong(ValueError):
    """A value that its key cannot have."""


def is_empty(node: yaml.Node) -> bool:
    """Say whether a key stands without a value, as if it were absent."""
    return node.tag == "tag:yaml.org,2002:null" or (
        isinstance(node, yaml.ScalarNode) and not node.value.strip()
    )


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise Wrong("is a text")
    return str(node.value).strip()


def _hour(node: yaml.Node) -> datetime:
    text = _text(node)
    found = HOUR.fullmatch(text)
    try:
        if found:
            return datetime.strptime(f"{found[1]} {found[2]}", "%Y-%m-%d %H:%M")  # noqa: DTZ007  a wall clock's time
    except ValueError:
        pass
    raise Wrong(f"{text!r} is not a local date and time such as 2022-03-22 09:30")


def _day_or_hour(node: yaml.Node) -> date:
    """Return a date where it stands alone, else the local date and time."""
    text = _text(node)
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else _hour(node)
    except ValueError:
        raise Wrong(
            f"{text!r} is not a local date and time such as 2022-03-22 09:30, or a date alone"
        ) from None


def _number(node: yaml.Node) -> int:
    text = _text(node)
    if not re.fullmatch(r"\d{1,9}", text):
        raise Wrong(f"{text!r} is not a whole number")
    return int(text)


def _truth(node: yaml.Node) -> bool:
    if node.tag != "tag:yaml.org,2002:bool":
        raise Wrong("is either true or false")
    return str(node.value).lower() in {"true", "yes", "on"}


def _one_of(choices: type[StrEnum]) -> Callable[[yaml.Node], StrEnum]:
    def reader(node: yaml.Node) -> StrEnum:
        text = _text(node)
        if text not in list(choices):
            raise Wrong(f"{text!r} is none of {', '.join(choices)}")
        return choices(text)

    return reader


def _speakers(node: yaml.Node) -> tuple[SpeakerFacts, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list: each line begins with a hyphen")
    return tuple(SpeakerFacts(**dict(_speaker(one))) for one in node.value)


def _speaker(node: yaml.Node) -> Iterator[tuple[str, str]]:
    if not isinstance(node, yaml.MappingNode):
        raise Wrong("each speaker is written {name: …, function: …, role: …}")
    keys = [name.value for name, _ in node.value]
    for key in keys:
        if key not in {"name", "function", "role"} or keys.count(key) > 1:
            raise Wrong(
                f"line {node.start_mark.line + 2}: {key} is not one of name, function, role, each once"
            )
    if "name" not in keys:
        raise Wrong(f"line {node.start_mark.line + 2}: a speaker needs a name")
    for name, value in node.value:
        yield name.value, "" if is_empty(value) else _text(value)


def _reminders(node: yaml.Node) -> str:
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list of moments, each as `1 day at 09:00` or `3 hours`")
    try:
        return "\n".join(map(str, Reminder.read_all("\n".join(_text(one) for one in node.value))))
    except NotAReminder as wrong:
        raise Wrong(f"{str(wrong)!r} is not as `1 day at 09:00` or `3 hours`") from None


def _domains(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return " ".join(_text(one) for one in node.value)
    return _text(node)


def _categories(node: yaml.Node) -> str:
    if not isinstance(node, yaml.SequenceNode):
        raise Wrong("is a list, as [Reading, Study day]")
    return ", ".join(categories.named(", ".join(_text(one) for one in node.value)))


READERS: dict[Kind, Callable[[yaml.Node], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.WORDS: _text,
    Kind.HOUR: _hour,
    Kind.NUMBER: _number,
    Kind.TRUTH: _truth,
    Kind.LANGUAGE: _text,
    Kind.DOMAINS: _domains,
    Kind.REMINDERS: _reminders,
    Kind.CATEGORIES: _categories,
    Kind.LINK: _text,
    Kind.SPEAKERS: _speakers,
}
KEYS: dict[str, tuple[str, Callable[[yaml.Node], Any]]] = {
    field.key: (name, _one_of(field.choices) if field.choices else READERS[field.kind])
    for name, field in FIELDS.items()
}
KEYS |= {name: (name, _day_or_hour) for name in ("starts", "ends")}
REQUIRED = tuple(name for name, field in FIELDS.items() if field.required)
GROUPS = {key.partition(".")[0] for key in KEYS if "." in key}
