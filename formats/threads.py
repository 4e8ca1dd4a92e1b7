"""What a discussion looks like in every format that we read or write: pages, each with its comments."""

import re
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
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # when a page was written that does not say it
LAST_YEAR = 2200
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


class Unreadable(Exception):
    """A file that is refused whole; ``line`` is where it breaks, when the format tells."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class ForeignComment:
    """A comment from another system.

    ``key`` and ``parent`` are that system's ids; ``html`` is not cleaned yet. ``at`` is None when ``dated``, what the file
    says, is no date.
    """

    key: str
    parent: str
    name: str
    email: str
    website: str
    address: str
    at: datetime | None
    html: str
    state: str = "approved"  # approved, pending, spam, bin
    deleted: bool = False
    dated: str = ""


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page (post, thread) from another system, with its comments in the order of the file.

    ``left_out`` counts pingbacks and the like by their kinds; ``facts`` are what it says of its event, as texts by the
    names of EventFacts; ``notes`` say what is not taken as it stands there.
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
    left_out: Mapping[str, int] = field(default_factory=dict)
    site: str = ""  # whose numbers the keys are, where the format says
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that no event is made of: its kind (« item of type product ») and name, and its comments.

    ``count`` is 0 for further comments of what was told already.
    """

    kind: str
    name: str = ""
    comments: int = 0
    count: int = 1


def instant(said: object) -> datetime | None:
    """Read ``2005-02-24 04:03:37``, ``2012-12-12T12:12:12Z`` or a count of seconds.

    Returns None for what is no date.
    """
    try:
        if isinstance(said, int | float) and not isinstance(said, bool):
            return _likely(datetime.fromtimestamp(said, UTC))
        at = datetime.fromisoformat(str(said).strip())
        return _likely(at.replace(tzinfo=UTC) if at.tzinfo is None else clock.utc(at))
    except (ValueError, OverflowError, OSError):
        return None


def _likely(at: datetime) -> datetime | None:
    """Return an instant at which a page may have been written, else None: year 1 stands for no date."""
    return at if at > BEGINNING and at.year < LAST_YEAR else None
