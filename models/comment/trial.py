"""Trying an entry on what was said already, before it stands on a list: whom would it have caught?"""

from dataclasses import dataclass

import sqlalchemy as sa

from extensions import db
from folding import folded
from models.comment import Comment, CommentOrigin, CommentState
from models.spam.rule import Rule
from spam.saying import Saying
from spam.value import RuleKind

MOST = 2000  # comments that one trial reads; it takes a fifth of a second at worst
SHOWN = 5
# What may stand within a word so that the words we search in do not contain it: marks, tags, signs that nobody sees.
BREAKS = ("*", "<", "`", "\\", "&", "%", "\u00ad", "\u200b")


@dataclass(frozen=True, slots=True)
class Caught:
    """A comment that an entry would have caught."""

    id: int
    name: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a list entry would have caught: how many approved comments, and how many spam or binned.

    It also holds the newest of the approved ones.

    ``at_least`` says that only the newest comments were read.
    """

    approved: int
    unwanted: int
    waiting: int
    examples: tuple[Caught, ...]
    at_least: bool

    @classmethod
    def of(cls, rule: Rule) -> "Trial":
        """Try a rule, which may stand on no list yet, on the comments of visitors."""
        rows = db.session.execute(_likely(rule).order_by(Comment.id.desc()).limit(MOST)).all()
        caught = [row for row in rows if _catches(rule, row)]
        approved = [row for row in caught if row.state is CommentState.APPROVED]
        waiting = sum(row.state is CommentState.PENDING for row in caught)
        examples = tuple(Caught(row.id, row.name, row.body[:200], row.language) for row in approved[:SHOWN])
        unwanted = len(caught) - len(approved) - waiting
        return cls(len(approved), unwanted, waiting, examples, len(rows) == MOST)


def _catches(rule: Rule, row: sa.Row) -> bool:
    return rule.value.catches(Saying(row.name, row.email, row.website, row.body, row.html, row.address or ""))


def _likely(rule: Rule) -> sa.Select:
    """Select the comments among which are all that an entry can catch."""
    columns = (
        Comment.id,
        Comment.language,
        Comment.state,
        Comment.name,
        Comment.email,
        Comment.website,
        Comment.body,
        Comment.html,
        Comment.language,
    )
    found = sa.select(*columns, CommentOrigin.address).outerjoin(Comment.origin)
    found = found.where(~Comment.erased, Comment.user_id.is_(None))
    if rule.event_id:
        found = found.where(Comment.event_id == rule.event_id)
    return found.where(_belongs(rule))


def _belongs(rule: Rule) -> sa.ColumnElement[bool]:
    if rule.kind is RuleKind.NETWORK:
        known = db.session.scalars(sa.select(CommentOrigin.address).distinct())
        inside = [address for address in known if rule.key in Saying("", "", "", "", "", address).networks]
        return CommentOrigin.address.in_(inside)
    parts = folded(rule.key.strip("=*")).split() if rule.kind is RuleKind.WORD else [folded(rule.key)]
    if rule.key.startswith("="):
        parts = [folded(rule.key[1:])]
    said = sa.and_(*(Comment.folded.contains(part, autoescape=True) for part in parts))
    written = sa.and_(*(CommentOrigin.address.contains(part, autoescape=True) for part in parts))
    hidden = sa.or_(*(Comment.body.contains(sign, autoescape=True) for sign in BREAKS))
    mailbox = Comment.email_key == rule.key  # however its address is spelt
    return sa.or_(said, written, hidden, mailbox, Comment.folded.contains("xn "))
