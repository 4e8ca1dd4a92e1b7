"""An event: its facts, its seats, and what may be done about it now."""

import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

import clock
from extensions import Model, db
from models.change_feed import change
from models.event.commenting import CommentRules
from models.event.days import EventDays
from models.event.rules import RegistrationRules
from models.event.states import Admission, EventStatus, PromotionPolicy, VenueState


class EventGone(Exception):
    """Somebody has deleted the event meanwhile."""


# Rooms above this one: an event just read says whether anything stands there.
_questions = sa.table("question", sa.column("event_id"))
_clauses = sa.table("clause", sa.column("event_id"))


class Event(EventDays, RegistrationRules, CommentRules, Model):
    """An event; ``starts`` and ``ends`` are wall-clock times in ``timezone``.

    ``starts_at`` and ``ends_at`` are the corresponding instants.

    ``seats_taken`` and ``waiting_count`` are kept by triggers on the registrations, which the migration makes; they are
    never written here. ``seats_allowed`` remembers the seats that were already granted when an organiser lowered the
    capacity below them.
    """

    __table_args__ = (
        sa.CheckConstraint("capacity >= 0", name="capacity"),
        sa.CheckConstraint("max_seats BETWEEN 1 AND 100", name="max_seats"),
        sa.CheckConstraint("hold_minutes BETWEEN 5 AND 10080", name="hold_minutes"),
        sa.CheckConstraint("offer_hours BETWEEN 1 AND 336", name="offer_hours"),
        sa.CheckConstraint("stop_before BETWEEN 0 AND 720", name="stop_before"),
        sa.CheckConstraint("seats_taken >= 0", name="seats_taken"),
        sa.CheckConstraint(
            "capacity IS NULL OR seats_taken <= capacity OR seats_taken <= seats_allowed",
            name="no_overbooking",
        ),
        sa.CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(sa.String(36), default=lambda: str(uuid.uuid4()))
    sequence: Mapped[int] = mapped_column(default=0)
    ends_at: Mapped[datetime | None]
    seats_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    seats_allowed: Mapped[int] = mapped_column(default=0, server_default="0")
    waiting_count: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
    source: Mapped[str | None] = mapped_column(
        sa.String(400), index=True, unique=True
    )  # models/imports/comments.py
    has_questions: Mapped[bool] = column_property(sa.exists().where(_questions.c.event_id == id))
    has_clauses: Mapped[bool] = column_property(sa.exists().where(_clauses.c.event_id == id))

    speakers: Mapped[list["Speaker"]] = relationship(
        order_by="Speaker.position", cascade="all, delete-orphan"
    )

    @property
    def topic(self) -> str:
        """The name under which open and cached pages follow this event."""
        return f"event:{self.id}"

    @property
    def is_public(self) -> bool:
        """Whether visitors may know of the event at all."""
        return self.status is not EventStatus.DRAFT

    @property
    def opens_at(self) -> datetime | None:
        """The instant when registration opens, or None when it always was open."""
        return clock.instant(self.opens, self.timezone) if self.opens else None

    @property
    def closes_at(self) -> datetime | None:
        """The instant when registration closes by its own deadline, or None without one."""
        return clock.instant(self.closes, self.timezone) if self.closes else None

    @property
    def is_online(self) -> bool:
        """Whether there is no entrance at which a ticket could be shown."""
        return self.venue_state is VenueState.ONLINE

    @property
    def access_opens_at(self) -> datetime | None:
        """The instant from which people who come see link and words, or None when they see them at once."""
        return clock.instant(self.access_from, self.timezone) if self.access_from else None

    @property
    def shows_access(self) -> bool:
        """Whether people who come see link and words now: there are some, and it is their time."""
        now, opens = clock.now(), self.access_opens_at
        ends = clock.instant(self.access_until, self.timezone) if self.access_until else None
        said = (self.access_link or self.access_words) and self.status is EventStatus.PUBLISHED
        return bool(said) and (opens is None or opens <= now) and (ends is None or now < ends)

    @property
    def over_at(self) -> datetime:
        """The instant when the event is over: its end, else its start."""
        return self.ends_at or self.starts_at

    @property
    def is_over(self) -> bool:
        """Whether the event lies in the past."""
        return clock.now() >= self.over_at

    @property
    def seats_free(self) -> int | None:
        """How many seats nobody holds; None when they are unlimited, never below 0."""
        return None if self.capacity is None else max(0, self.capacity - self.seats_taken)

    def has_seats(self, count: int) -> bool:
        """Whether so many seats are free."""
        return self.seats_free is None or count <= self.seats_free

    @property
    def admission(self) -> Admission:
        """What a newcomer can do now.

        While people are on the waiting list, a freed seat is theirs, so newcomers still see a full
        event.
        """
        now = clock.now()
        if self.status is not EventStatus.PUBLISHED:
            return Admission.OFF
        if now >= self.over_at:
            return Admission.OVER
        if self.opens_at and now < self.opens_at:
            return Admission.NOT_YET
        if self.closes_at and now >= self.closes_at:
            return Admission.CLOSED
        if self.seats_free is None or (self.seats_free > 0 and not self.waiting_count):
            return Admission.OPEN
        return Admission.WAITING_LIST if self.waiting_list else Admission.FULL

    @property
    def gives_seats(self) -> bool:
        """Whether a freed seat now goes to the waiting list automatically.

        It does not when registration is closed, or when the organiser promotes by hand.
        """
        stopped = self.stops_at is not None and clock.now() >= self.stops_at
        off = self.admission in {Admission.CLOSED, Admission.OVER, Admission.OFF}
        return self.promotion is not PromotionPolicy.HAND and not off and not stopped

    @property
    def turns(self) -> list[datetime]:
        """The instants at which the page changes by itself.

        Registration opens or closes, the event ends, or comments close.
        """
        return [at for at in (self.opens_at, self.closes_at, self.over_at, self.comments_close_at) if at]

    @property
    def next_turn(self) -> datetime | None:
        """The next instant at which the page changes by itself, or None."""
        return min((at for at in self.turns if at > clock.now()), default=None)

    def lock(self) -> None:
        """Keep every other writer away from this event until the transaction ends, and read it anew.

        Raises EventGone.
        """
        self.hold()
        try:
            db.session.refresh(self)
        except sa.exc.InvalidRequestError as fault:  # what a refresh raises when the row is there no more
            raise EventGone from fault

    def hold(self) -> int:
        """Keep every other writer away from this event until the transaction ends; return its id.

        Nothing is read. On SQLite nobody else writes. On PostgreSQL the row is the lock, and who waited for it sees other
        tables as they were before: they are read by the next statement.
        """
        db.session.flush()
        (number,) = sa.inspect(self).identity or (self.id,)
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.select(Event.id).where(Event.id == number).with_for_update())
        return int(number)

    def changed(self, part: str, ref: int | None = None) -> None:
        """Tell open and cached pages that a part of the event changed.

        The part is ``facts``, ``seats`` or ``comment``, the last with its id.
        """
        change.record(self.topic, part, ref)
        if part != "comment":
            change.record("events", part, self.id)
        if part == "facts":
            change.record("announced", part, self.id)  # what other pages say of it, its seats apart

    @classmethod
    def coming(cls) -> list["Event"]:
        """Return the events that visitors may know of and that are not over, soonest first."""
        found = cls._listed().where(sa.func.coalesce(cls.ends_at, cls.starts_at) > clock.now())
        return list(db.session.scalars(found.order_by(cls.starts_at, cls.id)))

    @classmethod
    def others_coming(cls, event: "Event", count: int) -> list["Event"]:
        """Return the events that come next and take place, without the one whose page says so."""
        ahead = cls._listed().where(
            cls.status == EventStatus.PUBLISHED, cls.id != event.id, cls.starts_at > clock.now()
        )
        return list(db.session.scalars(ahead.order_by(cls.starts_at, cls.id).limit(count)))

    @classmethod
    def past(cls) -> list["Event"]:
        """Return the events that are over, latest first."""
        found = cls._listed().where(sa.func.coalesce(cls.ends_at, cls.starts_at) <= clock.now())
        return list(db.session.scalars(found.order_by(cls.starts_at.desc(), cls.id)))

    @classmethod
    def today(cls) -> list["Event"]:
        """Return the events that take place today, by their own clocks, earliest first."""
        now, day = clock.now(), timedelta(days=1)
        near = sa.select(cls).where(
            cls.status == EventStatus.PUBLISHED,
            cls.starts_at < now + day,
            sa.func.coalesce(cls.ends_at, cls.starts_at) > now - day,
        )
        found = db.session.scalars(near.order_by(cls.starts_at, cls.id))
        return [event for event in found if event.is_on(now)]

    @classmethod
    def drafts(cls) -> list["Event"]:
        """Return the events that only the staff sees, soonest first."""
        return list(
            db.session.scalars(sa.select(cls).where(cls.status == EventStatus.DRAFT).order_by(cls.starts_at))
        )

    @classmethod
    def _listed(cls) -> sa.Select["Event"]:
        return sa.select(cls).where(cls.status != EventStatus.DRAFT)

    @classmethod
    def by_slug(cls, slug: str) -> "Event | None":
        """Return the event of an address, drafts included."""
        return db.session.scalar(sa.select(cls).where(cls.slug == slug))

    @classmethod
    def published(cls, slug: str) -> "Event | None":
        """Return the event of an address if visitors may know of it."""
        event = cls.by_slug(slug)
        return event if event and event.is_public else None


class Speaker(Model):
    """A speaker, with their function (« professeur à … ») and role that day (« grand témoin »)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
