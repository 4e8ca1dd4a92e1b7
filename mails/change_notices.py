"""Mails about an event whose time, place or status changed: to everybody who is coming or waiting."""

import dataclasses
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from formats.announcement import place, when
from mails.mail_text import MailText, Moot
from mails.registrant import found, if_you_cannot_come, named, to_registrant
from models.event import Event, EventFacts, EventStatus, VenueState
from models.outbox.message import OutboxMessage


def event_changed(message: OutboxMessage) -> MailText:
    """Return what changed of an event's time, place or status: as it was, and as it is."""
    registration = found(message)
    if not registration.is_active:
        raise Moot("the person has cancelled meanwhile")
    event = registration.event
    was, now = (_revised(event, message.facts.get(key, {})) for key in ("before", "after"))
    subject, title = _change(was, now)
    pairs = [
        (_("When, until now"), when(was), when(now)),
        (_("Where, until now"), place(was), place(now)),
    ]
    opening = []
    if now.status is EventStatus.POSTPONED:
        opening.append(_("You keep your registration. We write to you when the new date is known."))
    return to_registrant(
        registration,
        now,
        subject=subject,
        title=title,
        opening=opening,
        prose=event.status_reason if _is_off(now) else "",
        before=[(label, before) for label, before, after in pairs if before != after],
        closing=[] if now.status is EventStatus.CANCELLED else [if_you_cannot_come(registration)],
    )


WRITERS = {"event changed": event_changed}


def _is_off(facts: EventFacts) -> bool:
    """Say whether an event does not take place as it was announced."""
    return facts.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}


def _revised(event: Event, facts: dict[str, Any]) -> EventFacts:
    """Return an event's facts, replaced by those stored in the outbox for another moment."""
    facts = dict(facts)
    for key in ("starts", "ends"):
        facts[key] = datetime.fromisoformat(facts[key]) if facts.get(key) else None
    facts["status"], facts["venue_state"] = EventStatus(facts["status"]), VenueState(facts["venue_state"])
    return dataclasses.replace(EventFacts.of(event), **facts)


def _change(was: EventFacts, now: EventFacts) -> tuple[str, str]:
    """Return the subject and the title that say what matters most of a change."""
    event = named(now)
    if now.status is not was.status and now.status is EventStatus.CANCELLED:
        return _("Event cancelled: %(event)s", event=event), _("The event is cancelled")
    if now.status is not was.status and now.status is EventStatus.POSTPONED:
        return _("Event postponed: %(event)s", event=event), _("The event is postponed")
    if when(was) != when(now):
        return _("New date: %(event)s", event=event), _("The date has changed")
    if now.venue_state is VenueState.CONFIRMED and was.venue_state is not VenueState.CONFIRMED:
        return _("Venue confirmed: %(event)s", event=event), _("The venue is confirmed")
    if place(was) != place(now):
        return _("New venue: %(event)s", event=event), _("The venue has changed")
    return _("The event takes place: %(event)s", event=event), _("The event takes place")
