"""Mails to moderators about waiting comments, at once or once a day as each prefers.

Each moderator's mail has links of their own.
"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app

import clock
from extensions import db
from models.outbox.message import OutboxMessage
from models.user import CommentMail, Right, User

MOST = 30  # comments that one message quotes
_comment = sa.table("comment", *map(sa.column, ("id", "state", "erased", "created_at")))


def tell_at_once(comment_id: int, version: int) -> None:
    """Owe a mail about a waiting comment to each moderator who wants it at once.

    Runs in the current write transaction.
    """
    cause = f"new comment:{comment_id}:{version}"
    OutboxMessage.owe_all(
        OutboxMessage.owed(
            "new comment",
            f"{cause}:{user.id}",
            user.email,
            user.language,
            comment_id=comment_id,
            user_id=user.id,
        )
        for user in _moderators(CommentMail.AT_ONCE)
    )


def digests_due() -> list[int]:
    """Return the ids of moderators whose daily mail is due.

    Their hour has come today in the site's time zone, and today's mail was not sent yet.
    """
    now = clock.wall(clock.now(), current_app.config["TIMEZONE"])
    return [
        user.id
        for user in _moderators(CommentMail.DAILY)
        if now.hour >= user.digest_hour and (user.digest_on is None or user.digest_on < now.date())
    ]


def owe_digest(user: User) -> None:
    """Owe a moderator today's summary, unless nothing waits, in the current write transaction; once a day."""
    today = today_here()
    user.digest_on = today
    waits = sa.select(_comment.c.id).where(_comment.c.state == "pending", sa.not_(_comment.c.erased))
    found = list(db.session.scalars(waits.order_by(_comment.c.created_at, _comment.c.id)))
    if found:
        facts: dict[str, Any] = {"user_id": user.id, "comment_ids": found[:MOST], "more": len(found[MOST:])}
        OutboxMessage.owe("digest", f"digest:{user.id}:{today}", user.email, user.language, **facts)


def today_here() -> date:
    """Return the day by the site's clock."""
    return clock.wall(clock.now(), current_app.config["TIMEZONE"]).date()


def _moderators(habit: CommentMail) -> list[User]:
    users = db.session.scalars(
        sa.select(User).where(User.active, User.comment_mail == habit).order_by(User.id)
    )
    return [user for user in users if user.may(Right.MODERATE) and not user.is_unnamed]
