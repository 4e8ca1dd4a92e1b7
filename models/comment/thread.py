"""Discussions as the public can read them, page by page, and where each comment appears.

Pages count what begins a thread; replies stay on the page of what they answer. A reply deeper than the last level is shown
in it, and says whom it answers. An erased comment is shown, as a placeholder, as long as something below it is.
"""

from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import aliased, joinedload

from extensions import db
from models.comment.comment import Comment
from models.event import Event

PAGE = 50  # threads

_reply = aliased(Comment)
SHOWN = Comment.visible & (
    ~Comment.erased | sa.exists().where(_reply.parent_id == Comment.id, _reply.visible)
)


@dataclass(slots=True)
class Node:
    """A comment with the replies below it, oldest first."""

    comment: Comment
    replies: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Discussion:
    """One page of an event's discussion. ``count`` is of everything that can be read, on all its pages."""

    threads: list[Node]
    count: int
    page: int
    pages: int

    @classmethod
    def of(cls, event: Event, page: int = 1) -> "Discussion":
        """Return a page of the public discussion, oldest first.

        A number beyond the last page means the last page.
        """
        pages = cls.count_pages(event)
        page = min(max(page, 1), pages)
        first = (
            beginnings(event).order_by(Comment.created_at, Comment.id).offset((page - 1) * PAGE).limit(PAGE)
        )
        begun = list(db.session.scalars(first.options(joinedload(Comment.user), joinedload(Comment.parent))))
        return cls(nested(begun), cls.count_of(event), page, pages)

    @classmethod
    def outline(cls, event: Event) -> "Discussion":
        """Return how much there is to read of an event's discussion, without its texts."""
        pages = cls.count_pages(event)
        return cls([], cls.count_of(event), pages, pages)

    @staticmethod
    def count_of(event: Event) -> int:
        """Return how many comments of an event can be read."""
        seen = sa.select(sa.func.count(Comment.id)).where(Comment.event_id == event.id, Comment.visible)
        return db.session.scalar(seen.where(~Comment.erased)) or 0

    @staticmethod
    def count_pages(event: Event) -> int:
        """Return how many pages the discussion of an event has, at least one."""
        begun = db.session.scalar(sa.select(sa.func.count()).select_from(beginnings(event).subquery())) or 0
        return max(1, -(-begun // PAGE))

    @staticmethod
    def newest(event: Event, most: int) -> list[Comment]:
        """Return the newest comments of an event that everybody may read, with what they answer."""
        found = sa.select(Comment).where(Comment.event_id == event.id, Comment.visible, ~Comment.erased)
        found = found.options(joinedload(Comment.parent)).order_by(
            Comment.created_at.desc(), Comment.id.desc()
        )
        return list(db.session.scalars(found.limit(most)))

    @staticmethod
    def page_of(comment: Comment) -> int:
        """Return the number of the page on which a comment is, or would be if it were visible."""
        begins = db.session.get_one(Comment, comment.thread_id) if levels() and comment.thread_id else comment
        before = beginnings(comment.event).where(is_before(begins)).subquery()
        return (db.session.scalar(sa.select(sa.func.count()).select_from(before)) or 0) // PAGE + 1

    @staticmethod
    def replyable(event: Event, comment_id: int | None) -> Comment | None:
        """Return the comment of an event with a number if somebody may reply to it now, else None."""
        comment = db.session.get(Comment, comment_id) if comment_id else None
        return comment if comment and comment.event_id == event.id and comment.takes_replies else None


def levels() -> int:
    """Return how many levels of replies this site allows; 0 shows all comments in the order of time."""
    return int(current_app.config["COMMENT_LEVELS"])


def beginnings(event: Event) -> sa.Select[Comment]:
    """Select what begins a thread: comments that answer none, or all of them on a site without threads."""
    if not levels():
        return sa.select(Comment).where(Comment.event_id == event.id, Comment.visible, ~Comment.erased)
    return sa.select(Comment).where(Comment.event_id == event.id, Comment.parent_id.is_(None), SHOWN)


def is_before(comment: Comment) -> sa.ColumnElement[bool]:
    return sa.tuple_(Comment.created_at, Comment.id) < sa.tuple_(
        sa.literal(comment.created_at, Comment.created_at.type), sa.literal(comment.id)
    )


def nested(begun: list[Comment]) -> list[Node]:
    """Return comments with all replies below them, read in one query; the deepest lie in the last level."""
    nodes = {comment.id: Node(comment) for comment in begun}
    if levels() and begun:
        threads = {comment.thread_id or comment.id for comment in begun}
        below = sa.select(Comment).where(Comment.thread_id.in_(threads), SHOWN)
        below = below.options(joinedload(Comment.user)).order_by(Comment.created_at, Comment.id)
        replies = [reply for reply in db.session.scalars(below) if reply.id not in nodes]
        nodes |= {reply.id: Node(reply) for reply in replies}
        for reply in replies:
            owner = reply.listed_below
            if owner and owner.id in nodes:
                nodes[owner.id].replies.append(nodes[reply.id])
    return [nodes[comment.id] for comment in begun]
