"""A registration: its row, its links, and the one way in which its state moves."""

import uuid
from datetime import datetime
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

import clock
from extensions import Model, db
from folding import folded, name_key
from models import token
from models.answer import Answer
from models.audit_log.record import Actor, AuditEntry
from models.change_feed import change
from models.consent import Consent
from models.event import Event
from models.outbox import unasked
from models.outbox.message import OutboxMessage
from models.outbox.unasked import Unasked
from models.registration.companion import Companion
from models.registration.fields import AttendeeColumns
from models.registration.states import (
    ACTIVE,
    TRANSITIONS,
    RegistrationState,
    RegistrationStep,
    RegistrationVerb,
)
from models.transitions import IllegalTransition
from models.user import Right, User

# One order on both databases: by code points, whatever the server's language.
SORTED = sa.String(500).with_variant(sa.String(500, collation="C"), "postgresql")
COUNTERS = ["seats_taken", "seats_allowed", "waiting_count"]


class RegistrationRecord(AttendeeColumns, Model):
    """One email address at one event, with the seats that it holds (companions included)."""

    __abstract__ = True
    __table_args__ = (
        sa.UniqueConstraint("event_id", "email_key"),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name="seats"),
        sa.Index("ix_registration_waiting", "event_id", "state", "waiting_since"),
        sa.Index("ix_registration_event_id_name_key", "event_id", "name_key"),
        sa.Index("ix_registration_event_id_created_at", "event_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    token_generation: Mapped[int] = mapped_column(default=1)
    ticket_generation: Mapped[int] = mapped_column(default=1, server_default="1")
    receipt_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    address_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True, unique=True)
    submission: Mapped[str] = mapped_column(sa.String(64), default="")
    state: Mapped[RegistrationState]
    state_at: Mapped[datetime] = mapped_column(default=clock.now)
    turns: Mapped[int] = mapped_column(default=0)
    email_key: Mapped[str] = mapped_column(sa.String(254))
    consent_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]  # when they came in; models/check_in/ knows how
    priority: Mapped[bool] = mapped_column(default=False)  # on the waiting list, by the organiser's word
    held_until: Mapped[datetime | None] = mapped_column(index=True)  # until when the seat waits for an answer
    verb: Mapped[str] = mapped_column(sa.String(20), default="")  # the last step that was taken
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    folded: Mapped[str] = mapped_column(sa.Text, default="", server_default="")  # what a search looks into
    name_key: Mapped[str] = mapped_column(SORTED, default="", server_default="")  # what a list sorts by
    erased_at: Mapped[datetime | None] = mapped_column(index=True)  # since when nothing says who it was

    @declared_attr
    def event(cls) -> Mapped[Event]:  # noqa: N805
        """The event that the registration is for."""
        return relationship()

    @declared_attr
    def companions(cls) -> Mapped[list[Companion]]:  # noqa: N805
        """The attendees who were named besides the one who registered, in their order."""
        return relationship(order_by=Companion.position, cascade="all, delete-orphan")

    @declared_attr
    def consents(cls) -> Mapped[list[Consent]]:  # noqa: N805
        """What was agreed to, the oldest first."""
        return relationship(order_by=Consent.id, viewonly=True)

    @declared_attr
    def answers(cls) -> Mapped[list[Answer]]:  # noqa: N805
        """The answers to the questions of the event."""
        return relationship(order_by=Answer.id, viewonly=True)

    @property
    def topic(self) -> str:
        """The topic that an open private page follows for this registration.

        It depends on the link, so a page under an old link gets no changes.
        """
        return f"registration:{self.id}:{self.token_generation}"

    @property
    def token(self) -> str:
        """The private link's token; made from the site's key each time, never stored."""
        return token.known(self.token_hash, "registration", self.uid, self.token_generation)

    @property
    def signing_key(self) -> str:
        """The site's key that the private link and the tickets were made with: the present or a former one."""
        return token.maker(self.token_hash, "registration", self.uid, self.token_generation)

    @property
    def address_token(self) -> str:
        """The token of the link that confirms the address: whoever has it reads the mail that goes there."""
        return token.known(self.address_hash, "address", self.uid, self.token_generation)

    @property
    def is_active(self) -> bool:
        """Whether the attendee comes, waits, or has something to answer or to be answered."""
        return self.state in ACTIVE

    @property
    def has_ticket(self) -> bool:
        """Whether the attendee can be let in: nobody who still waits for an answer, or owes one."""
        return self.state is RegistrationState.CONFIRMED

    @property
    def is_overdue(self) -> bool:
        """Whether the seat was kept until a moment that has passed."""
        return self.held_until is not None and self.held_until <= clock.now()

    @property
    def may_change(self) -> bool:
        """Whether the attendee can still change or cancel the registration.

        It must be active, they must not be checked in, and the event must not be over.
        """
        return self.is_active and self.arrived_at is None and not self.event.is_over

    @property
    def may_cancel(self) -> bool:
        """Whether the attendee can cancel by themselves now."""
        return self.may_change and self.is_theirs_to_cancel

    @property
    def is_theirs_to_cancel(self) -> bool:
        """Whether the organiser leaves it to the attendee: a sure seat can be kept from it, nothing else."""
        return self.event.self_cancel or self.state is not RegistrationState.CONFIRMED

    def lock(self) -> Event:
        """Lock the event, read it and the registration again, and return the event.

        What was read while waiting for the lock may be out of date.
        """
        self.event.lock()
        db.session.refresh(self)
        return self.event

    @property
    def undelivered(self) -> OutboxMessage | None:
        """The last mail to the attendee's address, when it could not be delivered."""
        last = OutboxMessage.last_told(self.id, self.email)
        return last if last and last.is_undelivered else None

    @property
    def position(self) -> int | None:
        """The place on the waiting list, from 1; None unless it waits."""
        if self.state is not RegistrationState.WAITING:
            return None
        mine = type(self)
        older = sa.or_(
            mine.waiting_since < self.waiting_since,
            sa.and_(mine.waiting_since == self.waiting_since, mine.id < self.id),
        )
        preferred = mine.priority.is_(True)
        ahead = sa.select(sa.func.count()).where(
            mine.event_id == self.event_id,
            mine.state == RegistrationState.WAITING,
            sa.and_(preferred, older) if self.priority else sa.or_(preferred, older),
        )
        return (db.session.scalar(ahead) or 0) + 1

    def move(
        self,
        verb: RegistrationVerb,
        *,
        by: User | None = None,
        visitor: bool = False,
        until: datetime | None = None,
    ) -> None:
        """Take one step of the table: state, seats (by trigger), audit log, mails and live pages together.

        ``until`` is how long the seat is kept for the attendee's answer. Raises IllegalTransition when the table has no
        such step for who takes it, and IntegrityError when no seat is left.
        """
        step = TRANSITIONS.step(self.state, verb)
        if Actor.of(by, visitor=visitor) not in step.who:
            raise IllegalTransition(f"{verb} from {self.state}")
        self.state, self.state_at, self.turns = step.target, clock.now(), (self.turns or 0) + 1
        self.waiting_since = clock.now() if step.target is RegistrationState.WAITING else None
        self.held_until, self.verb = until, verb.value
        db.session.add(self)
        db.session.flush()
        db.session.refresh(self.event, COUNTERS)  # which the triggers have moved
        AuditEntry.write("registration", self.id, verb.value, by=by, visitor=visitor, seats=self.seats)
        self._owe(step, visitor=visitor)
        change.record(self.topic, "state")
        change.record(change.door(self.event_id), "person", self.id)
        self.event.changed("seats")

    def _owe(self, step: RegistrationStep, *, visitor: bool) -> None:
        """Owe the mails about the step that was just taken, each once."""
        said: dict[str, Any] = {"registration_id": self.id}
        mine = step.mail, f"{step.mail}:{self.id}:{self.turns}", self.email, self.language
        if visitor:
            unasked.owe(Unasked.STEP, *mine, **said)
        else:
            OutboxMessage.owe(*mine, **said)
        if step.team:
            team, cause = User.addresses_with(Right.ORGANISE), f"{step.team}:{self.id}:{self.turns}"
            OutboxMessage.owe(step.team, cause, team, self.event.language, **said)

    def derive(self) -> None:
        """Write the columns for searching and sorting, which are derived from the others."""
        words = (self.name, self.organisation or "", self.job_title or "", self.email)
        self.folded, self.name_key = folded(" ".join(words)), name_key(self.name)

    @classmethod
    def by_token(cls, secret: str) -> Self | None:
        """Return the registration that a private link opens."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret)))

    @classmethod
    def by_address_link(cls, secret: str) -> Self | None:
        """Return the registration whose address a link confirms."""
        return db.session.scalar(sa.select(cls).where(cls.address_hash == token.hashed(secret)))

    @classmethod
    def by_receipt(cls, secret: str) -> Self | None:
        """Return the registration about which a second attempt got this receipt; it opens nothing."""
        return db.session.scalar(sa.select(cls).where(cls.receipt_hash == token.hashed(secret)))

    @classmethod
    def of(cls, event: Event, *states: RegistrationState) -> sa.Select[Self]:
        """Select an event's registrations in some states (all when none is named), oldest first."""
        found = sa.select(cls).where(cls.event_id == event.id)
        return (found.where(cls.state.in_(states)) if states else found).order_by(cls.created_at, cls.id)


@sa.event.listens_for(RegistrationRecord, "before_insert", propagate=True)
@sa.event.listens_for(RegistrationRecord, "before_update", propagate=True)
def _derive(_mapper: object, _connection: object, registration: RegistrationRecord) -> None:
    """Keep the derived columns in step, whoever writes the texts."""
    registration.derive()
