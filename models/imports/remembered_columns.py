"""What an organiser has said of the columns of a list, for the next one with the same headings."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db


class RememberedColumns(Model):
    """What each column of a row of headings holds, by its place; of the headings only a hash is kept."""

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    meanings: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def of(cls, headings: Sequence[str]) -> Mapping[str, str]:
        """Return what is remembered of a row of headings; nothing for one that nobody was asked about."""
        known = db.session.get(cls, cls.key_of(headings))
        return known.meanings if known else {}

    @classmethod
    def keep(cls, headings: Sequence[str], meanings: Mapping[str, str]) -> None:
        """Remember what the columns hold, in the current write transaction."""
        db.session.merge(cls(key=cls.key_of(headings), meanings=dict(meanings), at=clock.now()))

    @staticmethod
    def key_of(headings: Sequence[str]) -> str:
        """Return the key of a row of headings."""
        return hashlib.sha256("\n".join(headings).encode()).hexdigest()
