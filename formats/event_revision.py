"""Messages to an organiser about a change of an event: promotions, people told, why nothing moves.

They are shown before or after the change.
"""

from datetime import timedelta

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

import clock
from formats.announcement import local_moment
from formats.event_facts import above_capacity, field_words
from formats.wording import number
from models.event import Event, EventFacts, EventStatus
from models.event_revision import Revision
from models.question import Choice
from models.registration import BlockerCause, Registration, WaitingListBlocker

USUAL_NOTICE = timedelta(days=60)  # how far ahead the empty form puts an event


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ blocker|why_nothing_moves(event) }}``."""
    for word in (what_publishing_opens, why_nothing_moves, will_be_told):
        app.jinja_env.filters[word.__name__] = word


def what_publishing_opens(event: Event) -> str:
    """Return what publishing opens: the page, and registration now, later or not any more."""
    now = clock.now()
    if event.is_over or (event.closes_at and event.closes_at <= now):
        return _("Its page is open to everybody; registration is closed.")
    if event.opens_at and event.opens_at > now:
        moment = local_moment(event.opens_at, event)
        return _("Its page is open to everybody; registration opens on %(moment)s.", moment=moment)
    return _("Its page is open to everybody, and so is registration.")


def done(revision: Revision) -> str:
    """Return what a revision did, in sentences."""
    if not revision.changed:
        return _("Nothing was changed.")
    facts = EventFacts.of(revision.event)
    said = [saved(facts), promoted(revision.promoted), are_told(revision.told)]
    said += [above_capacity(revision.event)] if revision.beyond else []
    return " ".join(sentence for sentence in said if sentence)


def saved(facts: EventFacts) -> str:
    """Return the message that an event is saved: « Début : cette heure… ».

    It also says which hour is meant if one occurs twice when clocks go back.
    """
    said = [_("Saved.")]
    for name in facts.twice:
        field = field_words([name])
        said.append(_("%(field)s: this hour comes twice that night; the first is meant.", field=field))
    return " ".join(said)


def acted(registration: Registration, verb: str) -> str:
    """Return what an organiser did to a registration: « Inscription acceptée : Jeanne Martin est… »."""
    words = {
        "approve": _("Accepted: %(name)s is being told by mail.", name=registration.name),
        "refuse": _("Refused: %(name)s is being told by mail.", name=registration.name),
        "promote": _("%(name)s is being told by mail that a seat is free.", name=registration.name),
        "prefer": _("%(name)s is served before all others now.", name=registration.name),
        "stop preferring": _("%(name)s waits in the order of arrival again.", name=registration.name),
        "revoke": _(
            "%(name)s gets a new ticket by mail; the one before is refused at the door.",
            name=registration.name,
        ),
        "cancel": _("Cancelled: %(name)s is being told by mail.", name=registration.name),
    }
    return words[verb]


def promoted(count: int) -> str:
    """Return how many people moved up from the waiting list; nothing for none."""
    if not count:
        return ""
    return ngettext(
        "%(count)s person who was waiting has a seat now.",
        "%(count)s people who were waiting have a seat now.",
        count,
        count=number(count),
    )


def are_told(count: int) -> str:
    """Return how many people are being told by mail; nothing for none."""
    if not count:
        return ""
    return ngettext(
        "%(count)s person will be told by mail in ten minutes: what you change until then goes into the same message.",
        "%(count)s people will be told by mail in ten minutes: what you change until then goes into the same message.",
        count,
        count=number(count),
    )


def will_be_told(count: int) -> str:
    """Return how many people a change would be told to: « 2 personnes seront prévenues par e-mail. »."""
    if not count:
        return _("Nobody will be told by mail.")
    return ngettext(
        "%(count)s person will be told by mail.",
        "%(count)s people will be told by mail.",
        count,
        count=number(count),
    )


def why_nothing_moves(blocker: WaitingListBlocker, event: Event) -> str:
    """Return why free seats are not given to who waits: « 2 places libres, non proposées : … »."""
    free = ngettext("%(count)s free seat", "%(count)s free seats", blocker.free, count=number(blocker.free))
    if event.capacity is None:
        free = _("Unlimited seats")
    return ngettext(
        "%(free)s, not offered: %(why)s",
        "%(free)s, not offered: %(why)s",
        blocker.free,
        free=free,
        why=_why(blocker, event),
    )


def _why(blocker: WaitingListBlocker, event: Event) -> str:
    since = local_moment(blocker.since, event) if blocker.since else ""
    if blocker.why is BlockerCause.OFF:
        return {
            EventStatus.DRAFT: _("the event is a draft."),
            EventStatus.POSTPONED: _("the event is postponed."),
            EventStatus.CANCELLED: _("the event is cancelled."),
        }.get(event.status, _("the event is archived."))
    if blocker.why is BlockerCause.GROUP:
        return ngettext(
            "who is first in line waits for %(count)s seat.",
            "who is first in line waits for %(count)s seats together.",
            blocker.wanted,
            count=number(blocker.wanted),
        )
    if blocker.why is BlockerCause.CHOICE and blocker.short:
        return _scarce(blocker.wanted, *blocker.short)
    return {
        BlockerCause.OVER: _("the event is over."),
        BlockerCause.CLOSED: _("registration is closed since %(moment)s.", moment=since),
        BlockerCause.STOPPED: _(
            "since %(moment)s, so near the event, seats no longer move by themselves.", moment=since
        ),
        BlockerCause.HAND: _("you give out freed seats yourself; choose below who gets one."),
    }.get(blocker.why, _("they are being given away right now."))


def _scarce(wanted: int, left: int, choice: Choice | None) -> str:
    return ngettext(
        "who is first in line waits for %(count)s seat of “%(choice)s”, of which %(left)s are left.",
        "who is first in line waits for %(count)s seats of “%(choice)s”, of which %(left)s are left.",
        wanted,
        count=number(wanted),
        choice=choice.label if choice else "",
        left=number(left),
    )
