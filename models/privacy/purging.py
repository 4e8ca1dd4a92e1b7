"""The purge: all that is kept no longer goes, and the history says when that was and how much went.

A line is written when people's data went, and once a day in any case, so that its absence says that nobody purges.
"""

from collections import Counter
from datetime import datetime, timedelta

import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.privacy import retention

VERB = "forget"
SAID_AGAIN = timedelta(days=1)
OVERDUE = timedelta(days=2)


def note(counts: Counter[str]) -> None:
    """Write the line about a purge, in the current write transaction, when there is something to say."""
    said = last()
    if retention.erases(counts) or said is None or said.at <= clock.now() - SAID_AGAIN:
        AuditEntry.write("site", 1, VERB, purged=dict(+counts))


def last() -> AuditEntry | None:
    """Return the last line about a purge."""
    lines = sa.select(AuditEntry).where(*_mine()).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(lines)


def overdue() -> datetime | None:
    """Return since when nobody has purged, when that is too long; since the site began if never."""
    said = last()
    since = said.at if said else db.session.scalar(sa.select(sa.func.min(AuditEntry.at)))
    return since if since and since <= clock.now() - OVERDUE else None


def _mine() -> list[sa.ColumnElement[bool]]:
    return [AuditEntry.subject == "site", AuditEntry.subject_id == 1, AuditEntry.verb == VERB]
