"""Mails about replies: who is owed one when comments appear, and cancelling it if they disappear.

Such a mail waits for the time in which a moderator may still undo. Comments are known here by their ids only: they
stand above in the house, and call these verbs when they become visible or stop being so.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

import clock
from extensions import db
from models.outbox.message import MessageState, OutboxMessage
from models.subscription.follower import Follower
from models.subscription.record import Subscription

_comment = sa.table("comment", *map(sa.column, ("id", "parent_id", "depth", "email_key", "visible")))


def confirm(follower: Follower) -> bool:
    """Take an address as its owner's, in the current write transaction; False when it was already.

    They are told of what was answered while they were reading our mail.
    """
    db.session.refresh(follower, with_for_update=True)
    if follower.confirmed_at:
        return False
    follower.confirmed_at = clock.now()
    db.session.flush()
    mine = sa.select(Subscription.comment_id).where(Subscription.follower_id == follower.id)
    below = sa.select(_comment.c.id).where(_comment.c.id.in_(mine)).cte("below", recursive=True)
    replies = sa.select(_comment.c.id).where(_comment.c.parent_id == below.c.id, _comment.c.visible)
    tell(sa.select(below.union_all(replies).c.id))
    return True


def tell(shown: sa.Select[int]) -> None:
    """Owe a mail about each of these newly visible comments to those who follow a comment above it.

    Whoever follows them and was never asked to confirm their address is asked now.
    """
    if not Subscription.is_offered():
        return
    waiting = sa.select(Follower).join(Subscription).where(Follower.asked_at.is_(None))
    for follower in db.session.scalars(waiting.where(Subscription.comment_id.in_(shown))).unique():
        follower.ask()
    due = clock.now() + timedelta(seconds=current_app.config["UNDO_SECONDS"])
    for reply_id, subscription in db.session.execute(_listeners(shown)):
        _owe(reply_id, subscription, due)


def hush(hidden: sa.Select[int]) -> None:
    """Take back the mails about comments that can no longer be read, where they have not gone yet."""
    unsent = sa.delete(OutboxMessage).where(
        OutboxMessage.kind == "reply", OutboxMessage.comment_id.in_(hidden)
    )
    db.session.execute(
        unsent.where(OutboxMessage.state == MessageState.QUEUED),
        execution_options={"synchronize_session": False},
    )


def _owe(reply_id: int, subscription: Subscription, due_at: datetime) -> None:
    """Owe a follower the mail about a reply; whom two subscriptions reach is told once, by the nearest."""
    who, cause = subscription.follower, f"reply:{reply_id}:{subscription.follower_id}"
    about = subscription.id
    OutboxMessage.owe(
        "reply", cause, who.email, who.language, comment_id=reply_id, due_at=due_at, subscription_id=about
    )


def _listeners(shown: sa.Select[int]) -> sa.Select[int, Subscription]:
    """Select each reply with the active subscriptions above it, nearest first.

    Nobody is notified of their own comments.

    A comment too deep to be answered is answered beside it, by what comes later under the same parent.
    """
    reply, followed = _comment.alias("reply"), _comment.alias("followed")
    above = (
        sa.select(reply.c.id.label("reply_id"), reply.c.parent_id.label("id"))
        .where(reply.c.id.in_(shown), reply.c.visible)
        .cte("above", recursive=True)
    )
    up = sa.select(above.c.reply_id, _comment.c.parent_id).where(_comment.c.id == above.c.id)
    above = above.union_all(up)
    deepest = current_app.config["COMMENT_LEVELS"]
    beside = sa.and_(
        followed.c.depth >= deepest, followed.c.parent_id == reply.c.parent_id, followed.c.id < reply.c.id
    )
    heard = (
        sa.select(reply.c.id, Subscription)
        .select_from(reply)
        .join(above, above.c.reply_id == reply.c.id)
        .join(followed, sa.or_(followed.c.id == above.c.id, beside))
        .join(Subscription, Subscription.comment_id == followed.c.id)
        .join(Follower, Follower.id == Subscription.follower_id)
        .where(Follower.confirmed_at.is_not(None), Subscription.ended_at.is_(None))
        .where(Follower.email_key != reply.c.email_key)
    )
    return heard.order_by(reply.c.id, followed.c.depth.desc(), followed.c.id.desc())
