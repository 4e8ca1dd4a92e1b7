"""Mails about a registration: to the registrant, and to the team when somebody gives up their seat."""

from typing import Any

from flask_babel import gettext as _

from formats import qr_code
from formats.announcement import seats, seats_left, waiting
from formats.waiting_list import what_happens
from mails import defused
from mails.mail_text import Button, MailText, page
from mails.registrant import event_facts, found, if_you_cannot_come, named, to_registrant
from models.outbox.message import OutboxMessage
from models.registration import Registration


def confirmation(message: OutboxMessage) -> MailText:
    """Return « Inscription confirmée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration confirmed: %(event)s", event=named(registration.event)),
        title=_("Your registration is confirmed"),
        **with_ticket(registration),
        closing=[if_you_cannot_come(registration.event)],
    )


def waiting_list(message: OutboxMessage) -> MailText:
    """Return « Liste d’attente », with the place in it."""
    registration = found(message)
    place_in_line = registration.position
    title = _("You are on the waiting list")
    if place_in_line:
        title = _("You are number %(position)s on the waiting list", position=place_in_line)
    return to_registrant(
        registration,
        subject=_("Waiting list: %(event)s", event=named(registration.event)),
        title=title,
        closing=[
            what_happens(registration.event),
            if_you_cannot_come(registration.event),
        ],
    )


def promotion(message: OutboxMessage) -> MailText:
    """Return « Une place pour vous »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("A seat for you: %(event)s", event=named(registration.event)),
        title=_("A seat has become free, and it is yours"),
        **with_ticket(registration, _("You were on the waiting list; your registration is now confirmed.")),
        closing=[if_you_cannot_come(registration.event)],
    )


def cancellation(message: OutboxMessage) -> MailText:
    """Return « Inscription annulée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration cancelled: %(event)s", event=named(registration.event)),
        title=_("Your registration is cancelled"),
        button=Button(_("See the page of the event"), page(f"/events/{registration.event.slug}")),
        closing=[_("If you change your mind, you can register again on that page.")],
    )


def link(message: OutboxMessage) -> MailText:
    """Return « Votre lien », to somebody whose address was registered already."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Your link: %(event)s", event=named(registration.event)),
        title=_("You are already on the waiting list")
        if registration.position
        else _("You are already registered"),
        opening=[_("Your address was entered again on the page of the event. Nothing has changed.")],
        closing=[_("If that was not you, you need not do anything."), if_you_cannot_come(registration.event)],
    )


def cancelled(message: OutboxMessage) -> MailText:
    """Return « Désistement », to the team."""
    registration = found(message)
    event = registration.event
    counts = [waiting(event.waiting_count)] if event.waiting_count else []
    if event.seats_free is not None:
        counts.insert(0, seats_left(event.seats_free))
    who = [
        (_("Name"), defused.name(registration.name)),
        (_("Organisation"), defused.name(registration.organisation)),
        (_("Seats"), seats(registration.seats)),
    ]
    return MailText(
        subject=_("Cancellation: %(event)s", event=named(event)),
        title=_("Somebody has cancelled their registration"),
        facts=[fact for fact in [*who, *event_facts(event), (_("Now"), ", ".join(counts))] if fact[1]],
        button=Button(_("See the registrations"), page(f"/desk/events/{event.slug}")),
        because=_("You receive this message because you organise events on this site."),
    )


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


def with_ticket(registration: Registration, *opening: str) -> dict[str, Any]:
    """Return the opening of a mail with a ticket, and the ticket's picture.

    When there is no ticket any more, return the opening alone.
    """
    picture = qr_code.png(registration)
    if not picture:
        return {"opening": [*opening]}
    words = _(
        "The square code in this message is your ticket: show it at the entrance, on your phone or printed. Without it, your name is enough."
    )
    return {"opening": [*opening, words], "picture": picture, "picture_says": _("QR code of the ticket")}


WRITERS = {
    "confirmation": confirmation,
    "waiting": waiting_list,
    "promotion": promotion,
    "cancellation": cancellation,
    "cancelled": cancelled,
    "ticket": ticket,
}
