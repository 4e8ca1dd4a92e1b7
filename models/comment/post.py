"""Posting, changing and withdrawing a comment: what is refused, what is held, and who is told."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask import current_app

import clock
from extensions import db
from models.audit_log import entry
from models.change_feed import change
from models.comment import moderator_alert
from models.comment.origin import CommentOrigin
from models.comment.record import Comment
from models.comment.states import CommentState, HeldFor
from models.comment.text import Text
from models.comment.thread import takes_replies
from models.event import CommentsPolicy, EventStatus
from models.spam.saying import Saying
from models.spam.verdict import Verdict, judge
from models.user import User

MINUTE = timedelta(minutes=1)


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


class CommentRefused(Exception):
    """A comment that cannot be taken; after ``seconds`` (if not 0) the same one could be."""

    def __init__(self, reason: CommentRefusal, seconds: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.seconds = reason, seconds


@dataclass(frozen=True, slots=True)
class Source:
    """Where a comment comes from: a network address, a program, and the signs that a machine wrote it (HeldFor)."""

    address: str
    agent: str = ""
    signs: Sequence[str] = ()


def post(comment: Comment, source: Source) -> None:
    """Take a new comment, with its event, author, text and parent set, in the current write transaction.

    It is approved, held or filed as spam as the event's policy, the signs and the team's lists say; the moderators are
    owed a mail about one that is held. Raises Refused, having added nothing.
    """
    comment.event.lock()
    _refuse_if_closed(comment)
    if not comment.user_id and not comment.user:
        _refuse_twice(comment)
        _refuse_haste(comment, source.address)
    verdict = _verdict(comment, source.address)
    reasons = [*held_for(comment, source.signs), *verdict.reasons]
    comment.held_for = list(dict.fromkeys([*reasons, *verdict.remarks])) if reasons else []
    comment.state = CommentState.PENDING if reasons else CommentState.APPROVED
    if verdict.files:
        comment.state, comment.state_before = CommentState.SPAM, CommentState.PENDING
    comment.origin = CommentOrigin(address=source.address, agent=source.agent[:300])
    comment.enter(by=comment.user)
    tell_moderators(comment)


def amend(comment: Comment, text: Text) -> None:
    """Let the author change the text within its time, in the current write transaction; its version rises.

    An approved comment that would be held if it were new waits again. Raises Refused when it is too late.
    """
    comment.lock()
    if not comment.is_editable:
        raise CommentRefused(CommentRefusal.TOO_LATE)
    if text.body == comment.body:
        return
    comment.say(text)
    comment.version += 1
    comment.edited_at = clock.now()
    verdict = _verdict(comment, comment.origin.address if comment.origin else "")
    held = [*held_for(comment), *verdict.reasons]
    if held and comment.state is CommentState.APPROVED:
        comment.held_for = [*held, HeldFor.EDITED]
        comment.hold()
        tell_moderators(comment)
        return
    if comment.state is not CommentState.APPROVED:
        comment.held_for = list(dict.fromkeys([*comment.held_for, *verdict.reasons]))
    entry.write("comment", comment.id, "edit", person=True, version=comment.version)
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("text", comment.id)


def held_for(comment: Comment, signs: Sequence[str] = ()) -> list[str]:
    """Return why a comment must wait (HeldFor), nothing when it may appear at once; the staff's always may."""
    if comment.user or comment.user_id:
        return []
    policy = comment.event.comments_policy
    reasons = {
        HeldFor.POLICY: policy is CommentsPolicy.MODERATE,
        HeldFor.FIRST: policy is CommentsPolicy.FIRST and not _is_known(comment),
        HeldFor.ACCOUNT: User.by_email(comment.email) is not None,
        HeldFor.LINKS: comment.html.count("<a ") >= comment.event.links_to_hold,
    }
    return [reason for reason, applies in reasons.items() if applies] + list(signs)


def _verdict(comment: Comment, address: str) -> Verdict:
    """Ask the lists and the filter about a visitor's comment. Raises Refused when a list says so."""
    if comment.user or comment.user_id:
        return Verdict()
    said = Saying(comment.name, comment.email, comment.website, comment.body, comment.html, address)
    verdict = judge(said, comment.event.id)
    if verdict.refuses:
        raise CommentRefused(CommentRefusal.RULE)
    return verdict


def _refuse_if_closed(comment: Comment) -> None:
    if comment.event.status is EventStatus.DRAFT:
        raise CommentRefused(CommentRefusal.DRAFT)
    if not comment.event.accepts_comments:
        raise CommentRefused(CommentRefusal.CLOSED)
    if comment.parent is not None:
        db.session.refresh(comment.parent)
        if not takes_replies(comment.parent):
            raise CommentRefused(CommentRefusal.NO_PARENT)


def _same_author(comment: Comment) -> sa.ColumnElement[bool]:
    """Match what the author wrote: by their address or, for a speaker under a link, who has none here, by their name."""
    if comment.key:
        return Comment.email_key == comment.key
    guest = Comment.guest.is_(None) if comment.guest is None else Comment.guest.is_not(None)
    return sa.and_(Comment.email_key == "", Comment.name == comment.name, guest)


def _refuse_twice(comment: Comment) -> None:
    """Refuse the same text of the same person under the same event."""
    same = sa.select(Comment.id).where(Comment.event_id == comment.event.id, Comment.body == comment.body)
    if db.session.scalar(same.where(_same_author(comment)).limit(1)):
        raise CommentRefused(CommentRefusal.DUPLICATE)


def _refuse_haste(comment: Comment, address: str) -> None:
    """Refuse a person's second comment within the pause, and too many a minute from one network address.

    Who gives no address is not told apart from others who give none: for them only the network's limit holds.
    """
    now, most = clock.now(), current_app.config["COMMENTS_PER_MINUTE"]
    pause = timedelta(seconds=current_app.config["COMMENT_PAUSE"])
    theirs = sa.select(sa.func.max(Comment.created_at)).where(_same_author(comment))
    last = db.session.scalar(theirs) if comment.key or comment.guest is not None else None
    if last and now < last + pause:
        raise CommentRefused(CommentRefusal.TOO_SOON, _seconds(last + pause - now))
    recent = sa.select(CommentOrigin.at).where(
        CommentOrigin.address == address, CommentOrigin.at > now - MINUTE
    )
    posts: Sequence[datetime] = db.session.scalars(recent.order_by(CommentOrigin.at.desc()).limit(most)).all()
    if len(posts) >= most:
        raise CommentRefused(CommentRefusal.TOO_MANY, _seconds(posts[-1] + MINUTE - now))


def _seconds(wait: timedelta) -> int:
    return max(1, math.ceil(wait.total_seconds()))


def _is_known(comment: Comment) -> bool:
    """Say whether a comment under the same name and address was approved before; a name alone proves nothing."""
    if not comment.key and comment.guest is None:
        return False
    before = sa.select(Comment.id).where(
        _same_author(comment),
        Comment.name == comment.name,
        Comment.state == CommentState.APPROVED,
        ~Comment.erased,
    )
    return db.session.scalar(before.where(Comment.id != comment.id if comment.id else sa.true())) is not None


def tell_moderators(comment: Comment) -> None:
    """Owe the moderators a mail about a comment if it waits, in the current write transaction."""
    if comment.state is CommentState.PENDING:
        moderator_alert.tell_at_once(comment.id, comment.version or 1)
