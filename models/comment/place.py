"""Where a comment that appeared, changed its place or left belongs on the pages that are open.

Below the last level replies lie side by side, so none brings along what answers it: each gets a place of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from extensions import db
from models.comment.comment import Comment
from models.comment.thread import SHOWN, Discussion, Node, beginnings, is_before, levels, nested
from models.event import Event


@dataclass(frozen=True, slots=True)
class Place:
    """Where a changed comment belongs on open pages: ``swap`` at the element ``target``; no node: nowhere."""

    comment_id: int
    node: Node | None = None
    target: str = ""
    swap: str = ""
    page: int = 1

    @classmethod
    def of(cls, event: Event, changed: Iterable[int]) -> list["Place"]:
        """Return where each changed comment belongs now, in the order in which open pages take them over.

        Later ones come first, so that each can be put right after the one before it that did not change.
        """
        known = {comment_id: db.session.get(Comment, comment_id) for comment_id in changed}
        gone = [cls(comment_id) for comment_id, comment in known.items() if comment is None]
        units = {unit.id: unit for comment in known.values() if comment for unit in _units(comment)}
        tops = [unit for unit in units.values() if not _above(unit) & units.keys()]
        latest = sorted(tops, key=lambda unit: (unit.created_at, unit.id), reverse=True)
        return gone + [_place(event, unit, set(units)) for unit in latest]

    @staticmethod
    def hidden(changed: Iterable[int]) -> list[int]:
        """Return the ids of comments, among some and what answers them, that are gone or that nobody may read."""
        ids = dict.fromkeys(changed)
        ids |= dict.fromkeys(db.session.scalars(below(*ids)))
        shown = set(db.session.scalars(sa.select(Comment.id).where(Comment.id.in_(ids), Comment.visible)))
        return [number for number in ids if number not in shown]


def _place(event: Event, comment: Comment, moving: set[int]) -> Place:
    if not db.session.scalar(sa.select(Comment.id).where(Comment.id == comment.id, _is_shown())):
        return Place(comment.id)
    owner, page = comment.listed_below, Discussion.page_of(comment)
    before = (_listed_below(owner) if owner else beginnings(event)).where(
        is_before(comment), Comment.id.not_in(moving)
    )
    last = db.session.scalar(before.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(1))
    if last and (owner or Discussion.page_of(last) == page):
        target, swap = f"comment-{last.id}", "afterend"
    elif owner:
        target, swap = f"comment-{owner.id}-replies", "afterbegin"
    else:
        target, swap = f"comment-threads-{page}", "afterbegin"
    node = nested([comment])[0] if comment.depth < levels() else Node(comment)
    return Place(comment.id, node, target, swap, page)


def _is_shown() -> sa.ColumnElement[bool]:
    """Match what has a place: without levels there are no placeholders for what was erased."""
    return SHOWN if levels() else Comment.visible & ~Comment.erased


def _units(comment: Comment) -> list[Comment]:
    """Return what appears and disappears with a comment, one by one.

    The erased ones above it that only stay for it, and what answers it where that does not stand within it.
    """
    found = [comment]
    while levels() and found[-1].parent and found[-1].parent.erased:
        found.append(found[-1].parent)
    if comment.depth >= levels():
        found += db.session.scalars(sa.select(Comment).where(Comment.id.in_(below(comment.id))))
    return found


def _above(comment: Comment) -> set[int]:
    """Return the comments that bring this one along when they are shown."""
    found = set()
    owner = comment.listed_below
    while owner:
        found.add(owner.id)
        owner = owner.parent
    return found


def _listed_below(owner: Comment) -> sa.Select[Comment]:
    """Select what a comment's list of replies shows."""
    if owner.depth < levels() - 1:
        return sa.select(Comment).where(Comment.parent_id == owner.id, SHOWN)
    return sa.select(Comment).where(Comment.id.in_(below(owner.id)), SHOWN)


def below(*comment_ids: int) -> sa.Select[int]:
    """Select the ids of all replies to some comments, to these replies, and so on."""
    chain = sa.select(Comment.id).where(Comment.parent_id.in_(comment_ids)).cte("below", recursive=True)
    return sa.select(chain.union_all(sa.select(Comment.id).where(Comment.parent_id == chain.c.id)).c.id)
