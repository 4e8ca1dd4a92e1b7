"""What the erasure journal knows under a reference, for who was erased and for who erased them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import erasure_journal
from models.erasure.record import Kind, Way, journal

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
    lines = [line for line in journal().lines() if line.get("ref") == reference]
    if not lines:
        return None
    whole = next((line["counts"] for line in lines if "counts" in line), None)
    counts = whole or Counter(COUNTED[line["kind"]] for line in lines if line["kind"] in COUNTED)
    return Certificate(reference, erasure_journal.at(lines[0]), Way(lines[0]["way"]), dict(counts))
