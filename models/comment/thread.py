"""How comments hang together: what everybody may read of an event's discussion, page by page, and where each one stands.

Pages count what begins a thread; replies stay on the page of what they answer. An erased comment is shown, as a
placeholder, as long as something below it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import aliased, joinedload

from extensions import db
from models.comment.record import Comment
from models.event import Event

PAGE = 50  # threads

_reply = aliased(Comment)
_SHOWN = Comment.visible & (
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment that changed belongs on open pages: ``swap`` at the element ``target``; no node: nowhere."""

    comment_id: int
    node: Node | None = None
    target: str = ""
    swap: str = ""
    page: int = 1


def levels() -> int:
    """Return how many levels of replies this site allows; 0 shows all comments in the order of time."""
    return int(current_app.config["COMMENT_LEVELS"])


def discussion(event: Event, page: int = 1) -> Discussion:
    """Return a page of what everybody may read, oldest first; a number beyond the last means the last page."""
    pages = count_pages(event)
    page = min(max(page, 1), pages)
    first = _beginnings(event).order_by(Comment.created_at, Comment.id).offset((page - 1) * PAGE).limit(PAGE)
    begun = list(db.session.scalars(first.options(joinedload(Comment.user))))
    return Discussion(_nested(begun), count(event), page, pages)


def outline(event: Event) -> Discussion:
    """Return how much there is to read of an event's discussion, without its texts."""
    pages = count_pages(event)
    return Discussion([], count(event), pages, pages)


def count(event: Event) -> int:
    """Return how many comments of an event can be read."""
    seen = sa.select(sa.func.count(Comment.id)).where(Comment.event_id == event.id, Comment.visible)
    return db.session.scalar(seen.where(~Comment.erased)) or 0


def newest(event: Event, most: int) -> list[Comment]:
    """Return the newest comments of an event that everybody may read, with what they answer."""
    found = sa.select(Comment).where(Comment.event_id == event.id, Comment.visible, ~Comment.erased)
    found = found.options(joinedload(Comment.parent)).order_by(Comment.created_at.desc(), Comment.id.desc())
    return list(db.session.scalars(found.limit(most)))


def count_pages(event: Event) -> int:
    """Return how many pages the discussion of an event has, at least one."""
    begun = db.session.scalar(sa.select(sa.func.count()).select_from(_beginnings(event).subquery())) or 0
    return max(1, -(-begun // PAGE))


def page_of(comment: Comment) -> int:
    """Return the number of the page on which a comment is, or would be if it were visible."""
    begins = db.session.get_one(Comment, comment.thread_id) if levels() and comment.thread_id else comment
    before = _beginnings(comment.event).where(_is_before(begins)).subquery()
    return (db.session.scalar(sa.select(sa.func.count()).select_from(before)) or 0) // PAGE + 1


def replyable(event: Event, comment_id: int | None) -> Comment | None:
    """Return the comment of an event with a number if somebody may reply to it now, else None."""
    comment = db.session.get(Comment, comment_id) if comment_id else None
    return comment if comment and comment.event_id == event.id and takes_replies(comment) else None


def takes_replies(comment: Comment) -> bool:
    """Say whether a comment has a link to reply: it can be read, and its thread is not too deep yet."""
    return comment.visible and not comment.erased and comment.depth < levels()


def places(event: Event, changed: Iterable[int]) -> list[Place]:
    """Return where each changed comment belongs now, in an order in which open pages can take it over one by one.

    Later ones come first, so that each can be put right after the one before it that did not change.
    """
    known = {comment_id: db.session.get(Comment, comment_id) for comment_id in changed}
    gone = [Place(comment_id) for comment_id, comment in known.items() if comment is None]
    units = {unit.id: unit for comment in known.values() if comment for unit in [_unit(comment)]}
    tops = [unit for unit in units.values() if not _above(unit) & units.keys()]
    latest = sorted(tops, key=lambda unit: (unit.created_at, unit.id), reverse=True)
    return gone + [_place(event, unit, set(units)) for unit in latest]


def _place(event: Event, comment: Comment, moving: set[int]) -> Place:
    if not db.session.scalar(sa.select(Comment.id).where(Comment.id == comment.id, _SHOWN)):
        return Place(comment.id)
    siblings = _beginnings(event) if _begins(comment) else _replies_to(comment.parent_id)
    page = page_of(comment)
    before = siblings.where(_is_before(comment), Comment.id.not_in(moving))
    last = db.session.scalar(before.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(1))
    if last and (last.parent_id or page_of(last) == page):
        target, swap = f"comment-{last.id}", "afterend"
    elif _begins(comment):
        target, swap = f"comment-threads-{page}", "afterbegin"
    else:
        target, swap = f"comment-{comment.parent_id}-replies", "afterbegin"
    return Place(comment.id, _subtree(comment), target, swap, page)


def _unit(comment: Comment) -> Comment:
    """Return what appears and disappears with a comment: itself, or the erased ones above it that only stay for it."""
    while levels() and comment.parent and comment.parent.erased:
        comment = comment.parent
    return comment


def _above(comment: Comment) -> set[int]:
    found = set()
    while levels() and comment.parent:
        comment = comment.parent
        found.add(comment.id)
    return found


def _begins(comment: Comment) -> bool:
    return comment.parent_id is None or not levels()


def _beginnings(event: Event) -> sa.Select[Comment]:
    """Select what begins a thread: comments that answer none, or all of them on a site without threads."""
    if not levels():
        return sa.select(Comment).where(Comment.event_id == event.id, Comment.visible, ~Comment.erased)
    return sa.select(Comment).where(Comment.event_id == event.id, Comment.parent_id.is_(None), _SHOWN)


def _replies_to(comment_id: int | None) -> sa.Select[Comment]:
    return sa.select(Comment).where(Comment.parent_id == comment_id, _SHOWN)


def _is_before(comment: Comment) -> sa.ColumnElement[bool]:
    return sa.tuple_(Comment.created_at, Comment.id) < sa.tuple_(
        sa.literal(comment.created_at, Comment.created_at.type), sa.literal(comment.id)
    )


def _subtree(comment: Comment) -> Node:
    return _nested([comment])[0]


def _nested(begun: list[Comment]) -> list[Node]:
    """Return comments with all that stands below them, read in one query."""
    nodes = {comment.id: Node(comment) for comment in begun}
    if levels() and begun:
        threads = {comment.thread_id or comment.id for comment in begun}
        below = sa.select(Comment).where(Comment.thread_id.in_(threads), _SHOWN)
        below = below.options(joinedload(Comment.user)).order_by(Comment.created_at, Comment.id)
        for reply in db.session.scalars(below):
            if reply.id not in nodes and reply.parent_id in nodes:
                nodes[reply.id] = Node(reply)
                nodes[reply.parent_id].replies.append(nodes[reply.id])
    return [nodes[comment.id] for comment in begun]
