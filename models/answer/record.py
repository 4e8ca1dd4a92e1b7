"""Answers: one row for each, and never an empty one."""

from collections.abc import Mapping, Sequence
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Model, db
from models.answer.given import Flaw, GivenAnswers, Held, Said
from models.event import Event
from models.question import Choice, Question
from models.user import User


class InvalidAnswers(Exception):
    """Answers that cannot be taken; ``flaws`` says why, by the question's id."""

    def __init__(self, flaws: Mapping[int, Flaw]) -> None:
        super().__init__(", ".join(f"{key}: {flaw}" for key, flaw in flaws.items()))
        self.flaws = dict(flaws)


class Answer(Model):
    """What a registration says to a question: a choice (one row for each), or a value.

    Numbers stand as ``3.5``, dates as ``2027-03-22``, whatever language they were typed in.
    """

    __table_args__ = (
        sa.CheckConstraint("(choice_id IS NULL) <> (value = '')", name="never_empty"),
        sa.ForeignKeyConstraint(["question_id", "choice_id"], ["choice.question_id", "choice.id"]),
        sa.UniqueConstraint("registration_id", "question_id", "choice_id"),
        sa.Index(
            "ix_answer_one_value",
            "registration_id",
            "question_id",
            unique=True,
            sqlite_where=sa.text("choice_id IS NULL"),
            postgresql_where=sa.text("choice_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), index=True)
    choice_id: Mapped[int | None]
    value: Mapped[str] = mapped_column(default="")

    question: Mapped[Question] = relationship(viewonly=True)
    choice: Mapped[Choice | None] = relationship(
        viewonly=True,
        primaryjoin=lambda: Answer.choice_id == Choice.id,
        foreign_keys=lambda: Answer.choice_id,
    )

    @property
    def said(self) -> str:
        """The answer as forms carry it: the id of a choice, or the value."""
        return self.value or str(self.choice_id)

    @classmethod
    def of(cls, registration_id: int | None) -> list["Answer"]:
        """Return the answers of a registration."""
        return list(db.session.scalars(sa.select(cls).where(cls.registration_id == registration_id)))

    @staticmethod
    def held(answers: Sequence["Answer"]) -> Held:
        """Return answers as forms carry them, by the question's id."""
        found: Held = {}
        for answer in sorted(answers, key=lambda one: one.choice_id or 0):
            found[answer.question_id] = (*found.get(answer.question_id, ()), answer.said)
        return found

    @classmethod
    def keep(
        cls,
        event: Event,
        registration_id: int,
        said: Said,
        *,
        by: User | None = None,
        lenient: bool = False,
        amending: bool = False,
    ) -> list[int]:
        """Set a registration's answers to ``said`` in the current write transaction.

        Returns the ids of the questions whose answers changed. ``by`` is the member of staff who does it: the organisers' own questions are theirs alone. Only they may be
        ``lenient``, and leave required questions blank (else PermissionError). Who is ``amending`` may leave those blank that
        were not asked before. Raises InvalidAnswers, and stores nothing then.
        """
        if lenient and by is None:
            raise PermissionError("only the staff may leave a required question blank")
        if not (questions := Question.known_of(event)):
            return []
        rows = cls.of(registration_id)
        before = cls.held(rows)
        found = GivenAnswers.read(questions, said, before, staff=by is not None)
        found.excuse(found.asked if lenient else GivenAnswers.owed(questions, before) if amending else ())
        if found.flaws:
            raise InvalidAnswers(found.flaws)
        put = Question.put_to(questions, before, staff=by is not None)
        return cls._rewrite(put, registration_id, rows, found)

    @classmethod
    def _rewrite(
        cls, put: list[Question], registration_id: int, rows: list[Self], found: GivenAnswers
    ) -> list[int]:
        """Write what is meant of the questions that are put; return the ids of those whose answers changed."""
        before, changed = cls.held(rows), []
        for question in put:
            meant = found.meant.get(question.id, ())
            if set(meant) != set(before.get(question.id, ())):
                cls._replace(
                    question, registration_id, [row for row in rows if row.question_id == question.id], meant
                )
                changed.append(question.id)
        return changed

    @classmethod
    def _replace(
        cls, question: Question, registration_id: int, rows: list[Self], meant: tuple[str, ...]
    ) -> None:
        """Delete the rows that are no longer meant, then add the others."""
        for row in rows:
            if row.said not in meant:
                db.session.delete(row)
        db.session.flush()
        kept = {row.said for row in rows}
        for one in meant:
            if one not in kept:
                given = {"choice_id": int(one)} if question.kind.has_choices else {"value": one}
                db.session.add(cls(registration_id=registration_id, question_id=question.id, **given))
        db.session.flush()
