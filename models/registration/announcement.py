"""An announcement to the registrations of a list: one mail for each, never two for one sending."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from extensions import db
from models import token
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration.listing import Listing
from models.user import User

KIND = "group message"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is written to many. ``sending`` names this one sending: what comes twice under it is sent once.

    Another subject or text under the same name is another announcement.
    """

    sending: str
    subject: str
    text: str

    def owe(self, listing: Listing, *, by: User) -> int:
        """Owe it to everybody on a list who can be written to, in the current write transaction.

        Returns how many mails that makes; 0 when it was sent already.
        """
        name = token.once(self.sending, listing.event.id, self.subject, self.text)
        mine = f"{KIND}:{name}:"
        sent = sa.select(OutboxMessage.id).where(OutboxMessage.cause.startswith(mine, autoescape=True))
        if db.session.scalar(sent.limit(1)):
            return 0
        recipients = db.session.scalars(listing.recipients()).all()
        OutboxMessage.owe_all(
            self._owed(f"{mine}{each.id}", each.email, each.language, registration_id=each.id)
            for each in recipients
        )
        if recipients:
            AuditEntry.write("event", listing.event.id, "write to people", by=by, people=len(recipients))
        return len(recipients)

    def owe_trial(self, listing: Listing, *, attempt: str, by: User) -> None:
        """Owe the same mail to its author alone, in the current write transaction, each ``attempt`` once."""
        OutboxMessage.owe_all(
            [self._owed(f"{KIND} test:{attempt}", by.email, by.language, event=listing.event.id)]
        )

    def _owed(self, cause: str, email: str, language: str, **about: int) -> dict[str, Any]:
        return OutboxMessage.owed(KIND, cause, email, language, **about, subject=self.subject, text=self.text)  # type: ignore[arg-type]
