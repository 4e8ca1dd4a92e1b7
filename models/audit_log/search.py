"""The whole audit log, to read and to export: who did what to what, and when.

The database refuses changes to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

import clock
from extensions import db
from models.audit_log.record import AuditEntry

PAGE = 100
AT_ONCE = 1000
OF_MODERATORS = ("comment", "rule")  # what moderators may read


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Selects lines of the audit log: all of them, or only those that moderators may read.

    They can be limited to one kind of object or one object, to one user, and to a range of
    days.
    """

    everything: bool
    subject: str = ""
    number: int | None = None
    user_id: int | None = None
    first: date | None = None
    last: date | None = None

    def subjects(self) -> list[str]:
        """Return the kinds of things about which there are lines that may be read."""
        found = sa.select(AuditEntry.subject).distinct().order_by(AuditEntry.subject)
        known = db.session.scalars(found)
        return [each for each in known if self.everything or each in OF_MODERATORS]

    def page(self, before: int | None = None) -> list[AuditEntry]:
        """Return up to 101 lines, newest first and older than the one with the id ``before``.

        The 101st only shows that there are more.
        """
        return self._older(before, PAGE + 1)

    def lines(self) -> Iterator[AuditEntry]:
        """Yield all lines, newest first, a thousand in memory at once."""
        before: int | None = None
        while found := self._older(before, AT_ONCE):
            yield from found
            before = found[-1].id
            db.session.rollback()
            db.session.expunge_all()

    def _older(self, before: int | None, most: int) -> list[AuditEntry]:
        found = sa.select(AuditEntry).options(joinedload(AuditEntry.user)).where(*self._rules())
        if before is not None:
            found = found.where(AuditEntry.id < before)
        return list(db.session.scalars(found.order_by(AuditEntry.id.desc()).limit(most)))

    def _rules(self) -> list[sa.ColumnElement[bool]]:
        rules: list[sa.ColumnElement[bool]] = []
        zone = current_app.config["TIMEZONE"]
        if not self.everything:
            rules.append(AuditEntry.subject.in_(OF_MODERATORS))
        if self.subject:
            rules.append(AuditEntry.subject == self.subject)
        if self.number is not None:
            rules.append(AuditEntry.subject_id == self.number)
        if self.user_id is not None:
            rules.append(AuditEntry.user_id == self.user_id)
        if self.first:
            rules.append(AuditEntry.at >= clock.midnight(self.first, zone))
        if self.last:
            rules.append(AuditEntry.at < clock.midnight(self.last + timedelta(days=1), zone))
        return rules
