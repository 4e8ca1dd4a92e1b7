"""A registration: its row, its states, and the one table of what leads from one to another."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import change, entry, message, token
from models.event import Event
from models.user import User


class RegistrationState(StrEnum):
    """Where a registration stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: from where, by which verb, to where, and which mail tells the person."""

    source: RegistrationState | None
    verb: str
    target: RegistrationState
    mail: str


TRANSITIONS = (
    Transition(None, "register", RegistrationState.CONFIRMED, "confirmation"),
    Transition(None, "join waiting list", RegistrationState.WAITING, "waiting"),
    Transition(RegistrationState.CANCELLED, "register", RegistrationState.CONFIRMED, "confirmation"),
    Transition(RegistrationState.CANCELLED, "join waiting list", RegistrationState.WAITING, "waiting"),
    Transition(RegistrationState.WAITING, "promote", RegistrationState.CONFIRMED, "promotion"),
    Transition(RegistrationState.CONFIRMED, "cancel", RegistrationState.CANCELLED, "cancellation"),
    Transition(RegistrationState.WAITING, "cancel", RegistrationState.CANCELLED, "cancellation"),
)
COUNTERS = ["seats_taken", "seats_allowed", "waiting_count"]
_TABLE = {(row.source, row.verb): row for row in TRANSITIONS}


class IllegalTransition(Exception):
    """A verb that the present state does not allow."""


class Registration(Model):
    """One person's registration for one event, with the seats that it holds (companions included)."""

    __table_args__ = (
        sa.UniqueConstraint("event_id", "email_key"),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name="seats"),
        sa.Index("ix_registration_waiting", "event_id", "state", "waiting_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    token_generation: Mapped[int] = mapped_column(default=1)
    ticket_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    receipt_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    submission: Mapped[str] = mapped_column(sa.String(64), default="")
    state: Mapped[RegistrationState]
    state_at: Mapped[datetime] = mapped_column(default=clock.now)
    turns: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(sa.String(245))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    organisation: Mapped[str] = mapped_column(sa.String(245), default="")
    job_title: Mapped[str] = mapped_column(sa.String(245), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")
    consent_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]  # when they came in; models/check_in/ knows how
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    event: Mapped[Event] = relationship()

    @property
    def topic(self) -> str:
        """The name under which the person's open private page follows this registration."""
        return f"registration:{self.id}"

    @property
    def token(self) -> str:
        """The private link's token; made from the site's key each time, never stored."""
        return token.derive("registration", self.uid, self.token_generation)

    @property
    def is_active(self) -> bool:
        """Whether the person comes or waits."""
        return self.state in {RegistrationState.CONFIRMED, RegistrationState.WAITING}

    @property
    def may_change(self) -> bool:
        """Whether the person can still change or cancel: they come or wait, are not in yet, and the event is not over."""
        return self.is_active and self.arrived_at is None and not self.event.is_over

    def lock(self) -> Event:
        """Lock the event and read both anew: what was read while waiting for the lock may be stale. Returns the event."""
        event = self.event
        event.lock()
        db.session.refresh(self)
        return event

    @property
    def position(self) -> int | None:
        """The place on the waiting list, from 1; None for who does not wait."""
        if self.state is not RegistrationState.WAITING:
            return None
        ahead = sa.select(sa.func.count()).where(
            Registration.event_id == self.event_id,
            Registration.state == RegistrationState.WAITING,
            sa.or_(
                Registration.waiting_since < self.waiting_since,
                sa.and_(Registration.waiting_since == self.waiting_since, Registration.id < self.id),
            ),
        )
        return (db.session.scalar(ahead) or 0) + 1

    def move(self, verb: str, *, by: User | None = None, person: bool = False) -> None:
        """Take one step of the table: state, seats (by trigger), history, mail and live pages together.

        Raises IllegalTransition when the table has no such step, and IntegrityError when no seat is left.
        """
        step = _TABLE.get((self.state, verb))
        if step is None:
            raise IllegalTransition(f"{verb} from {self.state}")
        self.state, self.state_at, self.turns = step.target, clock.now(), (self.turns or 0) + 1
        self.waiting_since = clock.now() if step.target is RegistrationState.WAITING else None
        db.session.add(self)
        db.session.flush()
        db.session.refresh(self.event, COUNTERS)  # which the triggers have moved
        entry.write("registration", self.id, verb, by=by, person=person, seats=self.seats)
        message.owe(
            step.mail,
            f"{step.mail}:{self.id}:{self.turns}",
            self.email,
            self.language,
            registration_id=self.id,
        )
        change.record(self.topic, "state")
        change.record(change.door(self.event_id), "person", self.id)
        self.event.changed("seats")

    @classmethod
    def by_token(cls, secret: str) -> "Registration | None":
        """Return the registration that a private link opens."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret)))

    @classmethod
    def by_receipt(cls, secret: str) -> "Registration | None":
        """Return the registration about which a second attempt got this receipt; it opens nothing."""
        return db.session.scalar(sa.select(cls).where(cls.receipt_hash == token.hashed(secret)))

    @classmethod
    def of(cls, event: Event, *states: RegistrationState) -> sa.Select["Registration"]:
        """Select an event's registrations in some states (all when none is named), oldest first."""
        found = sa.select(cls).where(cls.event_id == event.id)
        return (found.where(cls.state.in_(states)) if states else found).order_by(cls.created_at, cls.id)
