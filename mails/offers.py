"""Mails about a seat that is offered to somebody on the waiting list, until a moment."""

from flask_babel import gettext as _

from formats.announcement import local_moment
from mails.mail_text import Button, MailText, page
from mails.registrant import event_page, found, named, to_registrant
from models.outbox.message import OutboxMessage


def offer(message: OutboxMessage) -> MailText:
    """Return « Une place vous est proposée », with the link to take it."""
    registration = found(message)
    if not registration.may_take() or registration.held_until is None:
        return lapsed(message)
    return to_registrant(
        registration,
        subject=_("A seat is offered to you: %(event)s", event=named(registration.event)),
        title=_("A seat has become free: do you take it?"),
        opening=[
            _(
                "It is kept for you until %(moment)s. After that it goes to the next person who waits.",
                moment=local_moment(registration.held_until, registration.event),
            )
        ],
        button=Button(_("Take the seat"), page(f"/registrations/{registration.token}/seat")),
        closing=[_("If you no longer wish to come, decline it there: somebody else has it at once.")],
    )


def lapsed(message: OutboxMessage) -> MailText:
    """Return « Le délai est passé », of an offer that was not taken in time."""
    registration = found(message)
    return to_registrant(
        registration,
        subject=_("The offered seat has gone to somebody else: %(event)s", event=named(registration.event)),
        title=_("The time to take the seat is over"),
        opening=[
            _(
                "The seat that was kept for you goes to the next person, and you are no longer on the waiting list."
            )
        ],
        button=event_page(registration.event),
        closing=[_("If you still wish to come, you can register again on that page.")],
    )


WRITERS = {"offer": offer, "lapsed": lapsed}
