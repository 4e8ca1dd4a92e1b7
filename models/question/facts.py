"""What an organiser says of a question, by a file or on the desk, and what cannot be true of it."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import visible_text
from folding import folded
from models.event.facts import SLUG
from models.question.record import MOST_SEATS, QuestionKind, QuestionRecord

MOST_QUESTIONS, MOST_CHOICES = 60, 100


class QuestionProblem(StrEnum):
    """What cannot be true of a question; the value says it in English."""

    LABEL = "write the question"
    TOO_LONG = "shorten this to 500 characters"
    KEY = "use small letters without accents, digits and single hyphens, at most 80"
    KEY_TWICE = "another question has this key"
    CHOICES = "give at least one choice"
    NO_CHOICES = "a question of this kind has no choices of its own"
    CHOICE_TWICE = "two choices read the same"
    CHOICE_TOO_LONG = "shorten the choice to 200 characters"
    TOO_MANY = "an event has at most 60 questions, a question at most 100 choices"
    CONDITION = "a condition names an answer to a choice question that stands before this one"
    KIND = "people have answered: the kind stays. Withdraw the question and ask another one"
    SEATS = "seats are a whole number from 0 to 100000, for the choices of a one-choice question"
    ORDER = "a question stands after the one whose answer decides whether it is asked"
    DECIDES = "another question is asked according to this one's answer: change that one first"


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    """One choice with its number of ``seats`` (None: no limit).

    ``known`` is the id of the existing choice, so that changing its label keeps the answers.
    """

    label: str
    withdrawn: bool = False
    known: int | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """All that an organiser decides about a question.

    ``only_if`` is another question's key and the label of the answer.
    """

    label: str
    kind: QuestionKind = QuestionKind.SHORT
    key: str = ""
    hint: str = ""
    required: bool = False
    internal: bool = False
    choices: tuple[ChoiceFacts, ...] = ()
    only_if: tuple[str, str] | None = None
    sensitive: bool = False

    @classmethod
    def of(cls, question: QuestionRecord) -> "QuestionFacts":
        """Return the present facts of a question."""
        own = question.choices if question.kind is not QuestionKind.YES_NO else []
        choices = tuple(ChoiceFacts(one.label, one.withdrawn, one.id, one.seats) for one in own)
        condition = question.condition
        only_if = (condition.question.key, condition.label) if condition else None
        return cls(
            question.label, question.kind, question.key, question.hint, question.required, question.internal, choices, only_if,
            question.sensitive,
        )  # fmt: skip

    @staticmethod
    def fingerprint(question: QuestionRecord) -> str:
        """Return a few characters by which a form remembers what its reader saw of a question."""
        return f"{zlib.crc32(repr((QuestionFacts.of(question), question.withdrawn)).encode()):08x}"

    @property
    def essence(self) -> tuple[object, ...]:
        """What is compared between two lists of questions: all but the ids and the withdrawn choices."""
        offered = tuple((choice.label, choice.seats) for choice in self.choices if not choice.withdrawn)
        return (
            self.label,
            self.kind,
            self.hint,
            self.required,
            self.internal,
            offered,
            self.only_if,
            self.sensitive,
        )

    @property
    def offers(self) -> set[str]:
        """The labels of the choices that are offered."""
        if self.kind is QuestionKind.YES_NO:
            return {"yes", "no"}
        return {choice.label for choice in self.choices if not choice.withdrawn}

    def faults(self, before: Sequence["QuestionFacts"] = ()) -> Iterator[tuple[str, QuestionProblem]]:
        """Yield the fields that cannot be so, given the questions that stand before this one."""
        if self.key and (not SLUG.fullmatch(self.key) or len(self.key) > 80):
            yield "key", QuestionProblem.KEY
        if not visible_text.shows(self.label):
            yield "label", QuestionProblem.LABEL
        for name in ("label", "hint"):
            if len(getattr(self, name)) > 500:
                yield name, QuestionProblem.TOO_LONG
        yield from (("choices", problem) for problem in self._choice_faults())
        deciding = {one.key: one.offers for one in before if one.kind.has_choices}
        if self.only_if and self.only_if[1] not in deciding.get(self.only_if[0], set()):
            yield "only_if", QuestionProblem.CONDITION

    def _choice_faults(self) -> Iterator[QuestionProblem]:
        labels = [folded(choice.label) for choice in self.choices]
        blank = any(not visible_text.shows(choice.label) for choice in self.choices)
        if blank or (self.kind.has_choices and not self.offers):
            yield QuestionProblem.CHOICES
        if labels and (not self.kind.has_choices or self.kind is QuestionKind.YES_NO):
            yield QuestionProblem.NO_CHOICES
        if len(set(labels)) < len(labels):
            yield QuestionProblem.CHOICE_TWICE
        if any(len(choice.label) > 200 for choice in self.choices):
            yield QuestionProblem.CHOICE_TOO_LONG
        limits = [choice.seats for choice in self.choices if choice.seats is not None]
        if limits and (self.kind is not QuestionKind.ONE or min(limits) < 0 or max(limits) > MOST_SEATS):
            yield QuestionProblem.SEATS
        if len(labels) > MOST_CHOICES:
            yield QuestionProblem.TOO_MANY


def key_of(label: str, taken: set[str]) -> str:
    """Return a key made of a question's words, different from those that are taken."""
    words = "".join(char if char.isascii() and char.isalnum() else "-" for char in folded(label)).split("-")
    plain = "-".join(word for word in words if word)[:60].strip("-") or "question"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key
