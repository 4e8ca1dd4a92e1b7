"""Answers and consents in the cells of a list: read as the form of the event reads them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

import clock
from folding import folded
from forms.checks import Trimmed
from forms.fields import Lines
from forms.public.answers import TOO_LONG, WORDS
from models.answer import Flaw, GivenAnswers
from models.consent import Clause
from models.question import Question, QuestionKind
from models.registration.attendee_list import ListedConsent

YES = {"yes", "y", "oui", "o", "true", "vrai", "x", "1", "ok", "accepte", "d accord", "agreed", *"✓✔☑☒✅🗹"}
NO = {"no", "n", "non", "false", "faux", "0", "refuse", *"✗✘❌☐"}
PARTS = re.compile(r"\s*[,;|\n]\s*")
MOMENTS = tuple(
    f"{day}{hour}" for day in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y") for hour in (" %H:%M", " %H:%M:%S", "")
)
AGREED = re.compile(r"([\d/-]{8,10}(?: \d\d?:\d\d(?::\d\d)?)?)(?:, ?v(\d+))?")

Faults = list[tuple[str, str]]  # what a column means, and what is wrong in it


def key_of(thing: Question | Clause) -> str:
    """Return what a column means that holds the answers to a question, or the consents to a clause."""
    return f"{'question' if isinstance(thing, Question) else 'consent'}-{thing.id}"


@dataclass(slots=True)
class AnswerCells:
    """The questions and clauses for which a list has a column."""

    questions: Sequence[Question]
    clauses: Sequence[Clause]
    lenient: bool = False  # required questions may be blank
    read: set[str] = field(default_factory=set)  # what the columns of the list mean

    def answers(self, said: dict[str, str]) -> tuple[dict[int, list[str]] | None, Faults]:
        """Return the answers that a row gives, and what is wrong with them."""
        mine = [question for question in self.questions if key_of(question) in self.read]
        if not mine:
            return None, []
        given = {question.id: _values(question, said.get(key_of(question), "")) for question in mine}
        flaws = GivenAnswers.read(self.questions, given, {}, staff=True).flaws
        faults = [
            (key_of(question), str(TOO_LONG.get(question.kind) if flaw is Flaw.TOO_LONG else WORDS[flaw]))
            for question in mine
            if (flaw := flaws.get(question.id)) and not (self.lenient and flaw is Flaw.MISSING)
        ]
        return given, faults

    def lacks(self, said: dict[str, str]) -> bool:
        """Say whether a row leaves a required question blank."""
        given, _faults = self.answers(said)
        return (
            bool(given)
            and Flaw.MISSING in GivenAnswers.read(self.questions, given or {}, {}, staff=True).flaws.values()
        )

    def consents(self, said: dict[str, str]) -> tuple[tuple[ListedConsent, ...], Faults]:
        """Return the clauses to which a row says that somebody agreed, and what is wrong with that."""
        found, faults = [], []  # type: tuple[list[ListedConsent], Faults]
        for clause in self.clauses:
            cell = said.get(key_of(clause), "")
            dated = AGREED.fullmatch(cell)
            if not cell or folded(cell) in NO:
                continue
            if dated and dated[2] and int(dated[2]) != clause.version:
                words = _(
                    "this is version %(theirs)s of the words, the event has version %(ours)s: empty the cell, or write “yes”",
                    theirs=dated[2],
                    ours=clause.version,
                )
                faults.append((key_of(clause), words))
            elif dated or folded(cell) in YES:
                found.append(ListedConsent(clause, moment(dated[1]) if dated else None))
            else:
                faults.append((key_of(clause), _("write “yes”, “no”, or the day of the consent")))
        return tuple(found), faults


def moment(cell: str) -> datetime | None:
    """Return the instant that a cell writes by the site's clock; None for what is to come, or none."""
    for pattern in MOMENTS:
        try:
            at = clock.instant(datetime.strptime(cell, pattern), current_app.config["TIMEZONE"])  # noqa: DTZ007  a wall clock
        except ValueError:
            continue
        return at if at <= clock.now() else None
    return None


def _values(question: Question, cell: str) -> list[str]:
    """Return the answer of a cell as the form of the event would send it."""
    if not question.kind.has_choices:
        long = question.kind is QuestionKind.LONG
        return [(Lines() if long else Trimmed())(cell) or ""]
    return [_choice(question, part) for part in _parts(question, cell) if part]


def _parts(question: Question, cell: str) -> Iterable[str]:
    """Return the choices that a cell names; a label may hold a comma itself."""
    if question.kind is not QuestionKind.SEVERAL:
        return [cell]
    labels = sorted((re.escape(choice.label) for choice in question.choices), key=len, reverse=True)
    one = f"(?:{'|'.join(labels)})"
    whole = re.compile(rf"{one}(?:{PARTS.pattern}{one})*", re.IGNORECASE)
    return re.findall(one, cell, re.IGNORECASE) if whole.fullmatch(cell) else PARTS.split(cell)


def _choice(question: Question, said: str) -> str:
    """Return the id of the choice that somebody names, or what they say where there is none such."""
    words = folded(said)
    if question.kind is QuestionKind.YES_NO:
        words = "yes" if words in YES else "no" if words in NO else words
    return next((str(choice.id) for choice in question.choices if folded(choice.label) == words), said)
