"""Events and their comments as JSON lines, one object on each line.

An event comes before its comments, and a comment before its replies.

Registrations go along when they are asked for, with companions, answers and consents.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from formats.threads import Unreadable
from models import exports
from models.comment import Comment
from models.event import Event
from models.registration import Registration

HEAD = {"type": "parvis", "version": 1}
KINDS = {"event", "comment", "registration"}


def write(slices: Iterable[list[dict[str, Any]]]) -> Iterator[str]:
    """Yield the lines of a site whose rows come in slices (models/exports/)."""
    yield _line(HEAD)
    for rows in slices:
        yield "".join(map(_line, rows))


def read(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each event and comment with its line number.

    Raises Unreadable, with the line number, for anything else.
    """
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line) if line.strip() else None
        except ValueError as fault:
            raise Unreadable(f"not JSON: {fault}", number) from None
        if number == 1 and said != HEAD:
            raise Unreadable("this is no export of Parvis of version 1", 1)
        if said is None or number == 1:
            continue
        if not isinstance(said, dict) or said.get("type") not in KINDS:
            raise Unreadable("neither an event nor a comment nor a registration", number)
        yield number, said
    if not number:
        raise Unreadable("the file is empty", 1)


def survey(lines: Iterable[bytes], slugs: set[str], uids: set[str]) -> dict[str, int]:
    """Read a file through, before anything of it is written; return how much there is of each kind.

    ``slugs`` of events and ``uids`` of comments are known already; what the file brings is added to them. Raises
    Unreadable with the line where something does not fit.
    """
    counts = dict.fromkeys(sorted(KINDS), 0)
    for number, said in read(lines):
        try:
            _check(said, slugs, uids)
        except (exports.RowRefused, KeyError, TypeError, AttributeError) as fault:
            missing = isinstance(fault, KeyError)
            raise Unreadable(f"{fault.args[0]} is missing" if missing else str(fault), number) from None
        counts[said["type"]] += 1
    return counts


def _check(said: dict[str, Any], slugs: set[str], uids: set[str]) -> None:
    if said["type"] == "event":
        values = exports.typed(Event, said)
        exports.hours(values)
        slugs.add(values["slug"])
        exports.check_asked(said)
    elif said["type"] == "comment":
        if said["event"] not in slugs:
            raise exports.RowRefused(f"there is no event {said['event']!r}")
        if said.get("parent") and said["parent"] not in uids:
            raise exports.RowRefused("what it answers stands nowhere before it")
        uids.add(exports.typed(Comment, said)["uid"])
    else:
        if said["event"] not in slugs:
            raise exports.RowRefused(f"there is no event {said['event']!r}")
        exports.typed(Registration, said)


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"
