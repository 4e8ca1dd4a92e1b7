"""The mail that brings a new ticket in place of one that opens nothing any more."""

from flask_babel import gettext as _

from mails.mail_text import MailText
from mails.registrant import found, if_you_cannot_come, named, to_registrant
from mails.registrations import with_ticket
from models.outbox.message import OutboxMessage


def ticket(message: OutboxMessage) -> MailText:
    """Return « Nouveau billet »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("New ticket: %(event)s", event=named(registration.event)),
        title=_("You have a new ticket"),
        closing=[if_you_cannot_come(registration.event)],
        **with_ticket(registration, _("The ticket that you had until now is no longer valid.")),
    )


WRITERS = {"ticket": ticket}
