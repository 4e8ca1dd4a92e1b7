"""Merging two organisers' edits: what each changed since the form was opened, and what both did."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar


class Facts(Protocol):
    """What a form holds, as a dataclass whose fields a fingerprint can be compared with."""

    def unseen(self, fingerprint: str) -> tuple[str, ...]:
        """Return the names of the fields that differ from those of a fingerprint."""

    def differing(self, other: Any) -> tuple[str, ...]:
        """Return the names of the fields that differ from those of other facts of the kind."""


Kind = TypeVar("Kind", bound=Facts)


@dataclass(frozen=True, slots=True)
class Merge(Generic[Kind]):
    """``facts`` hold what the one typed and, in the fields ``taken``, what only the other changed.

    In the fields ``torn`` both changed something: ``facts`` keep what was typed, and the form shows the other beside it.
    """

    facts: Kind
    taken: tuple[str, ...]
    torn: tuple[str, ...]


def merge(mine: Kind, present: Kind, seen: str) -> Merge[Kind]:
    """Merge what somebody typed with what was saved in the meantime.

    ``seen`` is the fingerprint that their form carried.
    """
    touched, theirs = set(mine.unseen(seen)), present.unseen(seen)
    taken = tuple(name for name in theirs if name not in touched)
    torn = tuple(name for name in mine.differing(present) if name in touched and name in theirs)
    changed = {name: getattr(present, name) for name in taken}
    joined = dataclasses.replace(mine, **changed)  # type: ignore[type-var]
    return Merge(joined, taken, torn)
