"""A question, put together from what can be done about it; and all of an event, as a list says them."""

from collections.abc import Sequence
from typing import Self

from models.event import Event
from models.question.edit import Editing
from models.question.facts import MOST_QUESTIONS, QuestionFacts, QuestionProblem
from models.user import User


class Question(Editing):
    """What an event asks of who registers, besides a name and an address."""

    @classmethod
    def list_faults(
        cls, listed: Sequence[QuestionFacts], event: Event | None = None
    ) -> list[tuple[int, str, QuestionProblem]]:
        """Return what cannot be true of a list of questions: the number of each, from 0, its field and why."""
        found = [
            (number, name, problem)
            for number, facts in enumerate(listed)
            for name, problem in facts.faults(listed[:number])
        ]
        keys = [facts.key for facts in listed]
        twice = QuestionProblem.KEY_TWICE
        found += [(number, "key", twice) for number, key in enumerate(keys) if key in keys[:number]]
        found += [(len(listed) - 1, "key", QuestionProblem.TOO_MANY)] * (len(listed) > MOST_QUESTIONS)
        known = {one.key: one for one in cls.of(event)} if event else {}
        for number, facts in enumerate(listed):
            row = known.get(facts.key)
            if row and row.kind is not facts.kind and row.is_answered:
                found.append((number, "kind", QuestionProblem.KIND))
        return found

    @classmethod
    def replace_all(cls, event: Event, listed: Sequence[QuestionFacts], *, by: User | None = None) -> bool:
        """Make an event's questions those of a list, in its order; say whether that changed anything.

        Who calls has found no faults. A question that the list lacks is asked no more; the audit log gets an entry for
        each that changed.
        """
        event.lock()
        rows = {one.key: one for one in cls.of(event)}
        changed = False
        for facts in listed:
            row = rows.get(facts.key)
            if row and not row.withdrawn and QuestionFacts.of(row).essence == facts.essence:
                continue
            verb = "rewrite" if row else "ask"
            former = row.label if row else ""
            row = row or rows.setdefault(facts.key, cls(event=event, key=facts.key, kind=facts.kind))
            row.fill_in(facts, list(rows.values()))
            row.tell(verb, by, former)
            changed = True
        keys = [facts.key for facts in listed]
        for key in reversed([key for key, row in rows.items() if key not in keys and not row.withdrawn]):
            rows[key].remove(by=by)
            changed = True
        moved = cls._set_order_of(event, [rows[key] for key in keys], changed)
        if moved and not changed:
            rows[keys[0]].tell("place", by)
        return changed or moved

    @classmethod
    def _set_order_of(cls, event: Event, wanted: list[Self], changed: bool) -> bool:
        """Put the listed questions first, in their order; withdrawn ones follow."""
        present = cls.of(event)
        if not changed and [one for one in present if one in wanted] == wanted:
            return False
        return cls.set_order(wanted + [one for one in present if one not in wanted])
