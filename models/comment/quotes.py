"""The mails that quote a comment: they hold its text and its author's name, in their files too."""

import sqlalchemy as sa

from extensions import db
from models.comment.record import Comment
from models.outbox.forgetting import forget_mail
from models.outbox.message import MessageState, OutboxMessage
from models.subscription import Subscription


def forget_quotes(comment: Comment) -> None:
    """Forget every mail that quotes a comment, in the current write transaction.

    That is what was told of it, of replies to it, to its author of further replies, and summaries. Those of others that
    still wait stay: they are written from what is true when they leave.
    """
    forget_mail(OutboxMessage.comment_id == comment.id)
    replies = sa.select(Comment.id).where(Comment.parent_id == comment.id)
    own = sa.select(Subscription.id).where(Subscription.comment_id == comment.id)
    sent = OutboxMessage.state == MessageState.SENT
    about = sa.or_(
        OutboxMessage.comment_id.in_(replies),
        sa.and_(OutboxMessage.kind == "reply", OutboxMessage.facts["subscription_id"].as_integer().in_(own)),
        OutboxMessage.id.in_(_summaries(comment.id)),
    )
    forget_mail(sa.and_(sent, about))


def _summaries(comment_id: int) -> list[int]:
    sent = (
        OutboxMessage.kind == "digest",
        OutboxMessage.state == MessageState.SENT,
        OutboxMessage.recipients != "",
    )
    found = db.session.execute(sa.select(OutboxMessage.id, OutboxMessage.facts).where(*sent))
    return [row.id for row in found if comment_id in row.facts.get("comment_ids", [])]
