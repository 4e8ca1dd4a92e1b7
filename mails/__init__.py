"""Mails to people: a row of the outbox becomes words in its reader's language, and then a mail."""

from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from extensions import db
from mails import (
    account_changes,
    announcements,
    change_notices,
    companions,
    envelope,
    moderator_alerts,
    offers,
    registration_lookup,
    registrations,
    reminders,
    replies,
)
from mails.mail_text import SUBJECT_ALONE, MailText, Moot, Unwritable
from models.comment import Comment
from models.event import Event
from models.outbox.message import OutboxMessage
from models.registration import Registration
from models.subscription import Follower, Subscription
from models.user import User

WRITERS = (
    registrations.WRITERS
    | offers.WRITERS
    | companions.WRITERS
    | change_notices.WRITERS
    | moderator_alerts.WRITERS
    | announcements.WRITERS
    | registration_lookup.WRITERS
    | reminders.WRITERS
    | replies.WRITERS
    | account_changes.WRITERS
)
WANTED = moderator_alerts.WANTED | replies.WANTED

__all__ = ["WRITERS", "MailText", "Moot", "Unwritable", "compose", "subjects", "write"]


def write(message: OutboxMessage) -> MailText:
    """Return the words of a mail in its reader's language, from what is true now.

    Raises Unwritable when there is no such kind of mail, or what it was about is gone.
    """
    if not message.recipients:
        raise Unwritable("its reader's data were erased")
    writer = WRITERS.get(message.kind)
    if writer is None:
        raise Unwritable(f"no mail is called {message.kind!r}")
    with force_locale(message.language):
        return writer(message)


def subjects(messages: Sequence[OutboxMessage]) -> list[str]:
    """Return the subjects of mails as their readers see them, in as few statements for many as for three.

    For a mail that can no longer be written, it is the kind.
    """
    kept = _about(messages)  # held while the words are found
    alone = SUBJECT_ALONE.set(True)
    try:
        return [_subject(message) for message in messages]
    finally:
        SUBJECT_ALONE.reset(alone)
        del kept


def _about(messages: Sequence[OutboxMessage]) -> list[object]:
    """Return what mails are about, read at once."""
    named: dict[type[Any], set[int]] = {
        Registration: {each.registration_id for each in messages if each.registration_id},
        Comment: {each.comment_id for each in messages if each.comment_id},
    }
    named[Comment] |= {number for each in messages for number in each.facts.get("comment_ids", [])}
    for kind, key in ((User, "user_id"), (Follower, "follower_id"), (Subscription, "subscription_id")):
        named[kind] = {each.facts[key] for each in messages if each.facts.get(key)}
    named[Event] = {
        each.facts[key] for each in messages for key in ("event", "event_id") if each.facts.get(key)
    }
    found = [each for kind, ids in named.items() for each in db.session.scalars(_these(kind, ids))]
    followed = {each.comment_id for each in found if isinstance(each, Subscription)}
    return [*found, *db.session.scalars(_these(Comment, followed))]


def _these(kind: type[Any], ids: set[int]) -> sa.Select[Any]:
    loaded = {
        Registration: [joinedload(Registration.event)],
        Comment: [joinedload(Comment.event), joinedload(Comment.parent)],
    }
    return sa.select(kind).where(kind.id.in_(ids)).options(*loaded.get(kind, []))


def _subject(message: OutboxMessage) -> str:
    try:
        return write(message).subject
    except (Moot, Unwritable, sa.exc.NoResultFound):
        return message.kind


def compose(message: OutboxMessage) -> EmailMessage:
    """Return the mail for a row of the outbox: text and HTML, calendar, headers.

    This reads the database and writes nothing.

    Raises Unwritable as ``write`` does and when an address cannot stand in a mail, and Moot when nobody wants it any more.
    """
    wanted = WANTED.get(message.kind)
    if wanted and not wanted(message):
        raise Moot
    with force_locale(message.language):
        return envelope.seal(message, write(message))
