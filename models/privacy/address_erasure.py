"""All that the site knows under one email address, and erasing it.

What stays is listed with the reason.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

import email_address
from extensions import db
from models.outbox.message import OutboxMessage
from models.privacy.comment_erasure import comments_of, disown
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


@dataclass(slots=True)
class Erased:
    """How much of each was erased, and what was not: the reason, and the event's title where there is one."""

    counts: dict[str, int] = field(default_factory=dict)
    kept: list[tuple[Kept, str]] = field(default_factory=list)

    def add(self, name: str, count: int = 1) -> None:
        """Count something that was erased."""
        if count:
            self.counts[name] = self.counts.get(name, 0) + count


def registrations_of(email_key: str) -> list[Registration]:
    """Return what was registered under an address, drafts' registrations included, oldest first."""
    found = sa.select(Registration).where(Registration.email_key.in_(email_address.keys(email_key)))
    return list(db.session.scalars(found.order_by(Registration.created_at, Registration.id)))


def erase_address(email: str, *, by: User) -> Erased:
    """Erase all that can be erased under an email address, in the current write transaction.

    Returns how much was erased, and what stays and why.
    """
    key, done = email_address.key(email), Erased()
    live = [each.id for each in registrations_of(key) if not may_erase(each)]
    for registration in registrations_of(key):
        _erase(done, registration, by)
    for comment in db.session.scalars(comments_of(key)).all():
        if disown(comment, by=by):
            done.add("comments")
        else:
            done.kept.append((Kept.STAFF, comment.event.title))
    _erase_companions(done, key)
    done.add("subscriptions", Follower.forget(email))
    done.add("former addresses", _forget_former(key))
    elsewhere = sa.or_(OutboxMessage.registration_id.is_(None), OutboxMessage.registration_id.not_in(live))
    done.add(
        "mails",
        OutboxMessage.forget(sa.and_(_reaches(OutboxMessage.recipients, key), elsewhere)),
    )
    if User.by_email(email):
        done.kept.append((Kept.ACCOUNT, ""))
    return done


def _erase(done: Erased, registration: Registration, by: User) -> None:
    if may_erase(registration):
        erase(registration, by=by)
        done.add("registrations")
    else:
        done.kept.append((Kept.LIVE, registration.event.title))


def _erase_companions(done: Erased, key: str) -> None:
    """Erase the companions with this email address.

    A companion of an event still to come stays, as the registration does.
    """
    found = sa.select(Companion).where(_reaches(Companion.email, key))
    for companion in db.session.scalars(found).all():
        registration = db.session.get_one(Registration, companion.registration_id)
        if may_erase(registration):
            db.session.delete(companion)
            done.add("companions")
        else:
            done.kept.append((Kept.LIVE, registration.event.title))


def _reaches(column: InstrumentedAttribute[str], key: str) -> sa.ColumnElement[bool]:
    """Match the rows whose address, in whatever spelling, reaches the mailbox of a key."""
    kept = db.session.scalars(sa.select(column).where(column.contains("@")).distinct())
    return column.in_([each for each in kept if email_address.key(each) == key])


def _forget_former(key: str) -> int:
    named = sa.or_(_reaches(FormerEmail.email, key), _reaches(FormerEmail.followed_by, key))
    live = sa.select(Registration.id).where(Registration.email_key.in_(email_address.keys(key)))
    gone = sa.delete(FormerEmail).where(named, FormerEmail.registration_id.not_in(live))
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]
