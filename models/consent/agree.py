"""Recording consent: a ticked clause is kept with its words and the time.

An unticked one ends, and stays on record.
"""

from collections.abc import Collection

import clock
from extensions import db
from models.answer import AnswersRefused
from models.consent.record import Clause, Consent
from models.event import Event


def agree(event: Event, registration_id: int, ticked: Collection[int], words: str = "") -> None:
    """Keep what somebody agreed to, in the current write transaction; ``ticked`` holds the clauses' ids.

    ``words`` are what a newcomer agreed to about their details: with them every required clause must be ticked, and all
    is agreed anew. Without them an existing registration changes: what was agreed stays unless it is optional and no
    longer ticked. Raises AnswersRefused.
    """
    clauses, standing = Clause.of(event), Consent.standing(registration_id)
    if words and any(clause.required and clause.id not in ticked for clause in clauses):
        raise AnswersRefused({})
    optional = {clause.id for clause in clauses if not clause.required}
    for consent in standing:
        if words or (consent.clause_id in optional and consent.clause_id not in ticked):
            consent.ended_at = clock.now()
    known = set() if words else {(consent.clause_id, consent.version) for consent in standing}
    given = [Consent(registration_id=registration_id, text=words)] if words else []
    for clause in clauses:
        if clause.id in ticked and (clause.id, clause.version) not in known:
            replaced = [one for one in standing if one.clause_id == clause.id and one.ended_at is None]
            for one in replaced:
                one.ended_at = clock.now()
            said = {"clause_id": clause.id, "version": clause.version, "text": clause.text}
            given.append(Consent(registration_id=registration_id, **said))
    db.session.add_all(given)
    db.session.flush()
