"""Who registered, with all that hangs on it: companions, answers, consents. Who was erased stays gone."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

import email_address
from extensions import db
from models import token
from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.consent import Consent
from models.event import Event
from models.exports.questions import clauses
from models.exports.rows import RowRefused, refuse, typed
from models.question import Choice, Question
from models.registration import Companion, Registration
from models.registration.states import HOLDING


def insert_registrations(found: list[dict[str, Any]]) -> int:
    """Add registrations in the current write transaction; return how many are new. Raises RowRefused.

    Nobody is written to. Seats that were granted beyond a capacity come back as they were.
    """
    uids = [said["uid"] for said in found]
    here = set(db.session.scalars(sa.select(Registration.uid).where(Registration.uid.in_(uids))))
    under: dict[str, _Room] = {}
    new = [said for said in found if said["uid"] not in here]
    for said in new:
        slug = said["event"]
        if slug not in under:
            event = Event.by_slug(slug) or refuse(f"there is no event {slug!r}")
            under[slug] = _Room(event)
        under[slug].insert(said)
    for room in under.values():
        room.event.changed("facts")
    return len(new)


class _Room:
    """An event whose people come back: what it asks, and the addresses that it knows."""

    def __init__(self, event: Event) -> None:
        event.lock()
        self.event, self.questions = event, {one.key: one for one in Question.of(event)}
        self.clauses = {one.key: one.id for one in clauses(event)}
        self.known = set(
            db.session.scalars(sa.select(Registration.email_key).where(Registration.event_id == event.id))
        )

    def insert(self, said: dict[str, Any]) -> None:
        """Add one registration with what hangs on it."""
        made = Registration(event_id=self.event.id, **typed(Registration, said))
        made.email_key = email_address.key(made.email)
        if made.email_key in self.known:
            raise RowRefused(f"{made.email} is registered for {self.event.slug} already")
        self.known.add(made.email_key)
        made.token_hash, made.address_hash = (
            token.hashed(made.token),
            token.hashed(made.address_token),
        )
        made.companions = [
            Companion(position=at, **typed(Companion, one))
            for at, one in enumerate(said.get("companions", []))
        ]
        answers = list(self._answers(said.get("answers", {})))
        self._make_room(made, [answer.choice_id for answer in answers])
        db.session.add(made)
        db.session.flush()
        rows: list[Answer | Consent] = [*answers, *self._consents(said.get("consents", []))]
        for row in rows:
            row.registration_id = made.id
        db.session.add_all(rows)
        db.session.flush()
        AuditEntry.write("registration", made.id, "import")
        change.record(change.door(self.event.id), "person", made.id)

    def _answers(self, said: dict[str, list[str]]) -> Iterable[Answer]:
        for key, words in said.items():
            question = self.questions.get(key) or refuse(f"{self.event.slug} asks nothing called {key!r}")
            choices = {choice.label: choice.id for choice in question.choices}
            for word in words:
                if question.kind.has_choices:
                    yield Answer(
                        question_id=question.id,
                        choice_id=choices.get(word) or refuse(f"{key}: there is no choice {word!r}"),
                    )
                else:
                    yield Answer(question_id=question.id, value=word)

    def _consents(self, said: list[dict[str, Any]]) -> Iterable[Consent]:
        for one in said:
            key = one.get("clause")
            number = (
                (self.clauses.get(key) or refuse(f"{self.event.slug} has no clause {key!r}")) if key else None
            )
            yield Consent(clause_id=number, **typed(Consent, one))

    def _make_room(self, made: Registration, chosen: list[int | None]) -> None:
        """Allow what was granted before a limit was lowered: the constraint holds for newcomers all the same."""
        if made.state not in HOLDING:
            return
        limited: list[tuple[Any, int | None]] = [(self.event, self.event.capacity)]
        limited += [(one, one.seats) for one in (db.session.get_one(Choice, each) for each in chosen if each)]
        for row, limit in limited:
            db.session.refresh(row, ["seats_taken", "seats_allowed"])
            wanted = row.seats_taken + made.seats
            if limit is not None and wanted > limit:
                row.seats_allowed = max(row.seats_allowed, wanted)
        db.session.flush()
