"""The author of a comment, as moderators know them: by the address that they give."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from extensions import db
from models.comment.comment import Comment
from models.comment.states import CommentState


@dataclass(slots=True)
class Past:
    """What came from one address so far: how many comments in each state, and when the first."""

    counts: dict[CommentState, int] = field(default_factory=dict)
    first: datetime | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is only one comment."""
        return sum(self.counts.values()) == 1

    @classmethod
    def of(cls, comments: Iterable[Comment]) -> dict[str, "Past"]:
        """Return the past of the authors of some comments by the key of their address, read in one query."""
        keys = {comment.email_key for comment in comments if comment.email_key and not comment.user_id}
        if not keys:
            return {}
        counted = sa.select(
            Comment.email_key, Comment.state, sa.func.count(), sa.func.min(Comment.created_at)
        )
        counted = counted.where(Comment.email_key.in_(keys)).group_by(Comment.email_key, Comment.state)
        found = {key: cls() for key in keys}
        for key, state, count, first in db.session.execute(counted):
            past = found[key]
            past.counts[state] = count
            past.first = min(first, past.first or first)
        return found
