"""Addresses that pages had before they moved here: who follows an old link arrives."""

from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model, db
from models.event.record import Event

LONGEST = 500
PLAIN = ("p", "page_id")  # WordPress without a scheme for its addresses: /?p=12


class FormerUrl(Model):
    """A path (``/2022/03/a-day``, ``/?p=12``) that leads to an event."""

    __tablename__ = "old_address"

    path: Mapped[str] = mapped_column(sa.String(LONGEST), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)

    @classmethod
    def remember(cls, link: str, event: Event) -> None:
        """Make an old link lead to an event, in the current write transaction.

        A link that several events share stays with the first; what is no address leads nowhere.
        """
        try:
            parts = urlsplit(link)
        except ValueError:
            return
        path = cls.spelt(unquote(parts.path), parts.query)
        if path and len(path) <= LONGEST and not db.session.get(cls, path):
            db.session.add(cls(path=path, event_id=event.id))

    @classmethod
    def leads_to(cls, path: str, query: str = "") -> Event | None:
        """Return the event that an old address leads to, if visitors may know of it."""
        found = db.session.get(cls, cls.spelt(path, query)) if len(path) <= LONGEST else None
        event = db.session.get(Event, found.event_id) if found else None
        return event if event and event.is_public else None

    @staticmethod
    def spelt(path: str, query: str = "") -> str:
        """Return the one spelling of an address; nothing for the home page, which is ours."""
        path = path.rstrip("/")
        if path:
            return path
        asked = [part for part in query.split("&") if part.partition("=")[0] in PLAIN]
        return f"/?{asked[0]}" if asked else ""
