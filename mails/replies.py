"""Mails to those who comment: one to confirm their address, then one for each reply."""

import sqlalchemy as sa
from flask_babel import gettext as _

from extensions import db
from mails import defused
from mails.mail_text import Button, MailText, Moot, Quote, is_whole, page
from models.comment import Comment
from models.outbox.message import OutboxMessage
from models.subscription import Follower, Subscription


def confirm_address(message: OutboxMessage) -> MailText:
    """Return « Confirmez votre adresse »; it repeats nothing that was typed.

    Anybody may type any address, so the text could go to a stranger.
    """
    follower = db.session.get(Follower, message.facts.get("follower_id", 0))
    if follower is None:
        raise Moot
    return MailText(
        subject=_("Confirm your address to hear of replies"),
        title=_("Do you want to hear of replies to your comments?"),
        opening=[_("Somebody, probably you, asked for it with this address. Until you confirm it we send nothing else.")],
        button=Button(_("Confirm my address"), page(f"/followers/{follower.token}")),
        closing=[_("If that was not you, you need not do anything.")],
        because=_("You receive this message because this address was entered below a comment."),
    )  # fmt: skip


def reply(message: OutboxMessage) -> MailText:
    """Return « Une réponse à votre commentaire », with the reply and what it answers."""
    comment, subscription = _told(message)
    followed = db.session.get_one(Comment, subscription.comment_id)
    title = defused.line(comment.event.title)
    quotes = [
        Quote(
            _("%(name)s writes:", name=defused.name(comment.name)),
            defused.prose(comment.body),
            comment.language,
        )
    ]
    if followed.body:
        quotes.append(Quote(_("You wrote:"), defused.prose(followed.body), followed.language))
    where = f"/events/{comment.event.slug}/comments/{comment.id}"
    return MailText(
        subject=_("A reply to your comment: %(event)s", event=title),
        title=_("Somebody has replied to your comment"),
        facts=[(_("Event"), title)],
        foreign={title: comment.event.language},
        quotes=quotes,
        button=Button(_("Read and answer on the page"), page(where)),
        because=_("You receive this message because you asked to be told of replies to your comment."),
        ends=page(f"/subscriptions/{subscription.token}"),
        after=_earlier(message, comment) if is_whole() else [],
    )


def is_unconfirmed(message: OutboxMessage) -> bool:
    """Say whether the address still needs to be confirmed."""
    follower = db.session.get(Follower, message.facts.get("follower_id", 0))
    return follower is not None and follower.confirmed_at is None and Subscription.is_offered()


def is_wanted(message: OutboxMessage) -> bool:
    """Say whether a reply can still be read, and is still to be told."""
    comment = db.session.get(Comment, message.comment_id or 0)
    subscription = db.session.get(Subscription, message.facts.get("subscription_id", 0))
    readable = comment is not None and comment.visible and not comment.erased
    return readable and subscription is not None and subscription.is_live and Subscription.is_offered()


WRITERS = {"confirm address": confirm_address, "reply": reply}
WANTED = {"confirm address": is_unconfirmed, "reply": is_wanted}


def _told(message: OutboxMessage) -> tuple[Comment, Subscription]:
    """Return what is told and to whom; raises Moot when either is gone."""
    comment = db.session.get(Comment, message.comment_id or 0)
    subscription = db.session.get(Subscription, message.facts.get("subscription_id", 0))
    if comment is None or subscription is None or comment.erased:
        raise Moot
    return comment, subscription


def _earlier(message: OutboxMessage, comment: Comment) -> list[OutboxMessage]:
    """Return the mails that the same reader got about the comments above a reply.

    If there are none, return the first mail about its thread.
    """
    above = sa.select(Comment.parent_id).where(Comment.id == comment.id).cte("above", recursive=True)
    above = above.union_all(sa.select(Comment.parent_id).where(Comment.id == above.c.parent_id))
    theirs = (
        OutboxMessage.kind == message.kind,
        OutboxMessage.recipients == message.recipients,
        OutboxMessage.id < message.id,
    )
    found = sa.select(OutboxMessage).where(*theirs).order_by(OutboxMessage.id)
    direct = db.session.scalars(found.where(OutboxMessage.comment_id.in_(sa.select(above.c.parent_id)))).all()
    if direct:
        return list(direct)
    thread = sa.select(Comment.id).where(Comment.thread_id == comment.thread_id)
    return list(db.session.scalars(found.where(OutboxMessage.comment_id.in_(thread)).limit(1)))
