"""Storing what a registration answers: exactly that, one row each, nothing for a blank."""

from collections.abc import Mapping

from extensions import db
from models.answer.reading import Flaw, Said, put_to, read
from models.answer.record import Answer, held
from models.event import Event
from models.question import Question
from models.user import User


class AnswersRefused(Exception):
    """Answers that cannot be taken; ``flaws`` says why, by the question's id."""

    def __init__(self, flaws: Mapping[int, Flaw]) -> None:
        super().__init__(", ".join(f"{key}: {flaw}" for key, flaw in flaws.items()))
        self.flaws = dict(flaws)


def keep(
    event: Event, registration_id: int, said: Said, *, by: User | None = None, lenient: bool = False
) -> list[int]:
    """Set a registration's answers to ``said`` in the current write transaction.

    Returns the ids of the questions whose answers changed.

    ``by`` is the member of staff who does it: the organisers' own questions are theirs alone. Only they may be
    ``lenient``, and leave required questions blank (else PermissionError). Raises AnswersRefused, and stores nothing then.
    """
    if lenient and by is None:
        raise PermissionError("only the staff may leave a required question blank")
    questions = Question.of(event)
    if not questions:
        return []
    rows = Answer.of(registration_id)
    before = held(rows)
    found = read(questions, said, before, staff=by is not None)
    flaws = {key: flaw for key, flaw in found.flaws.items() if not (lenient and flaw is Flaw.MISSING)}
    if flaws:
        raise AnswersRefused(flaws)
    changed = []
    for question in put_to(questions, before, staff=by is not None):
        meant = found.meant.get(question.id, ())
        if set(meant) != set(before.get(question.id, ())):
            _replace(
                question, registration_id, [row for row in rows if row.question_id == question.id], meant
            )
            changed.append(question.id)
    return changed


def _replace(question: Question, registration_id: int, rows: list[Answer], meant: tuple[str, ...]) -> None:
    """Delete the rows that are no longer meant, then add the others."""
    for row in rows:
        if row.said not in meant:
            db.session.delete(row)
    db.session.flush()
    kept = {row.said for row in rows}
    for one in meant:
        if one not in kept:
            given = {"choice_id": int(one)} if question.kind.has_choices else {"value": one}
            db.session.add(Answer(registration_id=registration_id, question_id=question.id, **given))
    db.session.flush()
