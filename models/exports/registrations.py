"""What hangs on a registration, as JSON can say it: companions, answers, consents."""

from typing import Any

from models.exports.questions import clauses
from models.exports.rows import plain
from models.registration import Registration


def hanging(registration: Registration) -> dict[str, Any]:
    """Return what belongs to a registration, as JSON values.

    Answers are under the question's key, choices by their label.
    """
    said: dict[str, list[str]] = {}
    for answer in registration.answers:
        said.setdefault(answer.question.key, []).append(
            answer.choice.label if answer.choice else answer.value
        )
    keys = {clause.id: clause.key for clause in clauses(registration.event)}
    return {
        "companions": [plain(one) for one in registration.companions],
        "answers": {key: sorted(said[key]) for key in sorted(said)},
        "consents": [plain(one) | {"clause": keys.get(one.clause_id or 0)} for one in registration.consents],
    }
