"""Mails about all registrations of an email address, and about moving one to another email address."""

from datetime import timedelta

from flask_babel import gettext as _

from extensions import db
from formats.event_facts import status_word
from formats.wording import phone, short_day
from mails import defused
from mails.mail_text import Button, MailText, Unwritable, is_whole, page
from mails.registrant import event_facts, event_page, found, if_you_cannot_come, named, to_registrant
from mails.registrations import hold
from mails.ticket import with_ticket
from models.event import Event
from models.outbox.message import OutboxMessage
from models.registration import PASS_LASTS, Registration, RegistrationState
from models.site.record import Site

MOST = 20  # registrations that the mail itself names


def my_registrations(message: OutboxMessage) -> MailText:
    """Return « Vos inscriptions », with the link that lists them all for a day."""
    registration = found(message)
    known = Registration.listed_under(registration.email_key) if is_whole() else []
    coming = [each for each in reversed(known) if each.is_active and not each.event.is_over]
    words = _(
        "The link opens the list of your registrations for %(count)s hours. It is yours alone.",
        count=PASS_LASTS // timedelta(hours=1),
    )
    return MailText(
        subject=_("Your registrations"),
        title=_("Find your registrations"),
        facts=[(_("In the name of"), defused.name(registration.name)), *map(_fact, coming[:MOST])],
        button=Button(_("See my registrations"), page(f"/my-registrations/{registration.lookup_pass}")),
        opening=[] if coming else [_("Nothing is to come; the list holds what is past or cancelled.")],
        closing=[words, _("If you did not ask for this message, you need not do anything.")],
        because=_("You receive this message because somebody gave this address to find its registrations."),
    )


def moved(message: OutboxMessage) -> MailText:
    """Return « Votre lien », for the address to which a registration has moved.

    If the registration is held, the mail asks to confirm the address instead.
    """
    registration = found(message)
    if registration.state is RegistrationState.HELD:
        return hold(message)
    said = _("Your registration has moved to this address. This is its new link; the former one has ended.")
    confirmed = registration.state is RegistrationState.CONFIRMED
    return to_registrant(
        registration,
        subject=_("Your link: %(event)s", event=named(registration.event)),
        title=_("Your address is changed"),
        **(with_ticket(registration, said) if confirmed else {"opening": [said]}),
        closing=[if_you_cannot_come(registration)],
    )


def taken(message: OutboxMessage) -> MailText:
    """Return « Une seule inscription par adresse », for an address that already had a registration."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Your link: %(event)s", event=named(registration.event)),
        title=_("This address is registered already"),
        opening=[
            _("A registration was to move to this address, which has one of its own for this event; another message brings the link to that one."),
            _("The other one stays under its former address. This is its new link: cancel whichever you do not need."),
        ],
        closing=[_("If that was not you, you need not do anything.")],
    )  # fmt: skip


def moved_away(message: OutboxMessage) -> MailText:
    """Return « Cette adresse a été remplacée », for a registration's former address.

    It does not reveal the new address.
    """
    registration = found(message)
    reach = (Site.current().email or phone(Site.current().phone)) if is_whole() else ""
    contact = _("If that was not you, tell us at once: %(reach)s.", reach=reach)
    return MailText(
        subject=_("Address changed: %(event)s", event=named(registration.event)),
        title=_("A registration no longer has this address"),
        facts=[*event_facts(registration.event), (_("In the name of"), defused.name(registration.name))],
        opening=[_("The address of this registration was changed. The private link and the ticket sent here have ended.")],
        button=event_page(registration.event),
        closing=[contact if reach else _("If that was not you, tell us at once.")],
        because=_("You receive this message because this address was registered for this event."),
    )  # fmt: skip


def invitation(message: OutboxMessage) -> MailText:
    """Return « Inscrivez-vous avec cette adresse », for an address typed to replace a registered one."""
    event = db.session.get(Event, message.facts.get("event_id", 0))
    if event is None:
        raise Unwritable("the event is gone")
    return MailText(
        subject=_("To register: %(event)s", event=named(event)),
        title=_("Register with this address"),
        facts=event_facts(event),
        opening=[_("Somebody, probably you, gave this address to replace another one. Nothing is registered with it yet.")],
        button=event_page(event),
        closing=[_("If that was not you, you need not do anything.")],
        because=_("You receive this message because this address was entered on the page of the event."),
    )  # fmt: skip


WRITERS = {
    "my registrations": my_registrations,
    "moved": moved,
    "address taken": taken,
    "moved away": moved_away,
    "invitation": invitation,
}


def _fact(registration: Registration) -> tuple[str, str]:
    event = registration.event
    return short_day(event.starts), f"{defused.line(event.title)} ({status_word(registration.state)})"
