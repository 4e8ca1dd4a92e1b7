"""The erasure journal: who was erased, in a file beside the database that no restore replaces.

It names nobody: a line holds when, how and what kind, and a keyed hash. Each line ends with a hash over itself and the line
before, so that one that is missing or changed shows. The keys stand in the file; more than one, where two files were joined.
"""

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import permissions

NAME = "erasures.journal"
KEY, BACKUP = "key", "backup"  # lines that are about the journal itself
Line = dict[str, Any]


class Unwritable(OSError):
    """The journal cannot be written, so nothing is erased: a restored backup would bring it back."""


class ErasureJournal:
    """The journal in a site's folder, and its second place, if the operator names one."""

    def __init__(self, folder: Path, second: Path | None = None) -> None:
        self.path = folder / NAME
        self.copy = second / NAME if second else None

    def lines(self) -> list[Line]:
        """Return all lines, oldest file first; what is no line of a journal is left out."""
        return _read(self.path)

    def lines_of(self, reference: str) -> list[Line]:
        """Return the lines of one erasure; only those that hold its reference are taken apart."""
        return [line for line in _read(self.path, reference.encode()) if line.get("ref") == reference]

    def append(self, lines: Iterable[Line], now: datetime) -> None:
        """Write lines and see them on the disk; raises Unwritable, and then none of them counts."""
        try:
            with self._locked() as number:
                known = self.lines()
                fresh = [line | {"id": secrets.token_hex(8)} for line in lines]
                if not any(line["kind"] == KEY for line in known):
                    fresh.insert(0, self._new_key(now))
                key = next(line["name"] for line in reversed([*known, *fresh]) if line["kind"] == KEY)
                secret = _keys([*known, *fresh])[key]
                for line in fresh:
                    if "what" in line:
                        line["what"], line["key"] = _hash(secret, line["kind"], line["what"]), key
                self._write(number, known, fresh, now)
        except OSError as fault:
            raise Unwritable(f"{self.path} cannot be written: {fault}") from fault
        self.copy_over()

    def _write(self, number: int, known: list[Line], fresh: list[Line], now: datetime) -> None:
        """Chain lines to those that are there, after cutting off one that a crash left half-written."""
        raw = self.path.read_bytes()
        os.ftruncate(number, raw.rfind(b"\n") + 1)
        chain = known[-1]["chain"] if known else ""
        written = b""
        for line in fresh:
            line.setdefault("at", now.isoformat())
            line["chain"] = chain = _chained(chain, line)
            written += _bytes(line)
        os.lseek(number, 0, os.SEEK_END)
        while written:
            written = written[os.write(number, written) :]
        os.fsync(number)

    def join(self, other: Path, now: datetime) -> int:
        """Add the lines of another file of the same journal that this one lacks; return how many."""
        with self._locked() as number:
            known = self.lines()
            ids = {line["id"] for line in known}
            fresh = [
                {name: value for name, value in line.items() if name != "chain"}
                for line in _read(other)
                if line["id"] not in ids
            ]
            if fresh:
                self._write(number, known, fresh, now)
        self.copy_over()
        return len(fresh)

    def prune(self, before: datetime) -> int:
        """Forget the lines from before an instant, but for keys; return how many."""
        lines = self.lines()
        old = [line for line in lines if line["kind"] != KEY and at(line) < before]
        if not old:
            return 0
        gone = {line["id"] for line in old}
        with self._locked() as number:
            left = [line for line in self.lines() if line["id"] not in gone]
            chain, text = "", b""
            for line in left:
                line.pop("chain")
                line["chain"] = chain = _chained(chain, line)
                text += _bytes(line)
            permissions.write(self.path, [text])
            os.fsync(number)
        self.copy_over()
        return len(old)

    def copy_over(self) -> None:
        """Bring the second place up to date; ``doctor`` says when that failed."""
        if self.copy is None:
            return
        try:
            permissions.write(self.copy, [self.path.read_bytes()])
        except OSError:
            return

    def is_copied(self) -> bool:
        """Say whether the second place, if there is one, holds the same."""
        if self.copy is None or not self.path.exists():
            return True
        try:
            return self.copy.read_bytes() == self.path.read_bytes()
        except OSError:
            return False

    def is_whole(self) -> bool:
        """Say whether no line is missing, changed or unreadable."""
        chain = ""
        lines = self.lines()
        for line in lines:
            if line["chain"] != _chained(chain, line):
                return False
            chain = line["chain"]
        return not self.path.exists() or len(lines) == self.path.read_bytes().count(b"\n")

    def is_writable(self) -> bool:
        """Say whether a line could be written now."""
        return os.access(self.path if self.path.exists() else self.path.parent, os.W_OK)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """Open the file for its owner only and keep other processes from writing it meanwhile."""
        while True:
            number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(number, fcntl.LOCK_EX)
            if self.path.exists() and os.fstat(number).st_ino == self.path.stat().st_ino:
                break
            os.close(number)  # it was replaced while we waited
        try:
            yield number
        finally:
            os.close(number)

    @staticmethod
    def _new_key(now: datetime) -> Line:
        secret = secrets.token_hex(32)
        name = hashlib.sha256(secret.encode()).hexdigest()[:8]
        return {
            "kind": KEY,
            "name": name,
            "secret": secret,
            "at": now.isoformat(),
            "id": secrets.token_hex(8),
        }


class Wanted:
    """What the lines of a journal ask to be erased again."""

    def __init__(self, lines: list[Line]) -> None:
        self.keys = _keys(lines)
        self.newest: dict[tuple[str, str], datetime] = {}
        for line in lines:
            if "what" in line:
                self.newest[line["kind"], line["what"]] = at(line)
        self.kinds = {kind for kind, _what in self.newest}

    def since(self, kind: str, what: str) -> datetime | None:
        """Return when this was erased last; None if it never was."""
        if kind not in self.kinds:
            return None
        hashes = (_hash(secret, kind, what) for secret in self.keys.values())
        return next((self.newest[kind, each] for each in hashes if (kind, each) in self.newest), None)


def at(line: Line) -> datetime:
    """Return when a line was written first."""
    return datetime.fromisoformat(line["at"])


def key_names(path: Path) -> set[str]:
    """Return the names of the keys in a file: two files with one in common are the same journal."""
    return set(_keys(_read(path)))


def last_backup(path: Path) -> datetime | None:
    """Return when the backup was written that a file of a journal came in; None if it tells of none."""
    marks = [at(line) for line in _read(path) if line["kind"] == BACKUP]
    return max(marks, default=None)


def _read(path: Path, holding: bytes = b"") -> list[Line]:
    found = []
    for text in path.read_bytes().split(b"\n")[:-1] if path.exists() else []:
        if holding not in text:
            continue
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict) and {"kind", "id", "at", "chain"} <= set(line):
            found.append(line)
    return found


def _keys(lines: Iterable[Line]) -> dict[str, str]:
    return {line["name"]: line["secret"] for line in lines if line["kind"] == KEY}


def _hash(secret: str, kind: str, what: str) -> str:
    return hmac.digest(secret.encode(), f"{kind}:{what}".encode(), hashlib.sha256).hex()


def _chained(chain: str, line: Line) -> str:
    plain = {name: value for name, value in line.items() if name != "chain"}
    return hashlib.sha256(f"{chain}{json.dumps(plain, sort_keys=True)}".encode()).hexdigest()


def _bytes(line: Line) -> bytes:
    return json.dumps(line, sort_keys=True).encode() + b"\n"
