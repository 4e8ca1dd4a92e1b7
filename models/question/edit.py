"""Changing the questions of an event: each verb with its entry in the audit log, and open pages told.

Whoever has answered keeps the answer: a question or a choice that somebody chose is withdrawn, never deleted.
"""

from collections.abc import Sequence
from typing import Any, Self

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.event import Event
from models.question.facts import (
    MOST_QUESTIONS,
    ChoiceFacts,
    QuestionFacts,
    QuestionProblem,
    key_of,
)
from models.question.record import YES_NO, Choice, QuestionKind, QuestionRecord
from models.user import User

Faults = list[tuple[str, QuestionProblem]]


class Unaskable(ValueError):
    """A question that cannot be so; ``faults`` say which field and why."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in faults))
        self.faults = faults


class Reworded(Exception):
    """Raised when somebody else changed or withdrew the question since the form was opened.

    Nothing was saved.
    """


class Editing(QuestionRecord):
    """Asking, rewriting, placing, withdrawing and restoring a question."""

    __abstract__ = True

    @classmethod
    def faults(cls, event: Event, facts: QuestionFacts, known: Self | None = None) -> Faults:
        """Return what forbids a question where it stands (``known``: the one that it is now), or at the end."""
        questions = cls.of(event)
        before = questions[: questions.index(known)] if known else questions
        found = list(facts.faults([QuestionFacts.of(one) for one in before if not one.withdrawn]))
        if known is None:
            return found + [("label", QuestionProblem.TOO_MANY)] * (len(questions) >= MOST_QUESTIONS)
        dependents = [one for one in questions if one.condition and one.condition.question is known]
        if facts.kind is not known.kind and (dependents or known.is_answered):
            found.append(("kind", QuestionProblem.KIND))
        offered = [row for row, said in known.matched(facts) if row and not said.withdrawn]
        if any(one.condition not in offered for one in dependents if not one.withdrawn):
            found.append(("choices", QuestionProblem.DECIDES))
        return found

    @classmethod
    def ask(cls, event: Event, facts: QuestionFacts, *, by: User | None = None) -> Self:
        """Add a question at the end, in the current write transaction; raises Unaskable."""
        event.lock()
        if found := cls.faults(event, facts):
            raise Unaskable(found)
        others = cls.of(event)
        key = facts.key or key_of(facts.label, {one.key for one in others})
        question = cls(event=event, key=key, position=len(others), kind=facts.kind)
        question.fill_in(facts, others)
        question.tell("ask", by)
        return question

    def rewrite(self, facts: QuestionFacts, *, by: User | None = None, seen: str | None = None) -> bool:
        """Give a question other facts, in the current write transaction; False when they are true already.

        ``seen`` is the fingerprint of what a form was opened with. Raises Reworded when that is no longer so, and Unaskable.
        """
        event = self.event
        event.lock()
        if seen is not None and (self._is_gone or seen != QuestionFacts.fingerprint(self)):
            raise Reworded
        if found := self.faults(event, facts, self):
            raise Unaskable(found)
        if facts == QuestionFacts.of(self):
            return False
        former = self.label
        self.fill_in(facts, self.of(event))
        self.tell("rewrite", by, former)
        return True

    @property
    def _is_gone(self) -> bool:
        mine = sa.tuple_(*sa.inspect(type(self)).primary_key) == sa.inspect(self).identity
        return not db.session.scalar(sa.select(sa.exists().where(mine)))

    def remove(self, *, by: User | None = None) -> None:
        """Ask a question no more: it is deleted, or withdrawn when somebody has answered it. Raises Unaskable."""
        self.event.lock()
        dependents = self.dependents
        if any(not one.withdrawn for one in dependents):
            raise Unaskable([("label", QuestionProblem.DECIDES)])
        self.tell("remove", by)
        if dependents or self.is_answered:
            self.withdrawn = True
        else:
            db.session.delete(self)
        db.session.flush()

    def restore(self, *, by: User | None = None) -> None:
        """Ask a withdrawn question again. Raises Unaskable when its condition is gone."""
        self.event.lock()
        if found := self.faults(self.event, QuestionFacts.of(self), self):
            raise Unaskable(found)
        self.withdrawn = False
        self.tell("restore", by)

    def place(self, index: int, *, by: User | None = None) -> None:
        """Move a question to a place, counted from 0.

        Raises Unaskable if it would come before the question on which it depends.
        """
        self.event.lock()
        order = [one for one in self.of(self.event) if one is not self]
        order.insert(max(0, index), self)
        for number, one in enumerate(order):
            if one.condition and one.condition.question not in order[:number]:
                raise Unaskable([("position", QuestionProblem.ORDER)])
        if self.set_order(order):
            self.tell("place", by)

    @staticmethod
    def set_order(order: Sequence[QuestionRecord]) -> bool:
        """Number questions in an order; say whether that changed it."""
        changed = False
        for number, one in enumerate(order):
            changed = changed or one.position != number
            one.position = number
        return changed

    def tell(self, verb: str, by: User | None, former: str = "") -> None:
        """Write an entry about the event, and let cached and open pages show the questions as they are.

        ``former`` is how the question read before.
        """
        db.session.flush()
        read: dict[str, Any] = {
            "before": {"questions": former or self.label},
            "after": {"questions": self.label},
        }
        if verb in {"ask", "remove"}:
            del read["before" if verb == "ask" else "after"]
        facts: dict[str, Any] = {"changed": ["questions"], "act": verb, "question": self.id} | read
        AuditEntry.write("event", self.event_id, "revise", by=by, **facts)
        self.event.changed("facts")

    def fill_in(self, facts: QuestionFacts, questions: Sequence[QuestionRecord]) -> None:
        """Set the columns, choices and condition of a question.

        The caller has checked that there are no faults, and holds the event's lock.
        """
        db.session.add(self)
        self.label, self.hint, self.kind = facts.label, facts.hint, facts.kind
        self.required, self.internal, self.withdrawn = facts.required, facts.internal, False
        self.sensitive = facts.sensitive
        kept = []
        for number, (row, said) in enumerate(self.matched(facts)):
            choice = row or Choice(label=said.label)
            choice.label, choice.withdrawn, choice.position = said.label, said.withdrawn, number
            choice.limit(said.seats)
            kept.append(choice)
        for choice in self.choices:
            if choice not in kept and (choice.is_chosen or any(one.condition is choice for one in questions)):
                choice.withdrawn, choice.position = True, len(kept)
                kept.append(choice)
        self.choices = kept
        deciding = {(one.key, choice.label): choice for one in questions for choice in one.choices}
        self.condition = deciding[facts.only_if] if facts.only_if else None
        db.session.flush()

    def matched(self, facts: QuestionFacts) -> list[tuple[Choice | None, ChoiceFacts]]:
        """Pair the choices of some facts with the rows that they are: by their ids, or by their labels."""
        said = facts.choices
        if facts.kind is QuestionKind.YES_NO:
            said = tuple(ChoiceFacts(label) for label in YES_NO)
        rows = {one.id: one for one in self.choices}
        labels = {one.label: one for one in self.choices}
        return [(rows[one.known] if one.known in rows else labels.get(one.label), one) for one in said]
