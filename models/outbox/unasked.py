"""Mail that anybody can cause by typing an address: so many to a mailbox in an hour, and then no more.

What was sent is counted in a table of its own, which erasing a registration does not reset and which holds no address.
A mailbox is the same with any tag (``name+tag@``), at whatever provider: who has a whole domain is one person.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
import email_address
from extensions import Model, db
from models import token
from models.outbox.message import OutboxMessage

HOUR = timedelta(hours=1)


class Unasked(StrEnum):
    """Why a mail goes to somebody who may know nothing of it."""

    STEP = (
        "step"  # a registration takes a step; who registers for many events in one evening gets all of them
    )
    REPEAT = "repeat"  # what was typed repeats, moves or follows something: a link, a change of address, a companion


MOST = {Unasked.STEP: 20, Unasked.REPEAT: 3}  # in an hour


class UnaskedMail(Model):
    """One such mail: to which mailbox, as a hash that only this site can make, and when."""

    __table_args__ = (sa.Index("ix_unasked_mail_mailbox_at", "mailbox", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox: Mapped[str] = mapped_column(sa.String(22))
    sort: Mapped[Unasked]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def purge(cls, now: datetime) -> None:
        """Forget what counts no longer, in the current write transaction."""
        db.session.execute(sa.delete(cls).where(cls.at <= now - HOUR))


def owe(sort: Unasked, kind: str, cause: str, recipients: str, language: str, **about: Any) -> bool:
    """Add a mail to the outbox as ``OutboxMessage.owe`` does, unless its mailbox has had its share.

    Returns whether it was added; nobody is told that it was not.
    """
    counted = db.session.scalar(_counting(_mailbox(recipients), sort))
    if counted is None:
        return False
    if not OutboxMessage.owe(kind, cause, recipients, language, **about):
        db.session.execute(sa.delete(UnaskedMail).where(UnaskedMail.id == counted))
        return False
    return True


def _counting(mailbox: str, sort: Unasked) -> sa.Executable:
    """Count one more mail to a mailbox, and return its row's id, unless it has had its share."""
    now, row = clock.now(), UnaskedMail.__table__
    recent = row.c.mailbox == mailbox, row.c.sort == sort, row.c.at > now - HOUR
    had = sa.select(sa.func.count()).select_from(row).where(*recent).scalar_subquery()
    given = {"mailbox": mailbox, "sort": sort, "at": now}
    facts = [sa.literal(value, row.c[name].type) for name, value in given.items()]
    adding = sa.insert(UnaskedMail).from_select([*given], sa.select(*facts).where(had < MOST[sort]))
    return adding.returning(UnaskedMail.id)


def _mailbox(address: str) -> str:
    local, _at, domain = email_address.key(address).rpartition("@")
    return token.derive("mailbox", f"{local.partition('+')[0] or local}@{domain}", secret=token.oldest_key())
