"""Letters to a person about all that they registered."""

from datetime import timedelta

from flask_babel import gettext as _

from formats.facts import status_word
from formats.wording import short_day
from mails import defused
from mails.letter import Button, Letter, page
from mails.person import found
from models.message import Message
from models.person import PASS_LASTS, mine, pass_for
from models.registration import Registration

MOST = 20  # registrations that the letter itself names


def my_registrations(message: Message) -> Letter:
    """Return « Vos inscriptions », with the link that lists them all for a day."""
    registration = found(message)
    known = mine(registration.email_key)
    coming = [each for each in reversed(known) if each.is_active and not each.event.is_over]
    words = _(
        "The link opens the list of your registrations for %(count)s hours. It is yours alone.",
        count=PASS_LASTS // timedelta(hours=1),
    )
    return Letter(
        subject=_("Your registrations"),
        title=_("Find your registrations"),
        facts=[(_("In the name of"), defused.name(registration.name)), *map(_fact, coming[:MOST])],
        button=Button(_("See my registrations"), page(f"/my-registrations/{pass_for(registration)}")),
        opening=[] if coming else [_("Nothing is to come; the list holds what is past or cancelled.")],
        closing=[words, _("If you did not ask for this message, you need not do anything.")],
        because=_("You receive this message because somebody gave this address to find its registrations."),
    )


WRITERS = {"my registrations": my_registrations}


def _fact(registration: Registration) -> tuple[str, str]:
    event = registration.event
    return short_day(event.starts), f"{defused.line(event.title)} ({status_word(registration.state)})"
