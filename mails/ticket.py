"""What a mail tells somebody who comes: how to get in or to join, own words, the ticket."""

from typing import Any

from flask_babel import gettext as _

import clock
from formats import qr_code
from formats.announcement import local_moment
from mails.mail_text import is_whole
from models.registration import Registration, RegistrationState


def with_ticket(registration: Registration, *opening: str, words: str = "") -> dict[str, Any]:
    """Return what a mail tells somebody who comes, and the ticket's picture.

    ``words`` are the organiser's own, Markdown. Nobody shows a ticket to an event online, and when there is no ticket
    any more, there is no picture either.
    """
    event = registration.event
    if event.payment_link:
        opening = (*opening, _("To pay: %(address)s", address=event.payment_link))
    said = [*opening, *_to_join(registration)]
    picture = qr_code.png(registration) if is_whole() and not event.is_online else b""
    if not picture:
        return {"opening": said, "prose": _own_words(registration, words)}
    show = _(
        "The square code in this message is your ticket: show it at the entrance, on your phone or printed. Without it, your name is enough."
    )
    return {
        "opening": [*said, show],
        "prose": _own_words(registration, words),
        "picture": picture,
        "picture_says": _("QR code of the ticket"),
    }


def _to_join(registration: Registration) -> list[str]:
    """Return how somebody whose seat is sure joins online, or when they will be told."""
    event = registration.event
    if not event.access_link or registration.state is not RegistrationState.CONFIRMED:
        return []
    if event.shows_access:
        return [_("To join online: %(address)s", address=event.access_link)]
    opens = event.access_opens_at
    if opens is None or opens <= clock.now():
        return []
    moment = local_moment(opens, event)
    return [
        _("The link to join online will be on the page of your registration from %(moment)s.", moment=moment)
    ]


def _own_words(registration: Registration, words: str) -> str:
    """Return the organiser's words of a mail, and those for people whose seat is sure, as Markdown."""
    event = registration.event
    sure = registration.state is RegistrationState.CONFIRMED and event.shows_access
    return "\n\n".join(text for text in (words, event.access_words if sure else "") if text)
