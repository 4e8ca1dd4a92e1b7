"""What is kept about a person, in words for them to read and as JSON for other programs."""

from datetime import datetime
from enum import Enum
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext, pgettext

from formats.announcement import seats
from formats.event_facts import status_word
from formats.links import public
from formats.moderation import state_name
from formats.registrations import WHO, deed, language_name
from formats.wording import hour, moment, number, short_day
from models.audit_log.record import Actor
from models.comment import CommentState
from models.erasure import Way
from models.outbox.message import MessageState
from models.privacy import Kept, Part
from models.registration import RegistrationState
from models.registration.fields import FIELDS

NAMES = {
    "registration": lazy_pgettext("one person’s", "Registration"),
    "event": _l("Event"),
    "former_addresses": _l("Changes of address"),
    "mails": _l("Messages sent"),
    "history": _l("Audit log"),
    "check_in": _l("At the door"),
    "answer": _l("Answers"),
    "companion": _l("Companions"),
    "consent": _l("Agreements"),
    "comments": _l("Comments"),
    "registrations": _l("Registrations"),
    "companions": _l("Named as a companion by somebody else"),
    "former_wordings": _l("Former wordings of comments"),
    "notes": _l("Moderators’ notes about their comments"),
    "reports": _l("Readers’ reports about their comments"),
    "followers": _l("Told of replies"),
    "list_entries": _l("On the moderators’ list"),
    "accounts": _l("Account of the staff"),
    "lent_phones": _l("Phones lent in their name"),
    "speakers": _l("Speakers of the same name"),
}
WORDS = {name: _l(field.told) for name, field in FIELDS.items()} | {
    "title": _l("Title"),
    "starts": _l("Starts"),
    "timezone": _l("Time zone"),
    "link": _l("Link"),
    "what": _l("What"),
    "who": _l("By whom"),
    "at": _l("When"),
    "followed_by": _l("Replaced by"),
    "website": _l("Website"),
    "address": _l("Network address"),
    "agent": _l("Browser"),
    "text": _l("Text"),
    "undone_at": _l("Undone on"),
    "version": _l("Version"),
    "agreed_at": _l("Agreed on"),
    "ended_at": _l("Withdrawn on"),
    "position": lazy_pgettext("identifier", "Number"),
    "label": _l("Text"),
    "question": _l("Question"),
    "choice": _l("Choice"),
    "value": _l("Answer"),
    "asked_at": _l("Asked to confirm on"),
    "confirmed_at": _l("Confirmed on"),
    "comments": _l("Comments followed (numbers)"),
    "effect": _l("Effect"),
    "removed_at": _l("Taken off on"),
    "role": _l("Role"),
    "function": _l("Function"),
    "active": _l("Active"),
    "device": _l("Device"),
}
MAILS = {
    "confirmation": _l("Registration confirmed"),
    "waiting": _l("On the waiting list"),
    "promotion": _l("A seat from the waiting list"),
    "cancellation": _l("Registration cancelled"),
    "hold": _l("Request to confirm the address"),
    "pending": _l("Waiting for the organiser’s approval"),
    "approval": _l("Registration approved"),
    "refusal": _l("Registration refused"),
    "expired": _l("The time to answer ran out"),
    "link": _l("The private link, again"),
    "my registrations": _l("The list of registrations"),
    "moved": _l("The new private link"),
    "moved away": _l("The address was changed"),
    "companion": _l("Named as a companion by somebody else"),
    "event changed": _l("The event changed"),
    "reminder": _l("Reminder"),
}
SENDING = {
    MessageState.QUEUED: lazy_pgettext("mail", "waiting to be sent"),
    MessageState.SENDING: lazy_pgettext("mail", "being sent"),
    MessageState.SENT: lazy_pgettext("mail", "accepted by the server"),
    MessageState.FAILED: lazy_pgettext("mail", "failed"),
}
KEPT = {
    Kept.LIVE: _l("The registration for “%(title)s”, which is still to come: cancel it first."),
    Kept.STAFF: _l("A comment that the team wrote from its account, under “%(title)s”."),
    Kept.ACCOUNT: _l("The account of a member of the staff: it is closed on the page of the staff."),
    Kept.REPORT: _l("What readers reported about their comments: it goes by itself in its time."),
    Kept.LISTED: _l("The entry of the moderators’ list, which keeps abuse out: moderators take it off."),
    Kept.SPEAKER: _l(
        "A speaker of the same name, announced under “%(title)s”: taken off on the event’s page."
    ),
}

WAYS = {
    Way.PERSON: _l("the person, through their private link"),
    Way.DESK: _l("the organisers"),
    Way.AUTHOR: _l("the comment’s author, through their private link"),
    Way.RETENTION: _l("the site, because its time was over"),
}


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    for name, word in (
        ("part_name", part_name),
        ("datum", datum),
        ("said_of_person", said),
        ("kept_because", kept),
        ("erased_count", erased_count),
        ("erasure_way", erasure_way),
    ):
        app.jinja_env.filters[name] = word


def part_name(name: str) -> str:
    """Return the heading of a part; a part that has none yet is called as its table is."""
    return str(NAMES.get(name, name.replace("_", " ").capitalize()))


def datum(name: str) -> str:
    """Return the label of a value."""
    return str(WORDS.get(name, name.replace("_", " ").capitalize()))


def said(value: Any, part: str = "", key: str = "") -> str:
    """Return a value as somebody would say it, in its place: what a line of history or a mail is called."""
    if key == "language":
        return language_name(value)
    if key == "what":
        return deed(value) if part == "history" else str(MAILS.get(value, value))
    if key == "link":
        return public(value)
    if key == "state" and value == "written":
        return pgettext("mail", "written to a file, not sent")
    return seats(value) if key == "seats" else _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, RegistrationState):
        return status_word(value)
    if isinstance(value, datetime):
        return moment(value) if value.tzinfo else f"{short_day(value)}, {hour(value)}"
    if isinstance(value, Actor | MessageState):
        return str(WHO[value] if isinstance(value, Actor) else SENDING[value])
    if isinstance(value, CommentState):
        return state_name(value)
    return number(value) if isinstance(value, int) else str(value)


def kept(reason: tuple[Kept, str]) -> str:
    """Return why something under an address is not erased."""
    why, title = reason
    return str(KEPT[why]) % {"title": title}


def erased_count(name: str, count: int) -> str:
    """Return how much of something was erased: « 2 inscriptions »."""
    words = {
        "registrations": ngettext("%(num)s registration", "%(num)s registrations", count),
        "comments": ngettext("%(num)s comment, now anonymous", "%(num)s comments, now anonymous", count),
        "subscriptions": ngettext(
            "%(num)s address to tell of replies", "%(num)s addresses to tell of replies", count
        ),
        "former addresses": ngettext("%(num)s former address", "%(num)s former addresses", count),
        "companions": ngettext("%(num)s person who came along", "%(num)s people who came along", count),
        "deleted comments": ngettext("%(num)s comment", "%(num)s comments", count),
        "mails": ngettext("%(num)s message", "%(num)s messages", count),
    }
    return words[name]


def erasure_way(way: Way) -> str:
    """Return who had something erased."""
    return str(WAYS[way])


def plain(parts: list[Part]) -> dict[str, list[dict[str, Any]]]:
    """Return the parts as JSON has them: instants in ISO 8601, states by their names, links whole."""
    return {
        part.name: [{key: _plain(key, value) for key, value in row.items()} for row in part.rows]
        for part in parts
    }


def _plain(key: str, value: Any) -> Any:
    if key == "link":
        return public(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
