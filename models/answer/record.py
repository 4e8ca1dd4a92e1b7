"""Answers: one row for each, and never an empty one."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import Model, db
from models.question import Choice, Question


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


Held = dict[int, tuple[str, ...]]


def held(answers: Sequence[Answer]) -> Held:
    """Return answers as forms carry them, by the question's id."""
    found: Held = {}
    for answer in sorted(answers, key=lambda one: one.choice_id or 0):
        found[answer.question_id] = (*found.get(answer.question_id, ()), answer.said)
    return found
