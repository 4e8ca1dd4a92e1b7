"""Letters about a registration: to the person, and to the team when somebody gives up their seat."""

from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from extensions import db
from formats import calendar, qr_code
from formats.announcement import place, seats, seats_left, waiting, when, zone
from formats.wording import day
from mails import defused
from mails.letter import Button, Letter, Unwritable, page
from models.event import Event, EventFacts
from models.message import Message
from models.registration import Registration, RegistrationState


def confirmation(message: Message) -> Letter:
    """Return « Inscription confirmée »."""
    registration = found(message)
    return to_person(
        registration,
        subject=_("Registration confirmed: %(event)s", event=named(registration.event)),
        title=_("Your registration is confirmed"),
        **with_ticket(registration),
        closing=[if_you_cannot_come()],
    )


def waiting_list(message: Message) -> Letter:
    """Return « Liste d’attente », with the place in it."""
    registration = found(message)
    place_in_line = registration.position
    title = _("You are on the waiting list")
    if place_in_line:
        title = _("You are number %(position)s on the waiting list", position=place_in_line)
    return to_person(
        registration,
        subject=_("Waiting list: %(event)s", event=named(registration.event)),
        title=title,
        closing=[
            _("As soon as a seat is yours we write to you. There is nothing that you need to do."),
            if_you_cannot_come(),
        ],
    )


def promotion(message: Message) -> Letter:
    """Return « Une place pour vous »."""
    registration = found(message)
    return to_person(
        registration,
        subject=_("A seat for you: %(event)s", event=named(registration.event)),
        title=_("A seat has become free, and it is yours"),
        **with_ticket(registration, _("You were on the waiting list; your registration is now confirmed.")),
        closing=[if_you_cannot_come()],
    )


def cancellation(message: Message) -> Letter:
    """Return « Inscription annulée »."""
    registration = found(message)
    return to_person(
        registration,
        subject=_("Registration cancelled: %(event)s", event=named(registration.event)),
        title=_("Your registration is cancelled"),
        button=Button(_("See the page of the event"), page(f"/events/{registration.event.slug}")),
        closing=[_("If you change your mind, you can register again on that page.")],
    )


def link(message: Message) -> Letter:
    """Return « Votre lien », to somebody whose address was registered already."""
    registration = found(message)
    waits = registration.state is RegistrationState.WAITING
    return to_person(
        registration,
        subject=_("Your link: %(event)s", event=named(registration.event)),
        title=_("You are already on the waiting list") if waits else _("You are already registered"),
        opening=[_("Your address was entered again on the page of the event. Nothing has changed.")],
        closing=[_("If that was not you, you need not do anything."), if_you_cannot_come()],
    )


def cancelled(message: Message) -> Letter:
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
    return Letter(
        subject=_("Cancellation: %(event)s", event=named(event)),
        title=_("Somebody has cancelled their registration"),
        facts=[fact for fact in [*who, *_facts(event), (_("Now"), ", ".join(counts))] if fact[1]],
        button=Button(_("See the registrations"), page(f"/desk/events/{event.slug}")),
        because=_("You receive this message because you organise events on this site."),
    )


def with_ticket(registration: Registration, *opening: str) -> dict[str, Any]:
    """Return the opening of a letter that brings a ticket, and its picture; the opening alone when there is none by now."""
    picture = qr_code.png(registration)
    if not picture:
        return {"opening": [*opening]}
    words = _(
        "The square code in this message is your ticket: show it at the entrance, on your phone or printed. Without it, your name is enough."
    )
    return {"opening": [*opening, words], "picture": picture, "picture_says": _("QR code of the ticket")}


SEATED = ("confirmation", "promotion")
WRITERS = {
    "confirmation": confirmation,
    "waiting": waiting_list,
    "promotion": promotion,
    "cancellation": cancellation,
    "link": link,
    "cancelled": cancelled,
}


def found(message: Message) -> Registration:
    """Return the registration that a mail is about; raises Unwritable when it is gone."""
    registration = db.session.get(Registration, message.registration_id or 0)
    if registration is None:
        raise Unwritable("the registration is gone")
    return registration


def to_person(
    registration: Registration,
    event: Event | EventFacts | None = None,
    *,
    before: list[tuple[str, str]] | None = None,
    **words: Any,
) -> Letter:
    """Return a letter to the person: the facts, as ``event`` has them, and the private link unless it says otherwise."""
    own = [(_("In the name of"), defused.name(registration.name))]
    if registration.seats > 1:
        own.append((_("Seats"), seats(registration.seats)))
    path = f"/registrations/{registration.token}"
    words.setdefault("button", Button(_("See, change or cancel my registration"), page(path)))
    return Letter(
        facts=[*_facts(event or registration.event), *(before or []), *own],
        because=_("You receive this message because this address was registered for this event."),
        calendar=calendar.registration(registration) if _belongs_in_calendar(registration) else b"",
        calendar_name=f"{registration.event.slug}.ics",
        **words,
    )


def _belongs_in_calendar(registration: Registration) -> bool:
    """Say whether a calendar file goes along: to who comes, and to who came and must strike the date out again."""
    if registration.state is RegistrationState.CONFIRMED:
        return True
    had = sa.select(Message.id).where(Message.registration_id == registration.id, Message.kind.in_(SEATED))
    gone = registration.state is RegistrationState.CANCELLED
    return gone and db.session.scalar(had.limit(1)) is not None


def _facts(event: Event | EventFacts) -> list[tuple[str, str]]:
    return [(_("What"), defused.line(event.title)), (_("When"), clocked(event)), (_("Where"), place(event))]


def clocked(event: Event | EventFacts) -> str:
    """Return when it is, and by whose clock where that may be doubted."""
    clock = zone(event)
    return f"{when(event)} ({clock})" if clock else when(event)


def named(event: Event | EventFacts) -> str:
    """Return an event by its title and day, for a subject."""
    return defused.line(f"{event.title}, {day(event.starts)}")


def if_you_cannot_come() -> str:
    """Return what everybody who holds a seat, or waits for one, should know."""
    return _(
        "If you cannot come, please cancel with your link: somebody else will be glad of the seat. The link is yours alone."
    )
