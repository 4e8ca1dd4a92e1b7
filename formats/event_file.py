"""An event as a file: YAML front matter, then the description in Markdown (docs/event-file.md).

Every mistake is found in one reading and named by its key and line, so that a file is corrected once.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import yaml

from formats import event_keys, question_keys
from formats.event_keys import GROUPS, REQUIRED, Wrong, is_empty
from models.comment import CommentState
from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, categories, whole_days
from models.question import Question, QuestionFacts

KEYS = event_keys.KEYS | question_keys.KEYS
# What a file may say because `event show` says it, and loading passes over: it is counted, or Parvis gives it.
COUNTED = {"uid", "sequence", "admission", "seats_taken", "seats_free", "registrations"} | {
    f"comments.{state}" for state in CommentState
}
FLAT = {
    key.replace(".", "_"): key for key in KEYS if key.startswith("comments.")
}  # as `event show --json` has them
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a key of a file, and the line on which it stands."""

    line: int
    key: str
    says: str


@dataclass(frozen=True, slots=True)
class EventFile:
    """What an event file says, with remarks that are not errors.

    ``questions`` and ``consents`` are None when the file does not mention them.
    """

    facts: EventFacts
    remarks: list[Remark]
    questions: tuple[QuestionFacts, ...] | None = None
    consents: tuple[ClauseFacts, ...] | None = None


class Mistaken(ValueError):
    """A file that cannot be an event; ``remarks`` hold every mistake, in the order of their lines."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("; ".join(f"line {one.line}: {one.key}: {one.says}" for one in remarks))
        self.remarks = sorted(remarks, key=lambda one: one.line)


def read(text: str, *, timezone: str, languages: tuple[str, ...]) -> EventFile:
    """Return what the text of an event file says.

    ``timezone`` and the first of ``languages`` apply to a file that names none.

    Raises Mistaken.
    """
    text = text.replace("\r\n", "\n")
    found = FRONT_MATTER.match(text)
    if not found:
        raise Mistaken([Remark(1, "---", "the file begins with facts between two lines of three hyphens")])
    reader = _Reader({"timezone": timezone, "language": languages[0]})
    reader.read(_compose(found[1]))
    mistakes, questions = reader.mistakes, reader.values.pop("questions", None)
    if below := text[found.end() :].strip():
        if "description" in reader.values:
            mistakes.append(reader.remark("description", "stands below the facts too"))
        reader.values["description"] = below
    consents = reader.values.pop("consents", None)
    if set(REQUIRED) <= set(reader.values):
        facts = EventFacts(**reader.values)
        mistakes += [reader.remark(fault.field, str(fault.problem)) for fault in facts.faults()]
        if facts.language not in languages:
            mistakes.append(reader.remark("language", f"is none of {', '.join(languages)}"))
    if mistakes:
        raise Mistaken(mistakes)
    twice = [
        reader.remark(name, "this hour comes twice that night; the first is meant") for name in facts.twice
    ]
    return EventFile(facts, twice, questions, consents)


def write(event: Event, counted: dict[str, Any]) -> str:
    """Return the text of an event's file; what is ``counted`` stands in it to be read, and is not loaded."""
    said = keyed(event)
    said |= counted | {"comments": said["comments"] | counted["comments"]}
    description = said.pop("description")
    front = yaml.safe_dump(
        said, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=None
    )
    return f"---\n{front}---\n{description}".rstrip() + "\n"


def keyed(event: Event) -> dict[str, Any]:
    """Return what an event's file says under its keys, those of a group together."""
    facts = EventFacts.of(event)
    plain = facts.plain(tuple(field for field, _ in event_keys.KEYS.values()))
    if last := whole_days.last(facts):
        plain["starts"], plain["ends"] = facts.starts.date().isoformat(), last.isoformat()
    plain["reminders"] = facts.reminders.splitlines()
    plain["categories"] = categories.named(facts.categories)
    said: dict[str, Any] = {}
    for key, (field, _) in event_keys.KEYS.items():
        group, _, name = key.rpartition(".")
        (said.setdefault(group, {}) if group else said)[name] = plain[field]
    return said | {
        "questions": [question_keys.written(one) for one in Question.of(event) if not one.withdrawn],
        "consents": [question_keys.written_clause(one) for one in Clause.of(event)],
    }


def _compose(front: str) -> yaml.Node | None:
    try:
        return yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line if fault.problem_mark else 0
        lines = front.splitlines()
        key = lines[line].partition(":")[0].strip(" -{}") if line < len(lines) else "---"
        says = f"is not YAML: {fault.problem} (a text with a colon or a hash stands between quotes)"
        raise Mistaken([Remark(line + 2, key or "---", says)]) from None
    except yaml.YAMLError as fault:
        raise Mistaken([Remark(1, "---", f"is not YAML: {fault}")]) from None


class _Reader:
    """Reads a front matter once: the values found, the line of each field, and the mistakes."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self.values = defaults
        self.lines: dict[str, int] = {}
        self.mistakes: list[Remark] = []

    def read(self, node: yaml.Node | None) -> None:
        if not isinstance(node, yaml.MappingNode):
            self.mistakes.append(Remark(2, "---", "the facts are written as `key: value`, one on each line"))
            return
        self._mapping(node, "")
        self._take_whole_days()
        for key in REQUIRED:
            if key not in self.values and key not in {remark.key for remark in self.mistakes}:
                self.mistakes.append(Remark(self.lines.get(key, 1), key, "is missing"))

    def _take_whole_days(self) -> None:
        """Take dates without hours for whole days, of which the last one is included."""
        starts, ends = self.values.get("starts"), self.values.get("ends")
        alone = [name for name, at in (("starts", starts), ("ends", ends)) if type(at) is date]
        if len(alone) == 1 and starts and ends:
            says = "is a date alone: the beginning and the end both have an hour, or neither has"
            self.mistakes.append(self.remark(alone[0], says))
        if starts and alone == (["starts", "ends"] if ends else ["starts"]):
            self.values["starts"], self.values["ends"] = whole_days.span(starts, ends)
        elif alone:  # said above, or the beginning is missing, which is said as well
            self.values |= {name: datetime.combine(self.values[name], time()) for name in alone}

    def remark(self, field: str, says: str) -> Remark:
        key = next((key for key, (name, _) in KEYS.items() if name == field), field)
        return Remark(self.lines.get(key, 1), key, says)

    def _mapping(self, node: yaml.MappingNode, prefix: str) -> None:
        for name, value in node.value:
            key = f"{prefix}{name.value}"
            key = FLAT.get(key, key)
            line = name.start_mark.line + 2
            if key in self.lines:
                self.mistakes.append(Remark(line, key, f"stands twice, also on line {self.lines[key]}"))
                continue
            self.lines[key] = line
            if key in GROUPS and isinstance(value, yaml.MappingNode):
                self._mapping(value, f"{key}.")
            elif key in KEYS and not is_empty(value):
                self._value(key, value, line)
            elif key not in KEYS and key not in COUNTED and not (key in GROUPS and is_empty(value)):
                unknown = (
                    "is a group: write its keys below it" if key in GROUPS else "is not a key of an event"
                )
                self.mistakes.append(Remark(line, key, unknown))

    def _value(self, key: str, node: yaml.Node, line: int) -> None:
        field, reader = KEYS[key]
        try:
            self.values[field] = reader(node)
        except Wrong as wrong:
            self.mistakes.append(Remark(line, key, str(wrong)))
