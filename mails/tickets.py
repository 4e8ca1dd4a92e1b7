"""The letter that brings a new ticket in place of one that opens nothing any more."""

from flask_babel import gettext as _

from mails.letter import Letter
from mails.registrant import found, if_you_cannot_come, named, to_person
from mails.registrations import with_ticket
from models.outbox.message import OutboxMessage


def ticket(message: OutboxMessage) -> Letter:
    """Return « Nouveau billet »."""
    registration = found(message)
    return to_person(
        registration,
        subject=_("New ticket: %(event)s", event=named(registration.event)),
        title=_("You have a new ticket"),
        closing=[if_you_cannot_come(registration.event)],
        **with_ticket(registration, _("The ticket that you had until now is no longer valid.")),
    )


WRITERS = {"ticket": ticket}
