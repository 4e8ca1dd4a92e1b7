"""Erasing all that the site knows under one email address.

What stays is listed with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import email_address
from extensions import db
from models.comment import Comment
from models.erasure import Kind, Way, record, reference
from models.event import Event, Speaker
from models.outbox.message import OutboxMessage
from models.privacy.comment_erasure import disown
from models.privacy.places import found_under
from models.privacy.registration_erasure import erase, may_erase
from models.registration import Registration
from models.registration.companion import Companion
from models.registration.former_email import FormerEmail
from models.subscription import Follower
from models.user import User


class Kept(StrEnum):
    """Why something under an address is not erased."""

    LIVE = "live"  # a registration for an event that is still to come
    STAFF = "staff"  # a comment that a member of the staff wrote from their account
    ACCOUNT = "account"  # the account of a member of the staff
    REPORT = "report"  # what readers said of a comment; it goes in its time
    LISTED = "listed"  # an entry of the moderators' list
    SPEAKER = "speaker"  # who is announced as a speaker under the same name


@dataclass(slots=True)
class Erased:
    """How much of each was erased, and what was not: the reason, and the event's title where there is one.

    ``reference`` names the erasure in the erasure journal.
    """

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[tuple[Kept, str]] = field(default_factory=list)
    reference: str = ""

    def add(self, name: str, count: int = 1) -> None:
        """Count something that was erased."""
        if count:
            self.counts[name] = self.counts.get(name, 0) + count

    def keep(self, why: Kept, title: str = "") -> None:
        """Note why something stays, once."""
        if (why, title) not in self.kept:
            self.kept.append((why, title))


def erase_address(email: str, *, by: User) -> Erased:
    """Erase all that can be erased under an email address, in the current write transaction.

    Returns how much was erased, and what stays and why.
    """
    done = Erased()
    key = email_address.key(email)
    for name, rows in found_under(key).items():
        for row in rows:
            ERASERS[name](row, done, by)
    if done.counts:
        record(Kind.ADDRESS, key, Way.DESK, **done.counts)
        done.reference = reference()
    return done


def _registration(registration: Registration, done: Erased, by: User) -> None:
    if may_erase(registration):
        erase(registration, by=by)
        done.add("registrations")
    else:
        done.keep(Kept.LIVE, registration.event.title)


def _comment(comment: Comment, done: Erased, by: User) -> None:
    if disown(comment, by=by):
        done.add("comments")
    else:
        done.keep(Kept.STAFF, comment.event.title)


def _companion(companion: Companion, done: Erased, _by: User) -> None:
    """Erase a companion; one of an event still to come stays, as the registration does."""
    registration = db.session.get_one(Registration, companion.registration_id)
    if may_erase(registration):
        db.session.delete(companion)
        done.add("companions")
    else:
        done.keep(Kept.LIVE, registration.event.title)


def _former(former: FormerEmail, done: Erased, _by: User) -> None:
    db.session.delete(former)
    done.add("former addresses")


def _follower(follower: Follower, done: Erased, _by: User) -> None:
    done.add("subscriptions", Follower.forget(follower.email))


def _mail(mail: OutboxMessage, done: Erased, _by: User) -> None:
    done.add("mails", OutboxMessage.forget(OutboxMessage.id == mail.id))


def _stays(why: Kept) -> Callable[[Any, Erased, User], None]:
    return lambda _row, done, _by: done.keep(why)


def _goes_along(_row: Any, _done: Erased, _by: User) -> None:
    """Do nothing: it has gone with the comment or the account that it belongs to."""


def _speaker(speaker: Speaker, done: Erased, _by: User) -> None:
    done.keep(Kept.SPEAKER, db.session.get_one(Event, speaker.event_id).title)


ERASERS: dict[str, Callable[[Any, Erased, User], None]] = {
    "registrations": _registration,
    "comments": _comment,
    "former_wordings": _goes_along,
    "notes": _goes_along,
    "reports": _stays(Kept.REPORT),
    "companions": _companion,
    "former_addresses": _former,
    "followers": _follower,
    "mails": _mail,
    "list_entries": _stays(Kept.LISTED),
    "accounts": _stays(Kept.ACCOUNT),
    "lent_phones": _goes_along,
    "speakers": _speaker,
}
