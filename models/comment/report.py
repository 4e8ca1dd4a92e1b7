"""Reports by readers who think that a published comment should be looked at.

Enough reports hold the comment until a moderator has decided.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment.post import Posting
from models.comment.record import CommentRecord
from models.comment.states import HeldFor

REPORTS_KEPT = timedelta(days=30)


class Report(Model):
    """One reader's report; ``network`` is a keyed hash of its origin.

    The hash only serves to tell one reader from another.

    Once a moderator has approved the comment its reports are ``settled_at``, and later ones count anew.
    """

    __table_args__ = (
        sa.Index("ix_report_open", "comment_id", "network", unique=True,
                 sqlite_where=sa.text("settled_at IS NULL"), postgresql_where=sa.text("settled_at IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    network: Mapped[str] = mapped_column(sa.String(64))
    words: Mapped[str] = mapped_column(sa.String(500), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    settled_at: Mapped[datetime | None]

    @classmethod
    def open_about(cls, comments: Iterable[CommentRecord]) -> dict[int, list["Report"]]:
        """Return the reports that nobody has settled, by comment, oldest first, read in one query."""
        ids = [comment.id for comment in comments]
        found: dict[int, list[Report]] = {}
        about = sa.select(cls).where(cls.comment_id.in_(ids), cls.settled_at.is_(None)).order_by(cls.id)
        for one in db.session.scalars(about):
            found.setdefault(one.comment_id, []).append(one)
        return found

    @classmethod
    def close(cls, comment_ids: sa.Select[int]) -> None:
        """Close the reports about comments that a moderator has approved, in the current transaction."""
        answered = sa.update(cls).where(cls.comment_id.in_(comment_ids), cls.settled_at.is_(None))
        db.session.execute(
            answered.values(settled_at=clock.now()), execution_options={"synchronize_session": False}
        )


class Reporting(Posting):
    """What readers do about a comment that somebody should look at."""

    __abstract__ = True

    def report(self, address: str, words: str = "") -> bool:
        """Record a reader's report about a comment in the current write transaction.

        Returns False when it changes nothing.

        Each network origin counts once. The comment waits for a moderator from the number that the setting names; what the
        house itself wrote is only brought to their notice.
        """
        self.lock()
        network, about = _origin(address), (Report.comment_id == self.id, Report.settled_at.is_(None))
        known = db.session.scalar(sa.select(Report.id).where(*about, Report.network == network))
        if known or not self.visible or self.erased:
            return False
        db.session.add(Report(comment_id=self.id, network=network, words=words))
        db.session.flush()
        count = db.session.scalar(sa.select(sa.func.count(Report.id)).where(*about)) or 0
        AuditEntry.write("comment", self.id, "report", visitor=True, count=count)
        enough = current_app.config["REPORTS_TO_HOLD"]
        if enough and count >= enough and not self.user_id:
            self.held_for, self.version = [f"{HeldFor.REPORTED}:{count}"], self.version + 1
            self.hold("hold", visitor=False)
            self.tell_moderators()
        change.record("queue", "comment", self.id)
        return True


def _origin(address: str) -> str:
    """Return the keyed hash of a network origin: an IPv4 address, or an IPv6 /64.

    A /64 is what one household has.
    """
    try:
        full = ip_address(address)
        plain = str(ip_network(f"{full}/64", strict=False)) if full.version == 6 else str(full)
    except ValueError:
        plain = address
    key = token.oldest_key().encode()
    return hmac.new(key, f"report:{plain}".encode(), hashlib.sha256).hexdigest()
