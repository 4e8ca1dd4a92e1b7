"""Writing the clauses of an event: the desk and a file list them, and the event's become those."""

from collections.abc import Sequence

import sqlalchemy as sa

from extensions import db
from models.audit_log import entry
from models.consent.record import Clause, ClauseFacts, Consent
from models.event import Event
from models.question import key_of
from models.user import User


def put(event: Event, listed: Sequence[ClauseFacts], *, by: User | None = None) -> bool:
    """Make an event's clauses those of a list, in its order; return whether any changed.

    Runs in the current write transaction. Other words under the same key are the next version; a clause that
    the list lacks is withdrawn, or deleted when nobody agreed to it.
    """
    event.lock()
    rows = _rows(event)
    kept: dict[str, Clause] = {}
    changed = False
    present = [key for key, row in rows.items() if not row.withdrawn]
    for facts in listed:
        key = facts.key or key_of(facts.text, set(kept))
        row = rows.get(key) or Clause(event_id=event.id, key=key, text=facts.text, version=1)
        row.version += row.text != facts.text
        row.text, row.required, row.withdrawn = facts.text, facts.required, False
        db.session.add(row)
        changed = changed or row in db.session.new or db.session.is_modified(row)
        kept[key] = row
    for key, row in rows.items():
        if key not in kept and not row.withdrawn:
            _end(row)
            changed = True
    if not changed and list(kept) == present:
        return False
    for position, row in enumerate(kept.values()):
        row.position = position
    entry.write("event", event.id, "revise", by=by, changed=["consents"])
    event.changed("facts")
    return True


def _rows(event: Event) -> dict[str, Clause]:
    found = sa.select(Clause).where(Clause.event_id == event.id).order_by(Clause.position, Clause.id)
    return {one.key: one for one in db.session.scalars(found)}


def _end(clause: Clause) -> None:
    if db.session.scalar(sa.select(sa.exists().where(Consent.clause_id == clause.id))):
        clause.withdrawn = True
    else:
        db.session.delete(clause)
