"""An account of what the site keeps about a person, for them to read and to carry elsewhere.

It is made of parts, each a list of plain rows under a name. A table whose rows belong to a registration and that has no
part of its own here is told as it stands, without what only machines read: nothing is left out because it came later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from extensions import db
from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.check_in import CheckIn, Outcome
from models.comment import Comment
from models.outbox.message import MessageState, OutboxMessage
from models.privacy.registration_erasure import hanging
from models.registration import Registration
from models.registration.fields import FIELDS
from models.registration.former_email import FormerEmail

Row = dict[str, Any]
MACHINES = ("_hash", "_id", "uid", "nonce", "token", "generation", "key", "folded")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the personal data: its name (``registration``, ``mails`` …) and its rows.

    Empty values are left out of the rows.
    """

    name: str
    rows: list[Row]


def personal_data_of(registration: Registration) -> list[Part]:
    """Return all that is kept about somebody under one registration; parts without rows are left out."""
    named = {table.name: column for table, column in hanging()}
    parts = [Part("registration", [_row(registration)]), Part("event", [_event(registration)])]
    for name, tell in TOLD.items():
        parts.append(Part(name, tell(registration)))
    parts += [Part(name, _plain(column, registration)) for name, column in named.items() if name not in OWN]
    return [Part(part.name, [filled(row) for row in part.rows]) for part in parts if part.rows]


def filled(row: Row) -> Row:
    """Return a row without what is empty."""
    return {key: value for key, value in row.items() if value not in (None, "", [], {})}


def _row(registration: Registration) -> Row:
    return {name: getattr(registration, name) for name in FIELDS}


def _event(registration: Registration) -> Row:
    event = registration.event
    return {
        "title": event.title,
        "starts": event.starts,
        "timezone": event.timezone,
        "link": f"/events/{event.slug}",
    }


def _mails(registration: Registration) -> list[Row]:
    """Return the mails to the person: those to the team about them name other people."""
    theirs = {registration.email} | {each.email for each in FormerEmail.of(registration)}
    found = sa.select(OutboxMessage).where(
        OutboxMessage.registration_id == registration.id, OutboxMessage.recipients.in_(theirs)
    )
    return [mail_row(mail) for mail in db.session.scalars(found.order_by(OutboxMessage.id))]


def mail_row(mail: OutboxMessage) -> Row:
    """Return what is told of a mail to who got it."""
    return {
        "what": mail.kind,
        "email": mail.recipients,
        "state": "written" if mail.as_file and mail.state is MessageState.SENT else mail.state,
        "at": mail.sent_at or mail.created_at,
    }


def _addresses(registration: Registration) -> list[Row]:
    return [
        {"email": each.email, "followed_by": each.followed_by, "at": each.at}
        for each in FormerEmail.of(registration)
    ]


def _answers(registration: Registration) -> list[Row]:
    """Return what was answered, and what the organisers noted under a question of their own."""
    return [
        {"question": answer.question.label, "value": answer.choice.label if answer.choice else answer.value}
        for answer in Answer.of(registration.id)
    ]


def _check_ins(registration: Registration) -> list[Row]:
    """Return when the person was checked in, and when that was undone.

    Scans that did not let them in say nothing about them and are left out.
    """
    found = sa.select(CheckIn).where(
        CheckIn.registration_id == registration.id, CheckIn.outcome == Outcome.WELCOME
    )
    return [
        {"day": scan.day.isoformat(), "at": scan.scanned_at, "undone_at": scan.undone_at}
        for scan in db.session.scalars(found.order_by(CheckIn.scanned_at))
    ]


def _audit_entries(registration: Registration) -> list[Row]:
    lines = db.session.scalars(AuditEntry.about("registration", registration.id))
    return [
        {"at": line.at, "who": line.actor, "what": line.verb, "seats": line.facts.get("seats")}
        for line in lines
    ]


def _plain(column: sa.Column[int], registration: Registration) -> list[Row]:
    found = sa.select(column.table).where(column == registration.id).order_by(*column.table.primary_key)
    return [_words(column.table, row) for row in db.session.execute(found).mappings()]


def _words(table: sa.Table, row: Any) -> Row:
    """Return a row without what only machines read."""
    names = [column.name for column in table.columns if column.name != "id"]
    return {name: row[name] for name in names if not name.endswith(MACHINES)}


TOLD: dict[str, Callable[[Registration], list[Row]]] = {
    "answer": _answers,
    "former_addresses": _addresses,
    "mails": _mails,
    "check_in": _check_ins,
    "history": _audit_entries,
}
OF_A_REGISTRATION = {"registration", "companion", "consent", *TOLD}  # the parts that hold personal data
OWN = {"message", "former_address", "check_in", "answer"}  # tables that a part above tells


def comment_data(comment: Comment) -> Row:
    """Return what is kept about a comment and who wrote it, with the path where it is read."""
    path = f"/events/{comment.event.slug}"
    origin = comment.origin
    return filled(
        {
            "name": comment.name,
            "email": comment.email,
            "website": comment.website,
            "address": origin.address if origin else "",
            "agent": origin.agent if origin else "",
            "at": comment.created_at,
            "text": comment.body,
            "state": comment.state,
            "link": f"{path}/comments/{comment.id}" if comment.visible else path,
        }
    )
