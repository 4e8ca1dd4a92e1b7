"""A table of transitions: which verb leads from which state to which, for every noun that has states."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Source = TypeVar("Source")
Verb = TypeVar("Verb")
Target = TypeVar("Target")
Row = TypeVar("Row", bound="Transition[Any, Any, Any]")


class IllegalTransition(Exception):
    """A verb that the present state does not allow, or not to the actor who tries."""


@dataclass(frozen=True, slots=True)
class Transition(Generic[Source, Verb, Target]):
    """One row of a table: the verb that leads from one state to another."""

    source: Source
    verb: Verb
    target: Target


class Transitions(Generic[Row]):
    """The one table of a noun; iterating gives its rows in their order."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self._table = {(row.source, row.verb): row for row in rows}
        if len(self._table) != len(rows):
            raise ValueError("two rows say where one verb leads from one state")

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def get(self, source: object, verb: object) -> Row | None:
        """Return the row of a verb in a state, or None."""
        return self._table.get((source, verb))

    def step(self, source: object, verb: object) -> Row:
        """Return the row of a verb in a state; raise IllegalTransition when there is none."""
        row = self.get(source, verb)
        if row is None:
            raise IllegalTransition(f"{verb} from {source}")
        return row
