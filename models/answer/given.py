"""What was said to the questions of an event: which are asked, what is meant, and what is wrong."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from models.question import Question, QuestionKind

Held = dict[int, tuple[str, ...]]  # by the question's id: the ids of choices, or the value
Said = Mapping[int, Sequence[str]]  # by the question's id: what was typed, or the ids of the choices
LONGEST = {QuestionKind.SHORT: 500, QuestionKind.LONG: 5000}
NUMBER = re.compile(r"([+-]?)0*(\d{1,15})(?:[.,](\d{1,6}))?")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class Flaw(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    TOO_LONG = "too long"
    NO_NUMBER = "no number"
    NO_DATE = "no date"
    NO_CHOICE = "no choice"
    NOT_ASKED = "not asked"


class Flawed(ValueError):
    """An answer that cannot be taken."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(slots=True)
class GivenAnswers:
    """Answers that were read, with the ids of the questions ``asked`` and the ``flaws`` to correct.

    ``meant`` holds the answers; the questions in ``asked`` are those that these answers lead
    to.
    """

    asked: set[int] = field(default_factory=set)
    meant: Held = field(default_factory=dict)
    flaws: dict[int, Flaw] = field(default_factory=dict)

    @classmethod
    def read(cls, questions: Sequence[Question], said: Said, held: Held, *, staff: bool = False) -> Self:
        """Read what was said to an event's questions, in their order; ``held`` is what was answered before.

        Questions that are not put to this person are passed over, whatever was sent for them. Data for a question that its
        condition hides is a flaw, unless it is only the answer of before: that one goes (it is no longer meant).
        """
        found = cls()
        put = {question.id for question in Question.put_to(questions, held, staff=staff)}
        chosen = {choice for key, values in held.items() if key not in put for choice in values}
        for question in questions:
            if question.id not in put:
                continue
            before = held.get(question.id, ())
            values = tuple(text for text in (one.strip() for one in said.get(question.id, ())) if text)
            if question.condition and str(question.condition.id) not in chosen:
                if values and set(values) != set(before):
                    found.flaws[question.id] = Flaw.NOT_ASKED
                continue
            found.asked.add(question.id)
            try:
                meant = _meant(question, values, before)
            except Flawed as flawed:
                found.flaws[question.id] = flawed.flaw
                continue
            if meant:
                found.meant[question.id] = meant
                chosen |= set(meant) if question.kind.has_choices else set()
            elif question.required and not question.withdrawn:
                found.flaws[question.id] = Flaw.MISSING
        return found

    def excuse(self, keys: Container[int]) -> None:
        """Take what was left blank of these questions for right."""
        self.flaws = {
            key: flaw for key, flaw in self.flaws.items() if flaw is not Flaw.MISSING or key not in keys
        }

    @classmethod
    def owed(cls, questions: Sequence[Question], held: Held) -> set[int]:
        """Return the ids of the questions that somebody ought to have answered, and was never asked before.

        They came, or became required, after the answers that are ``held``: nothing else waits for them.
        """
        flaws = cls.read(questions, held, held).flaws
        return {key for key, flaw in flaws.items() if flaw is Flaw.MISSING}


def _meant(question: Question, values: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an answer means; nothing for none."""
    if question.kind.has_choices:
        offered = [str(choice.id) for choice in question.offered(before)]
        if set(values) - set(offered) or (len(values) > 1 and question.kind is not QuestionKind.SEVERAL):
            raise Flawed(Flaw.NO_CHOICE)
        return tuple(one for one in offered if one in values)
    return tuple(READERS[question.kind](value) for value in values[:1])


def _text(longest: int) -> Callable[[str], str]:
    def reader(value: str) -> str:
        if len(value) > longest:
            raise Flawed(Flaw.TOO_LONG)
        return value

    return reader


def _number(value: str) -> str:
    """Return a number as programs write it: « 1 234,50 » is 1234.5."""
    found = NUMBER.fullmatch(re.sub(r"\s", "", value))
    if not found:
        raise Flawed(Flaw.NO_NUMBER)
    whole, part = found[2], (found[3] or "").rstrip("0")
    plain = f"{whole}.{part}" if part else whole
    return f"-{plain}" if found[1] == "-" and plain != "0" else plain


def _date(value: str) -> str:
    for pattern in DAYS:
        try:
            day: date = datetime.strptime(value, pattern).date()  # noqa: DTZ007  a calendar's day
        except ValueError:
            continue
        return day.isoformat()
    raise Flawed(Flaw.NO_DATE)


READERS = {
    QuestionKind.SHORT: _text(LONGEST[QuestionKind.SHORT]),
    QuestionKind.LONG: _text(LONGEST[QuestionKind.LONG]),
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
}
