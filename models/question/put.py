"""The questions of an event as a file lists them: the event's become exactly those."""

from collections.abc import Sequence

from extensions import db
from models.event import Event
from models.question.edit import is_answered, remove, set_order, tell, write
from models.question.facts import MOST_QUESTIONS, QuestionFacts, QuestionProblem
from models.question.record import Question
from models.user import User


def list_faults(
    listed: Sequence[QuestionFacts], event: Event | None = None
) -> list[tuple[int, str, QuestionProblem]]:
    """Return what cannot be true of a list of questions: the number of each, from 0, its field and why."""
    found = [
        (number, name, problem)
        for number, facts in enumerate(listed)
        for name, problem in facts.faults(listed[:number])
    ]
    keys = [facts.key for facts in listed]
    found += [
        (number, "key", QuestionProblem.KEY_TWICE) for number, key in enumerate(keys) if key in keys[:number]
    ]
    found += [(len(listed) - 1, "key", QuestionProblem.TOO_MANY)] * (len(listed) > MOST_QUESTIONS)
    known = {one.key: one for one in Question.of(event)} if event else {}
    for number, facts in enumerate(listed):
        row = known.get(facts.key)
        if row and row.kind is not facts.kind and is_answered(row):
            found.append((number, "kind", QuestionProblem.KIND))
    return found


def put(event: Event, listed: Sequence[QuestionFacts], *, by: User | None = None) -> bool:
    """Make an event's questions those of a list, in its order; say whether that changed anything.

    Who calls has found no faults. A question that the list lacks is asked no more; a line of history is written for
    each that changed.
    """
    event.lock()
    rows = {one.key: one for one in Question.of(event)}
    changed = False
    for facts in listed:
        row = rows.get(facts.key)
        if row and not row.withdrawn and QuestionFacts.of(row).essence == facts.essence:
            continue
        act = "rewrite" if row else "ask"
        row = row or rows.setdefault(facts.key, Question(event_id=event.id, key=facts.key, kind=facts.kind))
        db.session.add(row)
        write(row, facts, list(rows.values()))
        tell(event, act, row, by)
        changed = True
    keys = [facts.key for facts in listed]
    for key in reversed([key for key, row in rows.items() if key not in keys and not row.withdrawn]):
        remove(event, rows[key], by=by)
        changed = True
    moved = _set_order(event, [rows[key] for key in keys], changed)
    if moved and not changed:
        tell(event, "place", rows[keys[0]], by)
    return changed or moved


def _set_order(event: Event, wanted: list[Question], changed: bool) -> bool:
    """Put the listed questions first, in their order; withdrawn ones follow."""
    present = Question.of(event)
    if not changed and [one for one in present if one in wanted] == wanted:
        return False
    return set_order(wanted + [one for one in present if one not in wanted])
