"""Questions of an event: what a registration form asks besides a name and an address."""

from collections.abc import Container, Iterable
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship, selectinload

from extensions import Model, db
from models.event import Event
from models.labels import N_, Labelled


class QuestionKind(Labelled):
    """How a question is answered."""

    SHORT = "short text", N_("Short text")
    LONG = "long text", N_("Long text")
    ONE = "one choice", N_("One choice among several")
    SEVERAL = "several choices", N_("Several choices")
    YES_NO = "yes or no", N_("Yes or no")
    NUMBER = "number", N_("Number")
    DATE = "date", N_("Date")

    @property
    def has_choices(self) -> bool:
        """Whether an answer is one of several that are written down beforehand."""
        return self in {QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.YES_NO}


MOST_SEATS = 100_000  # that a choice can be limited to
ANSWERS = sa.table("answer", sa.column("question_id"), sa.column("choice_id"))  # a room above this one
YES_NO = {"yes": N_("Yes"), "no": N_("No")}  # the labels of the two choices, with their words

condition = db.Table(
    "condition",
    sa.Column("question_id", sa.ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("choice_id", sa.ForeignKey("choice.id"), nullable=False, index=True),
)


class QuestionRecord(Model):
    """One question, under a ``key`` that files know it by.

    ``internal`` questions are the organisers' own; answers to ``sensitive`` ones go a week after the event; ``withdrawn`` ones are asked no more but stay with who answered them.
    With a ``condition``, a question is asked of those alone who gave that answer to a question before it.
    """

    __abstract__ = True
    __table_args__ = (sa.UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[QuestionKind]
    label: Mapped[str] = mapped_column(sa.String(500))
    hint: Mapped[str] = mapped_column(sa.String(500), default="")
    required: Mapped[bool] = mapped_column(default=False)
    internal: Mapped[bool] = mapped_column(default=False)
    sensitive: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    withdrawn: Mapped[bool] = mapped_column(default=False)

    @declared_attr
    def event(cls) -> Mapped[Event]:  # noqa: N805
        """The event that asks it."""
        return relationship()

    @declared_attr
    def choices(cls) -> Mapped[list["Choice"]]:  # noqa: N805
        """What can be chosen, in its order; including withdrawn choices."""
        return relationship(
            order_by="Choice.position", back_populates="question", cascade="all, delete-orphan"
        )

    @declared_attr
    def condition(cls) -> Mapped["Choice | None"]:  # noqa: N805
        """The choice on which the question depends, or None."""
        return relationship(secondary=condition, uselist=False)

    @classmethod
    def of(cls, event: Event) -> list[Self]:
        """Return an event's questions in order with choices and conditions, including withdrawn questions."""
        found = sa.select(cls).where(cls.event_id == event.id).order_by(cls.position, cls.id)
        loaded = found.options(
            selectinload(cls.choices), selectinload(cls.condition).selectinload(Choice.question)
        )
        return list(db.session.scalars(loaded))

    @classmethod
    def known_of(cls, event: Event) -> list[Self]:
        """Return the same of an event that was just read: it says by itself that it asks nothing."""
        return [] if event.has_questions is False else cls.of(event)

    @classmethod
    def put_to(cls, questions: Iterable[Self], held: Container[int], *, staff: bool = False) -> list[Self]:
        """Return the questions that are put to somebody who has answered those with the ids ``held``.

        The organisers' own are put to the staff alone; a withdrawn one stays with who has answered it.
        """
        return [
            question
            for question in questions
            if (staff or not question.internal) and (not question.withdrawn or question.id in held)
        ]

    @property
    def dependents(self) -> list[Self]:
        """The questions that are asked according to this one's answer."""
        mine = type(self)
        deciding = sa.select(condition.c.question_id).join(Choice).where(Choice.question_id == self.id)
        return list(db.session.scalars(sa.select(mine).where(mine.id.in_(deciding))))

    @property
    def is_answered(self) -> bool:
        """Whether somebody has answered it."""
        return bool(db.session.scalar(sa.select(sa.exists().where(ANSWERS.c.question_id == self.id))))

    @property
    def is_full(self) -> bool:
        """Whether every answer that is offered has no seat left."""
        offered = self.offered()
        return bool(offered) and all(choice.seats_free == 0 for choice in offered)

    def offered(self, held: Iterable[str] = ()) -> list["Choice"]:
        """Return the choices that somebody may make.

        A withdrawn choice is included for somebody who chose it; ``held`` then holds its id.
        """
        return [choice for choice in self.choices if not choice.withdrawn or str(choice.id) in held]


class Choice(Model):
    """One choice of a question, with its number of ``seats``; None is no limit and 0 is full.

    ``seats_taken`` is kept by triggers, which the migration makes; it is never written here. ``seats_allowed`` remembers
    the seats that were already granted when the limit was lowered below them.
    """

    __table_args__ = (
        sa.UniqueConstraint("question_id", "id"),
        sa.CheckConstraint(f"seats BETWEEN 0 AND {MOST_SEATS}", name="seats"),
        sa.CheckConstraint("seats_taken >= 0", name="seats_taken"),
        sa.CheckConstraint(
            "seats IS NULL OR seats_taken <= seats OR seats_taken <= seats_allowed", name="no_overbooking"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(sa.String(200))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]
    seats_taken: Mapped[int] = mapped_column(default=0, server_default="0")
    seats_allowed: Mapped[int] = mapped_column(default=0, server_default="0")

    question: Mapped[QuestionRecord] = relationship("Question", back_populates="choices")

    @property
    def is_chosen(self) -> bool:
        """Whether somebody has made it."""
        return bool(db.session.scalar(sa.select(sa.exists().where(ANSWERS.c.choice_id == self.id))))

    @property
    def seats_free(self) -> int | None:
        """How many seats nobody holds; None when they are unlimited, never below 0."""
        return None if self.seats is None else max(0, self.seats - self.seats_taken)

    def limit(self, seats: int | None) -> None:
        """Set the number of seats; seats already taken beyond it stay, as when the room becomes smaller."""
        taken = self.seats_taken or 0
        if seats != self.seats:
            self.seats, self.seats_allowed = seats, taken if seats is not None and taken > seats else 0

    @classmethod
    def limited(cls, event: Event) -> list["Choice"]:
        """Return an event's choices that have a limit, read anew: the triggers may have moved their counters."""
        found = sa.select(cls).where(cls.question.has(event_id=event.id), cls.seats.is_not(None))
        return list(db.session.scalars(found.execution_options(populate_existing=True)))
