"""What the filter has learned from the team's decisions: one row, read again when it changed."""

from array import array
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from spam.opinion import Opinion
from spam.saying import Saying
from spam.weights import Weights

ENOUGH = 50  # comments of each kind before anything is filed by itself


class Learned(Model):
    """What the filter has learned: sorted keys and their weights, as bytes.

    It also stores from how many comments, and after which decision (``mark``).
    """

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

    @classmethod
    def opinion(cls, said: Saying) -> Opinion:
        """Return what the filter thinks of a saying, by what it has learned so far."""
        weights, is_enough = cls._present()
        return Opinion.of(said, weights, is_sure=is_enough)

    @classmethod
    def _present(cls) -> tuple[Weights, bool]:
        """Return what was learned, read again when it changed; what is known before learning when nothing was."""
        mark = db.session.scalar(sa.select(cls.mark))
        kept: tuple[str | None, Weights, bool] | None = current_app.extensions.get("spam filter")
        if kept is None or kept[0] != mark:
            row = db.session.get(cls, 1) if mark is not None else None
            known = (row.weights, row.is_enough) if row else (Weights.first(), False)
            kept = current_app.extensions["spam filter"] = mark, *known
        return kept[1], kept[2]
