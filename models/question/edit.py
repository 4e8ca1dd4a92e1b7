"""Changing the questions of an event: each verb with its line of history, and open pages told.

Whoever has answered keeps the answer: a question or a choice that somebody chose is withdrawn, never deleted.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from extensions import db
from models.audit_log import entry
from models.event import Event
from models.question.facts import (
    MOST_QUESTIONS,
    ChoiceFacts,
    QuestionFacts,
    QuestionProblem,
    key_of,
)
from models.question.record import YES_NO, Choice, Question, QuestionKind
from models.user import User

Faults = list[tuple[str, QuestionProblem]]
ANSWERS = sa.table("answer", sa.column("question_id"), sa.column("choice_id"))  # a room above this one


class Unaskable(ValueError):
    """A question that cannot be so; ``faults`` say which field and why."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in faults))
        self.faults = faults


class Reworded(Exception):
    """Raised when somebody else changed or withdrew the question since the form was opened.

    Nothing was saved.
    """


def faults(event: Event, facts: QuestionFacts, known: Question | None = None) -> Faults:
    """Return what forbids a question where it stands (``known``: the one that it is now), or at the end."""
    questions = Question.of(event)
    before = questions[: questions.index(known)] if known else questions
    found = list(facts.faults([QuestionFacts.of(one) for one in before if not one.withdrawn]))
    if known is None:
        return found + [("label", QuestionProblem.TOO_MANY)] * (len(questions) >= MOST_QUESTIONS)
    dependents = [one for one in questions if one.condition and one.condition.question is known]
    if facts.kind is not known.kind and (dependents or is_answered(known)):
        found.append(("kind", QuestionProblem.KIND))
    offered = [row for row, said in _matched(known, facts) if row and not said.withdrawn]
    if any(one.condition not in offered for one in dependents if not one.withdrawn):
        found.append(("choices", QuestionProblem.DECIDES))
    return found


def is_answered(thing: Question | Choice) -> bool:
    """Say whether somebody has answered a question, or made a choice."""
    column = ANSWERS.c.question_id if isinstance(thing, Question) else ANSWERS.c.choice_id
    return bool(db.session.scalar(sa.select(sa.exists().where(column == thing.id))))


def ask(event: Event, facts: QuestionFacts, *, by: User | None = None) -> Question:
    """Add a question at the end, in the current write transaction; raises Unaskable."""
    event.lock()
    if found := faults(event, facts):
        raise Unaskable(found)
    others = Question.of(event)
    key = facts.key or key_of(facts.label, {one.key for one in others})
    question = Question(event_id=event.id, key=key, position=len(others), kind=facts.kind, label=facts.label)
    db.session.add(question)
    write(question, facts, others)
    tell(event, "ask", question, by)
    return question


def rewrite(
    event: Event, question: Question, facts: QuestionFacts, *, by: User | None = None, seen: str | None = None
) -> bool:
    """Give a question other facts, in the current write transaction; False when they are true already.

    ``seen`` is the fingerprint of what a form was opened with. Raises Reworded when that is no longer so, and Unaskable.
    """
    event.lock()
    if seen is not None and (_is_gone(question) or seen != QuestionFacts.fingerprint(question)):
        raise Reworded
    if found := faults(event, facts, question):
        raise Unaskable(found)
    if facts == QuestionFacts.of(question):
        return False
    write(question, facts, Question.of(event))
    tell(event, "rewrite", question, by)
    return True


def _is_gone(question: Question) -> bool:
    mine = sa.tuple_(*sa.inspect(Question).primary_key) == sa.inspect(question).identity
    return not db.session.scalar(sa.select(sa.exists().where(mine)))


def remove(event: Event, question: Question, *, by: User | None = None) -> None:
    """Ask a question no more: it is deleted, or withdrawn when somebody has answered it. Raises Unaskable."""
    event.lock()
    dependents = question.dependents
    if any(not one.withdrawn for one in dependents):
        raise Unaskable([("label", QuestionProblem.DECIDES)])
    tell(event, "remove", question, by)
    if dependents or is_answered(question):
        question.withdrawn = True
    else:
        db.session.delete(question)
    db.session.flush()


def restore(event: Event, question: Question, *, by: User | None = None) -> None:
    """Ask a withdrawn question again. Raises Unaskable when its condition is gone."""
    event.lock()
    if found := faults(event, QuestionFacts.of(question), question):
        raise Unaskable(found)
    question.withdrawn = False
    tell(event, "restore", question, by)


def place(event: Event, question: Question, index: int, *, by: User | None = None) -> None:
    """Move a question to a place, counted from 0.

    Raises Unaskable if it would come before the question on which it depends.
    """
    event.lock()
    order = [one for one in Question.of(event) if one is not question]
    order.insert(max(0, index), question)
    for number, one in enumerate(order):
        if one.condition and one.condition.question not in order[:number]:
            raise Unaskable([("position", QuestionProblem.ORDER)])
    if set_order(order):
        tell(event, "place", question, by)


def set_order(order: Sequence[Question]) -> bool:
    """Number questions in an order; say whether that changed it."""
    changed = False
    for number, one in enumerate(order):
        changed = changed or one.position != number
        one.position = number
    return changed


def tell(event: Event, act: str, question: Question, by: User | None) -> None:
    """Write a line of the event's history, and let cached and open pages show the questions as they are."""
    db.session.flush()
    entry.write("event", event.id, "revise", by=by, changed=["questions"], act=act, question=question.id)
    event.changed("facts")


def write(question: Question, facts: QuestionFacts, questions: Sequence[Question]) -> None:
    """Set the columns, choices and condition of a question.

    The caller has checked that there are no faults, and holds the event's lock.
    """
    question.label, question.hint, question.kind = facts.label, facts.hint, facts.kind
    question.required, question.internal, question.withdrawn = facts.required, facts.internal, False
    kept = []
    for number, (row, said) in enumerate(_matched(question, facts)):
        choice = row or Choice(label=said.label)
        choice.label, choice.withdrawn, choice.position = said.label, said.withdrawn, number
        _limit(choice, said.seats)
        kept.append(choice)
    for choice in question.choices:
        if choice not in kept and (is_answered(choice) or any(one.condition is choice for one in questions)):
            choice.withdrawn, choice.position = True, len(kept)
            kept.append(choice)
    question.choices = kept
    deciding = {(one.key, choice.label): choice for one in questions for choice in one.choices}
    question.condition = deciding[facts.only_if] if facts.only_if else None
    db.session.flush()


def _limit(choice: Choice, seats: int | None) -> None:
    """Set the number of seats of a choice.

    Seats already taken beyond the limit stay, as when the room becomes smaller.
    """
    taken = choice.seats_taken or 0
    if seats != choice.seats:
        choice.seats, choice.seats_allowed = seats, taken if seats is not None and taken > seats else 0


def _matched(question: Question, facts: QuestionFacts) -> list[tuple[Choice | None, ChoiceFacts]]:
    """Pair the choices of some facts with the rows that they are: by their ids, or by their labels."""
    said = facts.choices
    if facts.kind is QuestionKind.YES_NO:
        said = tuple(ChoiceFacts(label) for label in YES_NO)
    rows = {one.id: one for one in question.choices}
    labels = {one.label: one for one in question.choices}
    return [(rows[one.known] if one.known in rows else labels.get(one.label), one) for one in said]
