"""All places where an address may stand: one walk for the desk's page, its file and the erasure.

The names are those of the parts of a personal data export; ``models/privacy/data_map.py`` says which columns each tells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

import email_address
from extensions import db
from folding import folded
from models.comment import Comment, FormerText
from models.comment.note import Note
from models.comment.report import Report
from models.event import Event, Speaker
from models.outbox.message import OutboxMessage
from models.privacy.comment_erasure import comments_of
from models.privacy.personal_data import OF_A_REGISTRATION, Part, Row, filled, mail_row
from models.registration import Registration
from models.registration.companion import Companion
from models.registration.former_email import FormerEmail
from models.spam.rule import Rule
from models.subscription import Follower, Subscription
from models.user import User
from models.user.lent_phone import LentPhone
from spam.value import RuleKind


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``find`` returns the rows of a mailbox key, ``tell`` what one of them says."""

    find: Callable[[str], Sequence[Any]]
    tell: Callable[[Any], Row]


def registrations_of(email_key: str) -> list[Registration]:
    """Return what was registered under an address, drafts' registrations included, oldest first."""
    found = sa.select(Registration).where(Registration.email_key.in_(email_address.keys(email_key)))
    return list(db.session.scalars(found.order_by(Registration.created_at, Registration.id)))


def found_under(email_key: str) -> dict[str, Sequence[Any]]:
    """Return what stands in each place under a mailbox key; places without any are left out."""
    found = {name: place.find(email_key) for name, place in PLACES.items()} if email_key else {}
    return {name: rows for name, rows in found.items() if rows}


def told(found: dict[str, Sequence[Any]]) -> list[Part]:
    """Return what was found as parts, but for registrations and comments, which have pages of their own."""
    return [
        Part(name, [filled(PLACES[name].tell(row)) for row in rows])
        for name, rows in found.items()
        if name not in APART
    ]


def names() -> set[str]:
    """Return the names of all parts of an export."""
    return set(PLACES) | OF_A_REGISTRATION


def _own(key: str) -> sa.Select[int]:
    return sa.select(Registration.id).where(Registration.email_key.in_(email_address.keys(key)))


def reaches(column: InstrumentedAttribute[str], key: str) -> sa.ColumnElement[bool]:
    """Match the rows whose address, in whatever spelling, reaches the mailbox of a key."""
    kept = db.session.scalars(sa.select(column).where(column.contains("@")).distinct())
    return column.in_([each for each in kept if email_address.key(each) == key])


def _comments(key: str) -> Sequence[Comment]:
    return db.session.scalars(comments_of(key)).all()


def _about_comments(table: type[FormerText | Note | Report]) -> Callable[[str], Sequence[Any]]:
    def find(key: str) -> Sequence[Any]:
        mine = comments_of(key).with_only_columns(Comment.id).order_by(None)
        return db.session.scalars(sa.select(table).where(table.comment_id.in_(mine)).order_by(table.id)).all()

    return find


def _companions(key: str) -> Sequence[Companion]:
    """Return who was named with this address by somebody else."""
    named = reaches(Companion.email, key), Companion.registration_id.not_in(_own(key))
    return db.session.scalars(sa.select(Companion).where(*named).order_by(Companion.id)).all()


def _companion_row(companion: Companion) -> Row:
    event = db.session.get_one(Registration, companion.registration_id).event
    return {
        "name": companion.name,
        "email": companion.email,
        "title": event.title,
        "link": f"/events/{event.slug}",
    }


def _former(key: str) -> Sequence[FormerEmail]:
    """Return the changes from or to this address of registrations that now have another."""
    named = sa.or_(reaches(FormerEmail.email, key), reaches(FormerEmail.followed_by, key))
    found = sa.select(FormerEmail).where(named, FormerEmail.registration_id.not_in(_own(key)))
    return db.session.scalars(found.order_by(FormerEmail.id)).all()


def _former_row(former: FormerEmail) -> Row:
    return {"email": former.email, "followed_by": former.followed_by, "at": former.at}


def _followers(key: str) -> Sequence[Follower]:
    return db.session.scalars(
        sa.select(Follower).where(Follower.email_key.in_(email_address.keys(key)))
    ).all()


def _follower_row(follower: Follower) -> Row:
    mine = sa.select(Subscription.comment_id).where(Subscription.follower_id == follower.id)
    followed = db.session.scalars(mine.where(Subscription.ended_at.is_(None)).order_by(Subscription.id))
    return {
        "email": follower.email,
        "language": follower.language,
        "asked_at": follower.asked_at,
        "confirmed_at": follower.confirmed_at,
        "comments": ", ".join(map(str, followed)),
    }


def _mails(key: str) -> Sequence[OutboxMessage]:
    """Return the mails to this address that belong to no registration of it."""
    about, mine = OutboxMessage.registration_id, reaches(OutboxMessage.recipients, key)
    found = sa.select(OutboxMessage).where(mine, sa.or_(about.is_(None), about.not_in(_own(key))))
    return db.session.scalars(found.order_by(OutboxMessage.id)).all()


def _rules(key: str) -> Sequence[Rule]:
    found = sa.select(Rule).where(Rule.kind == RuleKind.ADDRESS, Rule.key == key)
    return db.session.scalars(found.order_by(Rule.id)).all()


def _rule_row(rule: Rule) -> Row:
    return {"email": rule.text, "effect": rule.effect.value, "at": rule.at, "removed_at": rule.removed_at}


def _accounts(key: str) -> Sequence[User]:
    return db.session.scalars(sa.select(User).where(User.email_key == key)).all()


def _account_row(user: User) -> Row:
    return {
        "name": user.name,
        "email": user.email,
        "role": user.role.value,
        "active": user.active,
        "created_at": user.created_at,
    }


def _phones(key: str) -> Sequence[LentPhone]:
    mine = sa.select(User.id).where(User.email_key == key)
    return db.session.scalars(
        sa.select(LentPhone).where(LentPhone.user_id.in_(mine)).order_by(LentPhone.id)
    ).all()


def _phone_row(phone: LentPhone) -> Row:
    return {"device": phone.device, "at": phone.created_at, "ended_at": phone.ended_at or phone.until}


def _speakers(key: str) -> Sequence[Speaker]:
    """Return the speakers with a name that somebody registered or commented under with this address."""
    said = [each.name for each in registrations_of(key)] + [each.name for each in _comments(key)]
    mine = {folded(name) for name in said if name}
    if not mine:
        return []
    return [one for one in db.session.scalars(sa.select(Speaker).order_by(Speaker.id)) if folded(one.name) in mine]  # fmt: skip


def _speaker_row(speaker: Speaker) -> Row:
    event = db.session.get_one(Event, speaker.event_id)
    return {
        "name": speaker.name,
        "function": speaker.function,
        "role": speaker.role,
        "link": f"/events/{event.slug}",
    }


PLACES: dict[str, Place] = {
    "registrations": Place(registrations_of, lambda row: {"name": row.name, "email": row.email}),
    "comments": Place(_comments, lambda row: {"name": row.name, "email": row.email}),
    "former_wordings": Place(
        _about_comments(FormerText), lambda row: {"name": row.name, "text": row.body, "at": row.at}
    ),
    "notes": Place(_about_comments(Note), lambda row: {"text": row.body, "at": row.at}),
    "reports": Place(_about_comments(Report), lambda row: {"text": row.words, "at": row.at}),
    "companions": Place(_companions, _companion_row),
    "former_addresses": Place(_former, _former_row),
    "followers": Place(_followers, _follower_row),
    "mails": Place(_mails, mail_row),
    "list_entries": Place(_rules, _rule_row),
    "accounts": Place(_accounts, _account_row),
    "lent_phones": Place(_phones, _phone_row),
    "speakers": Place(_speakers, _speaker_row),
}
APART = {"registrations", "comments"}
