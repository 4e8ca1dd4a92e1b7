"""Mails to people: a row of the outbox becomes words in its reader's language, and then a mail."""

from email.message import EmailMessage

import sqlalchemy as sa
from flask_babel import force_locale

from mails import (
    account_changes,
    announcements,
    change_notices,
    envelope,
    moderator_alerts,
    offers,
    registration_lookup,
    registrations,
    reminders,
    replies,
)
from mails.mail_text import MailText, Moot, Unwritable
from models.outbox.message import OutboxMessage

WRITERS = (
    registrations.WRITERS
    | offers.WRITERS
    | change_notices.WRITERS
    | moderator_alerts.WRITERS
    | announcements.WRITERS
    | registration_lookup.WRITERS
    | reminders.WRITERS
    | replies.WRITERS
    | account_changes.WRITERS
)
WANTED = moderator_alerts.WANTED | replies.WANTED

__all__ = ["WRITERS", "MailText", "Moot", "Unwritable", "compose", "subject", "write"]


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


def subject(message: OutboxMessage) -> str:
    """Return the subject of a mail as its reader sees it.

    For a mail that can no longer be written, return its kind.
    """
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
