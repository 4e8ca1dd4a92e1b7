"""Writing to the people of a list: one mail for each in the outbox, and never two for one sending."""

from dataclasses import dataclass

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration.listing import Listing
from models.registration.registration import Registration
from models.registration.states import ACTIVE
from models.user import User

KIND = "group message"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is written to many. ``sending`` names this one sending: what comes twice under it is sent once."""

    sending: str
    subject: str
    text: str


def recipients(listing: Listing) -> sa.Select[Registration]:
    """Select who of a list can be written to: those who come or wait, and have an address."""
    return listing.people().where(Registration.state.in_(ACTIVE), Registration.email != "")


def count(listing: Listing) -> int:
    """Return how many people of a list would be written to."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).select_from(recipients(listing).order_by(None).subquery())
        )
        or 0
    )


def announce(listing: Listing, circular: Announcement, *, by: User) -> int:
    """Owe an announcement to everybody on a list, in the current write transaction.

    Returns how many mails that makes; 0 when it was sent already.
    """
    before = db.session.scalar(
        sa.select(sa.func.count()).where(OutboxMessage.cause.startswith(_cause(circular), autoescape=True))
    )
    if before:
        return 0
    people = db.session.scalars(recipients(listing)).all()
    for person in people:
        OutboxMessage.owe(
            KIND,
            f"{_cause(circular)}{person.id}",
            person.email,
            person.language,
            registration_id=person.id,
            subject=circular.subject,
            text=circular.text,
        )
    if people:
        AuditEntry.write("event", listing.event.id, "write to people", by=by, people=len(people))
    return len(people)


def announce_to_oneself(user: User, listing: Listing, circular: Announcement, *, attempt: str) -> None:
    """Owe a member of the staff the same mail, in the current write transaction, each ``attempt`` once."""
    OutboxMessage.owe(
        KIND,
        f"{KIND} test:{attempt}",
        user.email,
        user.language,
        event=listing.event.id,
        subject=circular.subject,
        text=circular.text,
    )


def _cause(circular: Announcement) -> str:
    return f"{KIND}:{circular.sending}:"
