"""Which comments nobody may read any more: asked for when too many changed at once to say where each belongs."""

from collections.abc import Iterable

import sqlalchemy as sa

from extensions import db
from models.comment.record import Comment


def hidden(changed: Iterable[int]) -> list[int]:
    """Return the ids, among some, of comments that are gone or that nobody may read, in one query."""
    ids = list(changed)
    shown = set(db.session.scalars(sa.select(Comment.id).where(Comment.id.in_(ids), Comment.visible)))
    return [number for number in ids if number not in shown]
