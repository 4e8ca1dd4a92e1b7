"""Whether a new comment is accepted at all, decided by a few queries before its text is processed."""

import math
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask import current_app

import clock
import visible_text
from extensions import db
from models.comment.origin import CommentOrigin, Source
from models.comment.record import CommentRecord
from models.event import EventStatus

MINUTE = timedelta(minutes=1)
LOOKED_AT = 20  # newest comments of an author, whose texts are compared as they read


class CommentRefusal(StrEnum):
    """Why a comment is not taken."""

    CLOSED = "closed"
    DRAFT = "draft"
    NO_PARENT = "no parent"
    DUPLICATE = "duplicate"
    TOO_SOON = "too soon"
    TOO_MANY = "too many"
    TOO_LATE = "too late"
    RULE = "rule"
    EMPTY = "empty"


class CommentRefused(Exception):
    """A comment that cannot be taken; after ``seconds`` (if not 0) the same one could be."""

    def __init__(self, reason: CommentRefusal, seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.seconds = reason, seconds


class Admitting(CommentRecord):
    """The questions that a new comment must pass before anything is done with its text."""

    __abstract__ = True

    def admit(self, source: Source) -> None:
        """Raise CommentRefused if a new comment is not accepted.

        Its event, author, parent and typed text must be set.

        It asks for little and needs no rendering, so it comes before any work on the text, and once more with it.
        """
        self._refuse_if_closed()
        if not self.user_id and not self.user:
            same, last, first = self._written_before(source.address)
            self._refuse_twice(same=same)
            self._refuse_haste(last, first)

    def same_author(self) -> sa.ColumnElement[bool]:
        """Match comments by the same author: by email address or, for a speaker under a link, by name.

        A speaker has no email address here.
        """
        if self.key:
            return type(self).email_key == self.key
        guest = type(self).guest.is_(None) if self.guest is None else type(self).guest.is_not(None)
        return sa.and_(type(self).email_key == "", type(self).name == self.name, guest)

    def _refuse_if_closed(self) -> None:
        if self.event.status is EventStatus.DRAFT:
            raise CommentRefused(CommentRefusal.DRAFT)
        if not self.event.accepts_comments:
            raise CommentRefused(CommentRefusal.CLOSED)
        if self.parent is not None:
            db.session.refresh(self.parent)
            if not self.parent.takes_replies:
                raise CommentRefused(CommentRefusal.NO_PARENT)

    def _refuse_twice(self, *, same: bool) -> None:
        """Refuse the same text of the same person under the same event, also with an invisible difference."""
        newest = sa.select(type(self).body).where(type(self).event_id == self.event.id, self.same_author())
        bodies = db.session.scalars(newest.order_by(type(self).id.desc()).limit(LOOKED_AT))
        mine = visible_text.as_read(self.body).casefold()
        if same or any(visible_text.as_read(body).casefold() == mine for body in bodies):
            raise CommentRefused(CommentRefusal.DUPLICATE)

    def _refuse_haste(self, last: datetime | None, first: datetime | None) -> None:
        """Refuse a person's second comment within the pause, and too many a minute from one network address.

        ``last`` is when this person last wrote, ``first`` when the comment came that makes it too many. Who gives no address is
        not told apart from others who give none: for them only the network's limit holds.
        """
        now, pause = clock.now(), timedelta(seconds=current_app.config["COMMENT_PAUSE"])
        if last and now < last + pause:
            raise CommentRefused(CommentRefusal.TOO_SOON, _seconds(last + pause - now))
        if first:
            raise CommentRefused(CommentRefusal.TOO_MANY, _seconds(first + MINUTE - now))

    def _written_before(self, address: str) -> tuple[bool, datetime | None, datetime | None]:
        """Return whether the author wrote the same here, when they last wrote, and since when it is too many."""
        mine, most = type(self), current_app.config["COMMENTS_PER_MINUTE"]
        theirs = sa.select(sa.func.max(mine.created_at)).where(self.same_author()).scalar_subquery()
        recent = sa.select(CommentOrigin.at).where(
            CommentOrigin.address == address, CommentOrigin.at > clock.now() - MINUTE
        )
        told_apart = self.key or self.guest is not None
        asked = sa.select(
            sa.exists().where(mine.event_id == self.event.id, mine.body == self.body, self.same_author()),
            theirs if told_apart else sa.null(),
            recent.order_by(CommentOrigin.at.desc()).offset(most - 1).limit(1).scalar_subquery(),
        )
        same, last, first = db.session.execute(asked).one()
        return same, last, first


def _seconds(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))
