"""The moderation queue: which comments a moderator looks at, in which order, and their authors' past."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import contains_eager, joinedload

import clock
import email_address
from extensions import db
from folding import folded
from models.comment.comment import Comment
from models.comment.states import CommentState
from models.event import Event

PAGE = 50
ALL = "all"  # instead of a state


@dataclass(frozen=True, slots=True)
class Queue:
    """The comments in one state (None: in any), newest first, and what narrows it.

    ``event`` is a slug, ``author`` a whole address or words of a name, ``first`` and ``last`` are days where the site is.
    """

    state: CommentState | None = CommentState.PENDING
    search: str = ""
    event: str = ""
    author: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """What leads to this queue in an address; None where nothing is asked."""
        return {
            "status": (self.state or ALL),
            "q": self.search or None,
            "event": self.event or None,
            "author": self.author or None,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether more than a state was asked for."""
        return any(value for name, value in self.arguments.items() if name != "status")

    def page(self, before: int = 0, also: int = 0) -> list[Comment]:
        """Return up to 51 comments older than the one with the id ``before``.

        The 51st only shows that there are more.

        ``also`` is a comment that is shown though it has left the queue: it was just decided on, and stays until the
        page is left.
        """
        found = self._all()
        if also:
            found = self.everything().where(sa.or_(self._belongs(), Comment.id == also))
        if before:
            place = sa.select(Comment.created_at, Comment.id).where(Comment.id == before)
            found = found.where(sa.tuple_(Comment.created_at, Comment.id) < place.scalar_subquery())
        return list(db.session.scalars(found.limit(PAGE + 1)))

    def newcomers(self, since: int) -> list[Comment]:
        """Return the comments that came after the one with the id ``since``, up to 51."""
        return list(db.session.scalars(self._all().where(Comment.id > since).limit(PAGE + 1)))

    def ids(self) -> sa.Select[Any]:
        """Select the ids of all its comments."""
        return sa.select(Comment.id).join(Comment.event).where(~Comment.erased, self._belongs())

    def _all(self) -> sa.Select[Comment]:
        return self.everything().where(self._belongs())

    @staticmethod
    def everything() -> sa.Select[Comment]:
        """Select all comments, newest first, with what a row shows of them."""
        shown = contains_eager(Comment.event), joinedload(Comment.origin), joinedload(Comment.user)
        found = sa.select(Comment).join(Comment.event).options(*shown).where(~Comment.erased)
        return found.order_by(Comment.created_at.desc(), Comment.id.desc())

    def _belongs(self) -> sa.ColumnElement[bool]:
        rules = [Comment.state == self.state] if self.state else []
        zone = current_app.config["TIMEZONE"]
        if self.event:
            rules.append(Event.slug == self.event)
        if self.search:
            has_words = [
                Comment.folded.contains(word, autoescape=True) for word in folded(self.search).split()
            ]
            rules.append(sa.or_(sa.and_(*has_words), Comment.email_key == email_address.key(self.search)))
        if "@" in self.author:
            rules.append(Comment.email_key == email_address.key(self.author))
        elif self.author:
            rules += [_signed_with(word) for word in folded(self.author).split()]
        if self.first:
            rules.append(Comment.created_at >= clock.midnight(self.first, zone))
        if self.last:
            rules.append(Comment.created_at < clock.midnight(self.last + timedelta(days=1), zone))
        return sa.and_(True, *rules)

    @staticmethod
    def newest() -> int:
        """Return the id of the newest comment: who has seen it has seen all that came before."""
        return db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0

    @staticmethod
    def discussed() -> list[Event]:
        """Return the events under which somebody wrote, latest first."""
        written = sa.select(Comment.id).where(Comment.event_id == Event.id, ~Comment.erased).exists()
        return list(
            db.session.scalars(sa.select(Event).where(written).order_by(Event.starts_at.desc(), Event.id))
        )

    @staticmethod
    def counts() -> dict[CommentState, int]:
        """Return how many comments are in each state now, whatever the session's transaction read before."""
        counted = sa.select(Comment.state, sa.func.count()).where(~Comment.erased).group_by(Comment.state)
        with db.engine.connect() as connection:
            found = connection.execute(counted).all()
        return dict.fromkeys(CommentState, 0) | {row[0]: row[1] for row in found}


def _signed_with(word: str) -> sa.ColumnElement[bool]:
    """Whether a word stands in the first line of what is searched, which says who wrote (folding.py)."""
    escaped = word.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return Comment.folded.like(f"%{escaped}%\n%", escape="/")


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
