"""Mails between registration and seat: an email address to confirm, an organiser's approval."""

from flask_babel import gettext as _

from formats.announcement import local_moment, seats
from mails import defused, registrations
from mails.mail_text import Button, MailText, page
from mails.registrant import event_facts, found, if_you_cannot_come, named, to_registrant
from models.outbox.message import OutboxMessage
from models.registration import Registration, RegistrationState


def hold(message: OutboxMessage) -> MailText:
    """Return « Confirmez votre adresse », with the link that does it."""
    registration = found(message)
    if not registration.may_confirm():
        return expired(message)
    return to_registrant(
        registration,
        subject=_("Please confirm your address: %(event)s", event=named(registration.event)),
        title=_("One more step: confirm your address"),
        opening=[
            _("Your seat is kept until %(moment)s. After that it is free again.", moment=until(registration)),
            _("If you did not register, you need not do anything."),
        ],
        button=Button(_("Confirm my address"), confirmation_page(registration)),
    )


def link(message: OutboxMessage) -> MailText:
    """Return « Votre lien », for an address that is already registered; if unconfirmed, ask again."""
    held = found(message).state is RegistrationState.HELD
    return hold(message) if held else registrations.link(message)


def expired(message: OutboxMessage) -> MailText:
    """Return « Le délai est passé », of an address that was not confirmed in time."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Your seat is no longer kept: %(event)s", event=named(registration.event)),
        title=_("The time to confirm your address is over"),
        opening=[_("Nobody opened the link that we sent to this address, so the seat is free again.")],
        button=Button(_("Register again"), page(f"/events/{registration.event.slug}")),
        closing=[_("If you did not register, you need not do anything.")],
    )


def pending(message: OutboxMessage) -> MailText:
    """Return « Inscription à valider », while the organiser has not answered."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration received: %(event)s", event=named(registration.event)),
        title=_("The organiser will answer you"),
        opening=[
            _("The organiser decides on each registration. A seat is kept for you until then."),
            _("As soon as there is an answer we write to you. There is nothing that you need to do."),
        ],
        closing=[if_you_cannot_come(registration.event)],
    )


def approval(message: OutboxMessage) -> MailText:
    """Return « Inscription acceptée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration accepted: %(event)s", event=named(registration.event)),
        title=_("Your registration is accepted"),
        closing=[if_you_cannot_come(registration.event)],
        **registrations.with_ticket(
            registration, _("The organiser has said yes: we look forward to seeing you.")
        ),
    )


def refusal(message: OutboxMessage) -> MailText:
    """Return « Inscription non retenue »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Your registration: %(event)s", event=named(registration.event)),
        title=_("Your registration could not be accepted"),
        opening=[_("The organiser could not accept your registration. No seat is kept for you.")],
        button=Button(_("See the page of the event"), page(f"/events/{registration.event.slug}")),
    )


def application(message: OutboxMessage) -> MailText:
    """Return « Une inscription à valider », to the team."""
    registration = found(message)
    event = registration.event
    who = [
        (_("Name"), defused.name(registration.name)),
        (_("Organisation"), defused.name(registration.organisation)),
        (_("Job title"), defused.name(registration.job_title)),
        (_("Seats"), seats(registration.seats)),
    ]
    return MailText(
        subject=_("A registration to approve: %(event)s", event=named(event)),
        title=_("Somebody waits for your answer"),
        facts=[fact for fact in [*who, *event_facts(event)] if fact[1]],
        button=Button(
            _("See the registrations"), page(f"/desk/events/{event.slug}/registrations?state=pending")
        ),
        because=_("You receive this message because you organise events on this site."),
    )


WRITERS = {
    "link": link,
    "hold": hold,
    "expired": expired,
    "pending": pending,
    "approval": approval,
    "refusal": refusal,
    "application": application,
}


def until(registration: Registration) -> str:
    """Return the moment until which a seat is kept."""
    return local_moment(registration.held_until, registration.event) if registration.held_until else ""


def confirmation_page(registration: Registration) -> str:
    """Return the whole address of the page that confirms an address."""
    return page(f"/registrations/{registration.address_token}/confirmation")
