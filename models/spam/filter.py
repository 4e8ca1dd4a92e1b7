"""The filter: how probably a comment is spam, and why, as the team's decisions have taught it.

What it learned stands in one row, which each process reads when it changed. It never deletes: from ``HOLD_FROM`` on a
comment waits, from ``FILE_FROM`` on it is filed as spam where the site allows that and enough was learned.
"""

from array import array
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models.spam.features import Features
from models.spam.saying import Saying
from models.spam.weights import Weights

HOLD_FROM, FILE_FROM = 0.6, 0.85
ENOUGH = 50  # comments of each kind before anything is filed by itself
WORTH_TELLING = 0.3
TOLD = 3  # words that tell why
SIGNS = {
    "link": "#links",
    "links": "#links",
    "short with a link": "#links",
    "capitals": "#capitals",
    "price": "#price",
}


class Learned(Model):
    """What was learned: sorted keys and their weights as bytes, from how many comments, after which decision (``mark``)."""

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    mark: Mapped[str] = mapped_column(sa.String(80))
    spam: Mapped[int]
    rest: Mapped[int]
    bias: Mapped[float]
    keys: Mapped[bytes]
    values: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def weights(self) -> Weights:
        """The weights, as they are used."""
        keys, values = array("I"), array("f")
        keys.frombytes(self.keys)
        values.frombytes(self.values)
        return Weights(keys, values, self.bias)

    @property
    def is_enough(self) -> bool:
        """Whether enough was learned of both kinds to file comments by it."""
        return min(self.spam, self.rest) >= ENOUGH

    @classmethod
    def keep(cls, weights: Weights, mark: str, spam: int, rest: int) -> None:
        """Replace what was learned, in the current write transaction."""
        facts = {"keys": weights.keys.tobytes(), "values": weights.values.tobytes(), "bias": weights.bias}
        db.session.merge(cls(id=1, mark=mark, spam=spam, rest=rest, at=clock.now(), **facts))


@dataclass(frozen=True, slots=True)
class Opinion:
    """How probably a comment is spam, what in it says so, and whether enough was learned to act on it."""

    risk: float
    telling: tuple[str, ...]
    is_sure: bool

    @property
    def holds(self) -> bool:
        """Whether the comment should wait for a moderator."""
        return self.risk >= HOLD_FROM

    @property
    def files(self) -> bool:
        """Whether the comment could be filed as spam."""
        return self.is_sure and self.risk >= FILE_FROM

    @property
    def reason(self) -> str:
        """The opinion as a reason for holding: ``filter:87:casino|#links``; where the risk is small, nothing needs a reason."""
        told = "|".join(self.telling) if self.risk >= WORTH_TELLING else ""
        return f"filter:{round(100 * self.risk)}:{told}"


def opinion(said: Saying) -> Opinion:
    """Return what the filter thinks of a comment."""
    weights, is_sure = _present()
    features = Features(said)
    return Opinion(weights.risk(features), _telling(weights, features), is_sure)


def _present() -> tuple[Weights, bool]:
    """Return what was learned, read again when it changed; what is known before learning when nothing was."""
    mark = db.session.scalar(sa.select(Learned.mark))
    kept: tuple[str | None, Weights, bool] | None = current_app.extensions.get("spam filter")
    if kept is None or kept[0] != mark:
        row = db.session.get(Learned, 1) if mark is not None else None
        known = (row.weights, row.is_enough) if row else (Weights.first(), False)
        kept = current_app.extensions["spam filter"] = mark, *known
    return kept[1], kept[2]


def _telling(weights: Weights, features: Features) -> tuple[str, ...]:
    """Return the words that speak most for spam; ``#links`` and the like stand for what is no word."""
    told: list[str] = []
    for name in weights.telling(features, 4 * TOLD):
        kind, _space, words = name.partition(" ")
        said = (
            features.found.get(name)
            or SIGNS.get(name)
            or (words.strip("^$ ") if kind in {"word", "pair", "host"} else "")
        )
        if said and not any(said in other for other in told):
            told.append(said[:60].replace("|", " "))
    return tuple(told[:TOLD])
