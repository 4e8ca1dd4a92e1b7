"""Two organisers edit one event at once: what each changed since the one opened the form, and what both did."""

import dataclasses
from dataclasses import dataclass

from models.event.facts import EventFacts


@dataclass(frozen=True, slots=True)
class Merge:
    """``facts`` hold what the one typed and, in the fields ``taken``, what only the other changed.

    In the fields ``torn`` both changed something: ``facts`` keep what was typed, and the form shows the other beside it.
    """

    facts: EventFacts
    taken: tuple[str, ...]
    torn: tuple[str, ...]


def merge(mine: EventFacts, present: EventFacts, seen: str) -> Merge:
    """Join what somebody typed with what was saved since; ``seen`` is the fingerprint that their form carried."""
    touched, theirs = set(mine.unseen(seen)), present.unseen(seen)
    taken = tuple(name for name in theirs if name not in touched)
    torn = tuple(name for name in mine.differing(present) if name in touched and name in theirs)
    joined = dataclasses.replace(mine, **{name: getattr(present, name) for name in taken})
    return Merge(joined, taken, torn)
