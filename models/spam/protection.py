"""How the site protects its discussions: what the filter may do, what new events begin with. One row."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model, db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.event.states import CommentsPolicy
from models.user import User


class Filtering(StrEnum):
    """What the filter may do by itself."""

    OFF = "off"
    HOLD = "hold"
    FILE = "file"


SWITCHES = {
    "proof_of_work": False,
    "require_name": True,
    "require_email": True,
}  # with what a site begins with


class Protection(Model):
    """The site's choices; ``policy`` is what new events begin with.

    ``require_…`` is what commenters must give.
    """

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    filtering: Mapped[Filtering] = mapped_column(default=Filtering.HOLD)
    policy: Mapped[CommentsPolicy] = mapped_column(default=CommentsPolicy.MODERATE)
    proof_of_work: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    require_name: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    require_email: Mapped[bool] = mapped_column(default=True, server_default=sa.true())

    @staticmethod
    def current() -> "Protection":
        """Return the site's choices, or the defaults, which are stored nowhere."""
        return db.only(Protection) or Protection(
            id=1, filtering=Filtering.HOLD, policy=CommentsPolicy.MODERATE, **SWITCHES
        )

    @classmethod
    def revise(cls, filtering: Filtering, policy: CommentsPolicy, *, by: User, **switches: bool) -> None:
        """Change the choices in the current write transaction, and record that in the audit log.

        ``switches`` are some of SWITCHES.
        """
        row = cls.current()
        facts: dict[str, Any] = {"filtering": filtering, "policy": policy} | switches
        changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        db.session.add(row)
        if changed:
            AuditEntry.write("site", 1, "protect", by=by, **changed)
            change.record("site", "facts")
