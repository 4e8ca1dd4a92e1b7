"""What is declared of a field of an event: its words, its kind, its places (models/event/fields.py).

The words are English texts of the catalogue (models/labels.py).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from models.labels import N_, Labelled


class Kind(Enum):
    """What a field holds: how it is typed into the form and written in a file."""

    TEXT = "text"
    LONG_TEXT = "text in Markdown"
    WORDS = "a few lines in Markdown"
    HOUR = "local date and time"
    NUMBER = "whole number"
    TRUTH = "true or false"
    CHOICE = "one of the words"
    LANGUAGE = "language"
    DOMAINS = "domains"
    REMINDERS = "list of moments"
    CATEGORIES = "list of words"
    LINK = "address on the web"
    SPEAKERS = "list of speakers"


class Group(Enum):
    """The parts of the form, in its order; the value is the part's heading."""

    WHAT = N_("What")
    WHEN = N_("When")
    WHERE = N_("Where")
    SPEAKERS = N_("Who speaks")
    REGISTRATION = N_("Registration")
    WAITING_LIST = N_("Waiting list")
    REGISTRANTS = N_("For people who come")
    REMINDERS = N_("Reminders")
    COMMENTS = N_("Comments")
    STATUS = N_("Status")


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Somebody who speaks."""

    name: str
    function: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an event, as models/event/fields.py declares it.

    ``label`` stands in the form, ``said`` (when it is another) in the history; ``about`` says in docs/event-file.md what
    the field is. ``key`` is its name in a file, after that of its group. ``missing`` is what the form says when a
    required field is empty, ``schema`` the property of schema.org that repeats it. A text ``on_page`` stands on the event’s public page. What is ``personal`` is about a
    person, and is not written out in the history; what is not ``exported`` stays at home.
    """

    name: str = ""
    group: Group
    kind: Kind
    label: str
    about: str
    said: str = ""
    hint: str = ""
    key: str = ""
    missing: str = ""
    schema: str = ""
    choices: type[Labelled] | None = None
    default: Any = None
    required: bool = False
    on_page: bool = False
    personal: bool = False
    exported: bool = True

    @property
    def words(self) -> str:
        """The field's name in the history."""
        return self.said or self.label


def required(group: Group, kind: Kind, label: str, about: str, **more: Any) -> Mapping[str, Field]:
    """Return what is declared of a field that has no default, for its dataclass to keep."""
    return {"declared": Field(group=group, kind=kind, label=label, about=about, **more)}


def told(default: Any, group: Group, kind: Kind, label: str, about: str, **more: Any) -> Any:
    """Return a field of a dataclass with its default and what is declared of it."""
    return dataclasses.field(default=default, metadata=required(group, kind, label, about, **more))


def declared(facts: type[Any]) -> dict[str, Field]:
    """Return what a dataclass declares of its fields, by their names, in its order."""
    found = {}
    for one in dataclasses.fields(facts):
        said: Field = one.metadata["declared"]
        must = one.default is dataclasses.MISSING
        found[one.name] = dataclasses.replace(
            said,
            name=one.name,
            key=said.key or one.name,
            default=None if must else one.default,
            required=must,
        )
    return found
