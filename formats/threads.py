"""What a discussion looks like in every format that we read or write: pages, each with its comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import clock

SLICE = 500  # comments that are held in memory at once
# What a page may say of the event that it is about, by the names of EventFacts.
TOLD = (
    "starts",
    "ends",
    "timezone",
    "language",
    "subtitle",
    "host",
    "venue_state",
    "city",
    "venue_name",
    "address",
)


class Unreadable(Exception):
    """A file that is refused whole; ``line`` is where it breaks, when the format tells."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class ForeignComment:
    """A comment from another system.

    ``key`` and ``parent`` are that system's ids; ``html`` is not cleaned yet.
    """

    key: str
    parent: str
    name: str
    email: str
    website: str
    address: str
    at: datetime
    html: str
    state: str = "approved"  # approved, pending, spam, bin
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page (post, thread) from another system, with its comments in the order of the file.

    ``left_out`` counts pingbacks and the like.

    ``facts`` are those of TOLD that it says, as texts.
    """

    key: str
    kind: str
    title: str
    slug: str
    link: str
    html: str
    status: str
    at: datetime
    open: bool
    comments: list[ForeignComment] = field(default_factory=list)
    left_out: int = 0
    site: str = ""  # whose numbers the keys are, where the format says
    facts: Mapping[str, str] = field(default_factory=dict)


def utc(text: str) -> datetime:
    """Parse ``2005-02-24 04:03:37`` or ``2012-12-12T12:12:12Z`` as an instant.

    Raises ValueError for anything else.
    """
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is not a date") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else clock.utc(at)
