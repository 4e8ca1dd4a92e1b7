"""What all mails to a registrant share: the facts, the private link, the calendar file."""

from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from extensions import db
from formats import calendar
from formats.announcement import place, seats, when
from formats.wording import day
from mails import defused
from mails.mail_text import Button, MailText, Unwritable, is_whole, page
from models.event import Event, EventFacts
from models.outbox.message import OutboxMessage
from models.registration import Registration, RegistrationState

SEATED = ("confirmation", "promotion", "approval")  # kinds of mail that say that a seat is sure


def found(message: OutboxMessage) -> Registration:
    """Return the registration that a mail is about; raises Unwritable when it is gone."""
    registration = db.session.get(
        Registration, message.registration_id or 0, options=[joinedload(Registration.event)]
    )
    if registration is None:
        raise Unwritable("the registration is gone")
    return registration


def to_registrant(
    registration: Registration,
    event: Event | EventFacts | None = None,
    *,
    before: list[tuple[str, str]] | None = None,
    **words: Any,
) -> MailText:
    """Return a mail to an attendee with the facts of ``event`` and, unless told otherwise, the link.

    The link is the attendee's private one.
    """
    own = [(_("In the name of"), defused.name(registration.name))]
    if registration.seats > 1:
        own.append((_("Seats"), seats(registration.seats)))
    path = f"/registrations/{registration.token}"
    words.setdefault("button", Button(_("See, change or cancel my registration"), page(path)))
    return MailText(
        facts=[*event_facts(event or registration.event), *(before or []), *own],
        foreign={defused.line((event or registration.event).title): registration.event.language},
        because=_("You receive this message because this address was registered for this event."),
        calendar=calendar.registration(registration)
        if is_whole() and _belongs_in_calendar(registration)
        else b"",
        calendar_name=f"{registration.event.slug}.ics",
        **words,
    )


def _belongs_in_calendar(registration: Registration) -> bool:
    """Return whether the mail carries a calendar file.

    It does for an attendee who has a seat, and for one who had it and must remove the date.
    """
    if registration.state is RegistrationState.CONFIRMED:
        return True
    had = sa.select(OutboxMessage.id).where(
        OutboxMessage.registration_id == registration.id, OutboxMessage.kind.in_(SEATED)
    )
    gone = registration.state is RegistrationState.CANCELLED
    return gone and db.session.scalar(had.limit(1)) is not None


def event_facts(event: Event | EventFacts) -> list[tuple[str, str]]:
    """Return what, when and where, as the lines of a mail's table."""
    return [(_("What"), defused.line(event.title)), (_("When"), when(event)), (_("Where"), place(event))]


def event_page(event: Event) -> Button:
    """Return the button to the page of an event, for whoever has no private page there (any more)."""
    return Button(_("See the page of the event"), page(f"/events/{event.slug}"))


def named(event: Event | EventFacts) -> str:
    """Return an event by its title and day, for a subject."""
    return defused.line(f"{event.title}, {day(event.starts)}")


def if_you_cannot_come(registration: Registration) -> str:
    """Return what everybody who holds a seat, or waits for one, should know."""
    if not registration.is_theirs_to_cancel:
        return _("If you cannot come, please tell us by answering this message. The link is yours alone.")
    return _(
        "If you cannot come, please cancel with your link: somebody else will be glad of the seat. The link is yours alone."
    )
