"""The waiting list in the words of who waits: what becomes of a seat that frees."""

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

import clock
from formats.announcement import local_moment
from formats.wording import number
from models.event import Event, PromotionPolicy


def init_app(app: Flask) -> None:
    """Give templates a filter: ``{{ event|what_happens }}``."""
    app.jinja_env.filters["what_happens"] = what_happens


def what_happens(event: Event) -> str:
    """Return what happens when a seat becomes free, and until when: « Dès qu’une place se libère… »."""
    stop = event.stops_at
    if stop and clock.now() >= stop:
        return _(
            "Since %(moment)s, seats that free are no longer given out.", moment=local_moment(stop, event)
        )
    said = [_move(event)]
    if stop:
        said.append(_("That stops on %(moment)s.", moment=local_moment(stop, event)))
    return " ".join(said)


def _move(event: Event) -> str:
    if event.promotion is PromotionPolicy.HAND:
        return _("The organiser decides who gets a seat that frees, and we write to you if it is you.")
    if event.offers_seats:
        return ngettext(
            "As soon as a seat frees, we offer it to you by mail: you have %(count)s hour to take it, less when the event is near.",
            "As soon as a seat frees, we offer it to you by mail: you have %(count)s hours to take it, less when the event is near.",
            event.offer_hours,
            count=number(event.offer_hours),
        )
    if event.approval:
        return _("As soon as a seat frees, it is kept for you, and the organiser answers you.")
    return _("As soon as a seat frees, it is yours, and we write to you.")
