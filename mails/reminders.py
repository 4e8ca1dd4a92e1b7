"""The mail that reminds somebody of the event to which they are coming."""

from datetime import timedelta

from flask_babel import gettext as _

import clock
from mails.mail_text import MailText, Moot
from mails.registrant import found, if_you_cannot_come, named, to_registrant
from mails.ticket import with_ticket
from models.event import Event, EventStatus
from models.outbox.message import OutboxMessage
from models.registration import RegistrationState


def reminder(message: OutboxMessage) -> MailText:
    """Return « Rappel »; raises Moot when the person no longer comes, or the event is off or has begun."""
    registration = found(message)
    event = registration.event
    off = event.status is not EventStatus.PUBLISHED or clock.now() >= event.starts_at
    if registration.state is not RegistrationState.CONFIRMED or off:
        raise Moot("the person does not come, or there is nothing to come to")
    return to_registrant(
        registration,
        subject=_("Reminder: %(event)s", event=named(event)),
        title=_when(event),
        closing=[if_you_cannot_come(registration)],
        **with_ticket(registration, _("We look forward to seeing you."), words=event.reminder_words),
    )


WRITERS = {"reminder": reminder}


def _when(event: Event) -> str:
    """Return how near the event is, by its own calendar."""
    today = clock.wall(clock.now(), event.timezone).date()
    if event.starts.date() == today:
        return _("It is today")
    if event.starts.date() == today + timedelta(days=1):
        return _("It is tomorrow")
    return _("It is soon")
