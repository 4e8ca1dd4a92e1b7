"""Which comments nobody may read any more: asked for when too many changed at once to say where each belongs."""

from collections.abc import Iterable

import sqlalchemy as sa

from extensions import db
from models.comment.place import below
from models.comment.record import Comment


def hidden(changed: Iterable[int]) -> list[int]:
    """Return the ids of comments, among some and what answers them, that are gone or that nobody may read."""
    ids = dict.fromkeys(changed)
    ids |= dict.fromkeys(db.session.scalars(below(*ids)))
    shown = set(db.session.scalars(sa.select(Comment.id).where(Comment.id.in_(ids), Comment.visible)))
    return [number for number in ids if number not in shown]
