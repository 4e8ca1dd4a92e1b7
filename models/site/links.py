"""Every kind of stored link that the site's key makes, so that the key can be changed.

A link goes on under the key that made it. ``renew`` makes links of the present key out of those of all others, which end.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from extensions import db
from models import token
from models.comment import Comment
from models.registration import Registration
from models.subscription import Follower, Subscription

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """The links of one column: where their hashes stand, and what they are for."""

    purpose: str
    model: Any
    column: str = "token_hash"

    def made(self, row: Any, secret: str | None = None) -> str:
        """Return the hash of a row's link made with a key, else with the present one."""
        generation = getattr(row, "token_generation", 1)
        return token.hashed(token.derive(self.purpose, row.uid, generation, secret=secret))

    def rows(self, after: int) -> list[Any]:
        """Return some rows with a link, in the order of their ids."""
        stored = getattr(self.model, self.column)
        having = sa.select(self.model.id, self.model.uid, stored.label("stored"), *self._generation())
        having = having.where(self.model.id > after, stored.is_not(None), ~stored.startswith("erased:"))
        return list(db.session.execute(having.order_by(self.model.id).limit(AT_ONCE)))

    def renew(self, rows: list[Any]) -> int:
        """Make the links of some rows anew where another key made them, in the current write transaction.

        Returns how many.
        """
        made = [{"id": row.id, self.column: self.made(row)} for row in rows]
        due = [each for each, row in zip(made, rows, strict=True) if each[self.column] != row.stored]
        if due:
            db.session.execute(sa.update(self.model), due)
        return len(due)

    def _generation(self) -> tuple[Any, ...]:
        return (self.model.token_generation,) if self.model is Registration else ()


KINDS = (
    Kind("registration", Registration),
    Kind("address", Registration, "address_hash"),
    Kind("comment", Comment),
    Kind("follower", Follower),
    Kind("subscription", Subscription),
)


def of_former_keys() -> dict[str, int]:
    """Return how many links of each purpose were made with another key than the present."""
    counts = dict.fromkeys((kind.purpose for kind in KINDS), 0)
    for kind in KINDS:
        last = 0
        while rows := kind.rows(last):
            counts[kind.purpose] += sum(kind.made(row) != row.stored for row in rows)
            last = rows[-1].id
    return counts
