"""A message that an organiser writes to a group of registered people, or tries on themselves."""

import dataclasses

from flask_babel import gettext as _

from extensions import db
from mails.mail_text import MailText, Moot, Unwritable
from mails.registrant import event_facts, found, to_registrant
from models.event import Event
from models.outbox.message import OutboxMessage


def group_message(message: OutboxMessage) -> MailText:
    """Return the mail with an organiser's announcement, framed in the reader's language.

    Without a registration it is a test mail to its author.
    """
    subject, text = message.facts.get("subject", ""), message.facts.get("text", "")
    if message.registration_id is None:
        return _test(message, subject, text)
    registration = found(message)
    if not registration.is_active:
        raise Moot("the person has cancelled since")
    written = to_registrant(registration, subject=subject, title=subject, prose=text)
    return dataclasses.replace(written, calendar=b"")


def _test(message: OutboxMessage, subject: str, text: str) -> MailText:
    event = db.session.get(Event, message.facts.get("event", 0))
    if event is None:
        raise Unwritable("the event is gone")
    return MailText(
        subject=_("Test: %(subject)s", subject=subject),
        title=subject,
        facts=event_facts(event),
        prose=text,
        because=_("You receive this message because you are trying it before it is sent to others."),
    )


WRITERS = {"group message": group_message}
