"""Clauses of an event, and the consents that people gave to them: the exact words, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models.answer import InvalidAnswers
from models.audit_log.record import AuditEntry
from models.erasure import Kind, Way, record
from models.event import Event
from models.question import key_of
from models.user import User

LONGEST, SHOWN = 2000, 120


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """A clause as an organiser writes it.

    ``key`` identifies the existing clause, so that a new text becomes its next version.
    """

    text: str
    required: bool = False
    key: str = ""


class Clause(Model):
    """A text to agree to, under a ``key`` that files know it by; other words are another ``version``.

    A ``withdrawn`` one is asked no more, and stays with who agreed.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(sa.String(80))
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    required: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def of(cls, event: Event, *, withdrawn: bool = False) -> list["Clause"]:
        """Return the clauses that an event asks people to agree to, in their order.

        ``withdrawn`` ones, which it asked before, only on request.
        """
        found = sa.select(cls).where(cls.event_id == event.id)
        found = found if withdrawn else found.where(~cls.withdrawn)
        return list(db.session.scalars(found.order_by(cls.position, cls.id)))

    @classmethod
    def known_of(cls, event: Event) -> list["Clause"]:
        """Return the same of an event that was just read: it says by itself that it has none."""
        return [] if event.has_clauses is False else cls.of(event)

    @property
    def heading(self) -> str:
        """The clause above a column of a list: its text, shortened where it is long."""
        return shorten(self.text, SHOWN, placeholder="…")

    @classmethod
    def replace_all(cls, event: Event, listed: Sequence[ClauseFacts], *, by: User | None = None) -> bool:
        """Make an event's clauses those of a list, in its order; return whether any changed.

        Runs in the current write transaction. Other words under the same key are the next version; a clause that
        the list lacks is withdrawn, or deleted when nobody agreed to it.
        """
        event.lock()
        found = sa.select(cls).where(cls.event_id == event.id).order_by(cls.position, cls.id)
        rows = {one.key: one for one in db.session.scalars(found)}
        kept: dict[str, Clause] = {}
        changed, before = False, [row.text for row in rows.values() if not row.withdrawn]
        present = [key for key, row in rows.items() if not row.withdrawn]
        for facts in listed:
            key = facts.key or key_of(facts.text, set(kept))
            row = rows.get(key) or cls(event_id=event.id, key=key, text=facts.text, version=1)
            row.version += row.text != facts.text
            row.text, row.required, row.withdrawn = facts.text, facts.required, False
            db.session.add(row)
            changed = changed or row in db.session.new or db.session.is_modified(row)
            kept[key] = row
        for key in [key for key in present if key not in kept]:
            rows[key].withdraw()
            changed = True
        if not changed and list(kept) == present:
            return False
        for position, row in enumerate(kept.values()):
            row.position = position
        cls._tell(event, before, [one.text for one in listed], by)
        return True

    @staticmethod
    def _tell(event: Event, before: list[str], after: list[str], by: User | None) -> None:
        """Write how the texts read before and read now, and let open pages show them."""
        read: dict[str, Any] = {
            side: {"consents": " · ".join(texts)} for side, texts in (("before", before), ("after", after))
        }
        AuditEntry.write("event", event.id, "revise", by=by, changed=["consents"], **read)
        event.changed("facts")

    def withdraw(self) -> None:
        """Ask it no more: it is withdrawn when somebody agreed to it, else deleted."""
        if db.session.scalar(sa.select(sa.exists().where(Consent.clause_id == self.id))):
            self.withdrawn = True
        else:
            db.session.delete(self)


class Consent(Model):
    """What somebody agreed to: the words that they read, and when; ``ended_at`` is when they took it back.

    Without a clause it is the agreement that the details are kept, which every form asks for.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clause.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    agreed_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    @classmethod
    def standing(cls, registration_id: int | None) -> list["Consent"]:
        """Return what a registration agrees to now."""
        found = sa.select(cls).where(cls.registration_id == registration_id, cls.ended_at.is_(None))
        return list(db.session.scalars(found.order_by(cls.agreed_at, cls.id)))

    def note_end(self, clauses: Sequence[Clause]) -> None:
        """Note in the erasure journal that this was taken back, in the current write transaction."""
        people = db.metadata.tables["registration"]
        uid = db.session.scalar(sa.select(people.c.uid).where(people.c.id == self.registration_id))
        for clause in clauses:
            if clause.id == self.clause_id:
                record(Kind.CONSENT, f"{uid}:{clause.key}", Way.PERSON)

    @classmethod
    def agree(
        cls,
        event: Event,
        registration_id: int,
        ticked: Collection[int],
        words: str = "",
        *,
        first: bool = False,
    ) -> bool:
        """Keep what somebody agreed to, in the current write transaction; say whether that changed anything.

        ``ticked`` holds the clauses' ids. ``first`` says that nothing was agreed to before. ``words`` are what a
        newcomer agreed to about their details: with them every required clause must be ticked, and all is agreed anew.
        Without them what was agreed stays unless it is optional and no longer ticked. Raises InvalidAnswers.
        """
        clauses, standing = Clause.known_of(event), [] if first else cls.standing(registration_id)
        if words and any(clause.required and clause.id not in ticked for clause in clauses):
            raise InvalidAnswers({})
        optional = {clause.id for clause in clauses if not clause.required}
        for consent in standing:
            if words or (consent.clause_id in optional and consent.clause_id not in ticked):
                consent.ended_at = clock.now()
                consent.note_end(clauses)
        given = cls._given(clauses, ticked, words, [] if words else standing)
        renewed = {one["clause_id"] for one in given}
        for consent in standing:
            if consent.clause_id in renewed and consent.ended_at is None:
                consent.ended_at = clock.now()
        cls._keep(registration_id, given)
        return bool(given) or any(consent.ended_at for consent in standing)

    @staticmethod
    def _given(
        clauses: Sequence[Clause], ticked: Collection[int], words: str, standing: Sequence["Consent"]
    ) -> list[dict[str, Any]]:
        """Return what is agreed to anew: the words about the details, and the clauses that do not stand yet."""
        known = {(consent.clause_id, consent.version) for consent in standing}
        found: list[dict[str, Any]] = [{"clause_id": None, "version": 1, "text": words}] if words else []
        return found + [
            {"clause_id": clause.id, "version": clause.version, "text": clause.text}
            for clause in clauses
            if clause.id in ticked and (clause.id, clause.version) not in known
        ]

    @classmethod
    def _keep(cls, registration_id: int, given: list[dict[str, Any]]) -> None:
        """Write down what was agreed to, in one statement."""
        db.session.flush()
        if given:
            agreed = {"registration_id": registration_id, "agreed_at": clock.now()}
            db.session.connection().execute(sa.insert(cls), [agreed | one for one in given])
