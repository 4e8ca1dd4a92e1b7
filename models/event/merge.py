"""Merging two organisers' edits: what each changed since the form was opened, and what both did."""

import dataclasses
import zlib
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, cast

WIDTH = 8  # characters of a fingerprint for each field


class Mergeable:
    """What a form holds, as a dataclass; by a fingerprint the form remembers what its reader saw."""

    __slots__ = ()

    def values(self) -> dict[str, Any]:
        """Return the fields, each as a value whose ``repr`` stays the same."""
        return {one.name: getattr(self, one.name) for one in dataclasses.fields(cast(Any, self))}

    @property
    def fingerprint(self) -> str:
        """A few characters for each field."""
        return "".join(f"{zlib.crc32(repr(value).encode()):0{WIDTH}x}" for value in self.values().values())

    def unseen(self, fingerprint: str) -> tuple[str, ...]:
        """Return the names of the fields that differ from those of a fingerprint (all, when it is none)."""
        mine = self.fingerprint
        pieces = [(name, slice(WIDTH * at, WIDTH * at + WIDTH)) for at, name in enumerate(self.values())]
        return tuple(name for name, piece in pieces if mine[piece] != fingerprint[piece])

    def differing(self, other: Self) -> tuple[str, ...]:
        """Return the names of the fields that differ from those of other facts."""
        theirs = other.values()
        return tuple(name for name, value in self.values().items() if value != theirs[name])


Kind = TypeVar("Kind", bound=Mergeable)


@dataclass(frozen=True, slots=True)
class Merge(Generic[Kind]):
    """``facts`` hold what the one typed and, in the fields ``taken``, what only the other changed.

    In the fields ``conflicts`` both changed something: ``facts`` keep what was typed, and the form shows the other beside it.
    """

    facts: Kind
    taken: tuple[str, ...]
    conflicts: tuple[str, ...]


def merge(mine: Kind, present: Kind, seen: str) -> Merge[Kind]:
    """Merge what somebody typed with what was saved in the meantime.

    ``seen`` is the fingerprint that their form carried.
    """
    touched, theirs = set(mine.unseen(seen)), present.unseen(seen)
    taken = tuple(name for name in theirs if name not in touched)
    conflicts = tuple(name for name in mine.differing(present) if name in touched and name in theirs)
    changed = {name: getattr(present, name) for name in taken}
    joined = dataclasses.replace(mine, **changed)  # type: ignore[type-var]
    return Merge(joined, taken, conflicts)
