"""`make check`: the lock files have what the .in files ask, with hashes and without an address."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SETS = ("requirements", "requirements-dev", "requirements-engines")


class Locked(NamedTuple):
    requirement: Requirement
    hashed: bool
    asked: bool  # by name in the .in file, not only by another package

    @property
    def version(self) -> str:
        return next(iter(self.requirement.specifier)).version


def main() -> int:
    """Prints one line a fault; returns 1 when there is any, else 0."""
    lines = [line for name in SETS for line in faults(name)] + list(disagreements())
    if lines:
        sys.stderr.write("\n".join([*lines, "`make lock` brings the lock files up to date.\n"]))
    return 1 if lines else 0


def faults(name: str) -> Iterator[str]:
    """One line for each way in which the lock file `name` does not answer its .in file."""
    locked, wanted = read_lock(name), read_wishes(name)
    for wish in wanted:
        answers = [lock for lock in locked if _name(lock.requirement) == _name(wish)]
        if not answers:
            yield f"{name}.txt: {wish} is not locked"
        for lock in answers:
            if not wish.specifier.contains(lock.version, prereleases=True):
                yield f"{name}.txt: {wish} is asked, {lock.version} is locked"
    for lock in locked:
        if not lock.hashed:
            yield f"{name}.txt: {lock.requirement.name} has no hash"
        if lock.asked and _name(lock.requirement) not in {_name(wish) for wish in wanted}:
            yield f"{name}.txt: {lock.requirement.name} is locked, nobody asks for it any more"
    for address in re.findall(r"(?m)^.*(?:://|--(?:extra-)?index-url|--find-links).*$", _text(f"{name}.txt")):
        yield f"{name}.txt: holds an address: {address.strip()}"


def disagreements() -> Iterator[str]:
    """One line for each package that a lock file holds at another version than one before it."""
    before: set[tuple[str, str]] = set()
    for each in SETS:
        locked = {(_name(lock.requirement), lock.version) for lock in read_lock(each)}
        names = {name for name, _ in before}
        for name, version in sorted(locked - before):
            if name in names:
                yield f"{each}.txt: {name} {version} is not what another set locks"
        before |= locked


def read_wishes(name: str) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in _text(f"{name}.in").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def read_lock(name: str) -> list[Locked]:
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", _text(f"{name}.txt"))[1:]
    return [
        Locked(
            requirement=Requirement(entry.splitlines()[0].rstrip(" \\")),
            hashed="--hash=sha256:" in entry,
            asked=f"-r {name}.in" in entry,
        )
        for entry in entries
    ]


def _name(requirement: Requirement) -> str:
    return canonicalize_name(requirement.name)


def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
