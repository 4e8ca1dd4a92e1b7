"""Mails about a registration: to the registrant at each step, and to the team where it has to know."""

from flask_babel import gettext as _

from formats.announcement import local_moment, seats, seats_left, waiting
from formats.waiting_list import what_happens
from mails import defused
from mails.mail_text import Button, MailText, is_whole, page
from mails.registrant import event_facts, event_page, found, if_you_cannot_come, named, to_registrant
from mails.ticket import with_ticket
from models.outbox.message import OutboxMessage
from models.registration import Registration, RegistrationState


def confirmation(message: OutboxMessage) -> MailText:
    """Return « Inscription confirmée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration confirmed: %(event)s", event=named(registration.event)),
        title=_("Your registration is confirmed"),
        **with_ticket(registration, words=registration.event.confirmation_words),
        closing=[if_you_cannot_come(registration)],
    )


def waiting_list(message: OutboxMessage) -> MailText:
    """Return « Liste d’attente », with the place in it."""
    registration = found(message)
    place_in_line = registration.position if is_whole() else None
    title = _("You are on the waiting list")
    if place_in_line:
        title = _("You are number %(position)s on the waiting list", position=place_in_line)
    return to_registrant(
        registration,
        subject=_("Waiting list: %(event)s", event=named(registration.event)),
        title=title,
        closing=[
            what_happens(registration.event),
            if_you_cannot_come(registration),
        ],
    )


def promotion(message: OutboxMessage) -> MailText:
    """Return « Une place pour vous »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("A seat for you: %(event)s", event=named(registration.event)),
        title=_("A seat has become free, and it is yours"),
        **with_ticket(
            registration,
            _("You were on the waiting list; your registration is now confirmed."),
            words=registration.event.confirmation_words,
        ),
        closing=[if_you_cannot_come(registration)],
    )


def cancellation(message: OutboxMessage) -> MailText:
    """Return « Inscription annulée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration cancelled: %(event)s", event=named(registration.event)),
        title=_("Your registration is cancelled"),
        button=event_page(registration.event),
        closing=[_("If you change your mind, you can register again on that page.")],
    )


def link(message: OutboxMessage) -> MailText:
    """Return « Votre lien », for an address that is already registered; if unconfirmed, ask again."""
    registration = found(message)
    if registration.state is RegistrationState.HELD:
        return hold(message)
    return to_registrant(
        registration,
        subject=_("Your link: %(event)s", event=named(registration.event)),
        title=_("You are already on the waiting list")
        if is_whole() and registration.position
        else _("You are already registered"),
        opening=[
            _("Your address was entered again on the page of the event. Nothing has changed."),
            _("What was typed this time was not kept: your link shows what stands, and changes it."),
        ],
        closing=[_("If that was not you, you need not do anything."), if_you_cannot_come(registration)],
    )


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
        closing=[if_you_cannot_come(registration)],
    )


def approval(message: OutboxMessage) -> MailText:
    """Return « Inscription acceptée »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("Registration accepted: %(event)s", event=named(registration.event)),
        title=_("Your registration is accepted"),
        closing=[if_you_cannot_come(registration)],
        **with_ticket(
            registration,
            _("The organiser has said yes: we look forward to seeing you."),
            words=registration.event.confirmation_words,
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
        button=event_page(registration.event),
    )


def ticket(message: OutboxMessage) -> MailText:
    """Return « Nouveau billet »."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("New ticket: %(event)s", event=named(registration.event)),
        title=_("You have a new ticket"),
        closing=[if_you_cannot_come(registration)],
        **with_ticket(registration, _("The ticket that you had until now is no longer valid.")),
    )


def cancelled(message: OutboxMessage) -> MailText:
    """Return « Désistement », to the team."""
    registration = found(message)
    event = registration.event
    counts = [waiting(event.waiting_count)] if event.waiting_count else []
    if event.seats_free is not None:
        counts.insert(0, seats_left(event.seats_free))
    return _to_team(
        registration,
        subject=_("Cancellation: %(event)s", event=named(event)),
        title=_("Somebody has cancelled their registration"),
        now=", ".join(counts),
    )


def application(message: OutboxMessage) -> MailText:
    """Return « Une inscription à valider », to the team."""
    registration = found(message)
    return _to_team(
        registration,
        subject=_("A registration to approve: %(event)s", event=named(registration.event)),
        title=_("Somebody waits for your answer"),
        job_title=registration.job_title,
        path="/registrations?state=pending",
    )


def _to_team(
    registration: Registration,
    *,
    subject: str,
    title: str,
    job_title: str = "",
    now: str = "",
    path: str = "",
) -> MailText:
    """Return a mail to the organisers of an event about a registration, with a page of the desk to open."""
    facts = [
        (_("Name"), defused.name(registration.name)),
        (_("Organisation"), defused.name(registration.organisation)),
        (_("Job title"), defused.name(job_title)),
        (_("Seats"), seats(registration.seats)),
        *event_facts(registration.event),
        (_("Now"), now),
    ]
    return MailText(
        subject=subject,
        title=title,
        facts=[fact for fact in facts if fact[1]],
        button=Button(_("See the registrations"), page(f"/desk/events/{registration.event.slug}{path}")),
        because=_("You receive this message because you organise events on this site."),
    )


def until(registration: Registration) -> str:
    """Return the moment until which a seat is kept."""
    return local_moment(registration.held_until, registration.event) if registration.held_until else ""


def confirmation_page(registration: Registration) -> str:
    """Return the whole address of the page that confirms an address."""
    return page(f"/registrations/{registration.address_token}/confirmation")


WRITERS = {
    "confirmation": confirmation,
    "waiting": waiting_list,
    "promotion": promotion,
    "cancellation": cancellation,
    "cancelled": cancelled,
    "ticket": ticket,
    "link": link,
    "hold": hold,
    "expired": expired,
    "pending": pending,
    "approval": approval,
    "refusal": refusal,
    "application": application,
}
