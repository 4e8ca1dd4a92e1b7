"""What is erased in a transaction, noted in the erasure journal just before the commit.

A refused erasure leaves no line. A line whose transaction was lost with its process is carried out at the next start.
"""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import current_app

import clock
import erasure_journal
from erasure_journal import ErasureJournal
from extensions import db

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Way(StrEnum):
    """Who had it erased."""

    PERSON = "person"
    DESK = "desk"
    AUTHOR = "author"
    RETENTION = "retention"


class Kind(StrEnum):
    """What was erased, and so what the hash of the line is of."""

    ADDRESS = "address"  # the mailbox: companions, former addresses, mails and followers under it
    REGISTRATION = "registration"  # its uid
    COMMENT = "comment"  # its uid; text and author
    SIGNATURE = "signature"  # the comment's uid; its author alone
    FOLLOWER = "follower"  # the mailbox
    SUBSCRIPTION = "subscription"  # its uid; it was ended
    CONSENT = "consent"  # the registration's uid and the clause's key; it was withdrawn
    EMAIL_CHANGE = "email change"  # the registration's uid and the mailbox that it left


def journal() -> ErasureJournal:
    """Return the site's erasure journal."""
    second = current_app.config["ERASURES_COPY"]
    return ErasureJournal(Path(current_app.config["INSTANCE"]), Path(second) if second else None)


def record(kind: Kind, what: str, way: Way, **counts: int) -> None:
    """Note an erasure of the current write transaction; nothing is noted while the journal is replayed."""
    if not db.session.info.get("replays"):
        line: dict[str, Any] = {"kind": kind.value, "what": what, "way": way.value, "ref": reference()}
        db.session.info.setdefault("erasures", []).append(line | ({"counts": counts} if counts else {}))


def reference() -> str:
    """Return the reference under which the journal knows what this transaction erases."""
    made = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return str(db.session.info.setdefault("erasure", f"{made[:4]}-{made[4:]}"))


def replaying() -> None:
    """Note nothing for the rest of this write transaction: it carries out what is noted already."""
    db.session.info["replays"] = True


def write_recorded() -> None:
    """Write what this transaction erases; ``db.writing()`` calls it just before the commit."""
    if lines := db.session.info.pop("erasures", []):
        journal().append(lines, clock.now())


COUNTED = {
    Kind.REGISTRATION: "registrations",
    Kind.SIGNATURE: "comments",
    Kind.COMMENT: "deleted comments",
    Kind.FOLLOWER: "subscriptions",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """One erasure: when, by which way, and how much of each; it names nobody."""

    reference: str
    at: datetime
    way: Way
    counts: dict[str, int]


def certificate(reference: str) -> Certificate | None:
    """Return what the erasure journal knows under a reference; None for one that it does not know."""
    lines = journal().lines_of(reference)
    if not lines:
        return None
    whole = next((line["counts"] for line in lines if "counts" in line), None)
    counts = whole or Counter(COUNTED[line["kind"]] for line in lines if line["kind"] in COUNTED)
    return Certificate(reference, erasure_journal.at(lines[0]), Way(lines[0]["way"]), dict(counts))


db.last_words.append(write_recorded)
