"""The questions and clauses of an event's registration form as JSON values, choices included."""

from typing import Any

from extensions import db
from models.consent import Clause
from models.event import Event
from models.exports.rows import RowRefused, plain, refuse, typed
from models.question import Choice, Question, QuestionKind


def asked(event: Event) -> dict[str, Any]:
    """Return an event's questions and clauses in their order, those included that are asked no more."""
    return {
        "questions": [_question(one) for one in Question.of(event)],
        "clauses": [plain(one) for one in clauses(event)],
    }


def clauses(event: Event) -> list[Clause]:
    """Return an event's clauses in their order, withdrawn ones included."""
    return Clause.of(event, withdrawn=True)


def insert_questions(event: Event, said: dict[str, Any]) -> None:
    """Insert the questions and clauses of a new event, in the current write transaction.

    Raises RowRefused if they are invalid.
    """
    choices: dict[tuple[str, str], Choice] = {}
    for position, one in enumerate(said.get("questions", [])):
        question = Question(event_id=event.id, position=position, **typed(Question, one))
        for place, each in enumerate(one.get("choices", [])):
            choice = Choice(position=place, **typed(Choice, each))
            question.choices.append(choice)
            choices[question.key, choice.label] = choice
        if condition := one.get("only_if"):
            key, label = condition
            question.condition = choices.get((key, label)) or refuse(
                f"{question.key} hangs on {key}: {label}, which is not before it"
            )
        db.session.add(question)
    for position, one in enumerate(said.get("clauses", [])):
        db.session.add(Clause(event_id=event.id, position=position, **typed(Clause, one)))
    db.session.flush()


def check_asked(said: dict[str, Any]) -> None:
    """Read the questions and clauses of an event's line without writing them. Raises RowRefused."""
    for one in said.get("questions", []):
        values = typed(Question, one)
        offered = [typed(Choice, each) for each in one.get("choices", [])]
        if QuestionKind(values["kind"]).has_choices is not bool(offered):
            raise RowRefused(f"{values['key']}: choices belong to a question that offers them")
    for one in said.get("clauses", []):
        typed(Clause, one)


def _question(question: Question) -> dict[str, Any]:
    condition = question.condition
    return plain(question) | {
        "choices": [plain(choice) for choice in question.choices],
        "only_if": [condition.question.key, condition.label] if condition else None,
    }
