"""The organisers' list of an event's registrations: its filters, its order and its counts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from extensions import db
from folding import folded
from models.answer import Answer
from models.consent import Clause, Consent
from models.event import Event
from models.outbox.message import OutboxMessage
from models.question import Question
from models.question.record import condition
from models.registration.registration import Registration
from models.registration.states import ACTIVE, RegistrationState

PAGE = 50
AT_ONCE = 500
RANKS = {state: rank for rank, state in enumerate(RegistrationState)}


class Sort(StrEnum):
    """What a list is sorted by; a minus before it in an address turns it around."""

    NAME = "name"
    DATE = "date"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Listing:
    """An event's registrations in one state (None: in any) whose words hold all those of ``search``.

    ``consent`` is the id of a clause to which they agree; less than 0: of one to which they do not; 0: whatever.
    Who is ``owing`` has not answered or agreed to something required, which was added later.
    """

    event: Event
    search: str = ""
    state: RegistrationState | None = None
    consent: int = 0
    owing: bool = False
    sort: Sort = Sort.NAME
    backwards: bool = False

    @property
    def arguments(self) -> dict[str, str | None]:
        """What leads to this list in an address; None where nothing is asked."""
        sort = f"-{self.sort}" if self.backwards else str(self.sort)
        return {
            "q": self.search or None,
            "state": self.state.value if self.state else None,
            "consent": str(self.consent) if self.consent else None,
            "owing": "1" if self.owing else None,
            "sort": None if sort == Sort.NAME else sort,
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the event's registrations were asked for."""
        return bool(self.search or self.state or self.consent or self.owing)

    def but(self, **changes: Any) -> "Listing":
        """Return the same list with something else asked: ``listing.but(state=None)``."""
        return replace(self, **changes)

    def sorted_by(self, sort: Sort) -> "Listing":
        """Return the same list in another order; asked for the order that it has, turned around."""
        return replace(self, sort=sort, backwards=self.sort is sort and not self.backwards)

    def registrations(self) -> sa.Select[Registration]:
        """Select them, in order."""
        found = sa.select(Registration).where(*self._found()).order_by(*self._order())
        return found.where(Registration.state == self.state) if self.state else found

    def whole(self) -> Iterator[Registration]:
        """Yield them all, in order, with what hangs on them, a few hundred in memory at once."""
        answers = selectinload(Registration.answers)
        answers = answers.options(selectinload(Answer.question), selectinload(Answer.choice))
        hanging = selectinload(Registration.companions), selectinload(Registration.consents)
        found = self.registrations().options(answers, *hanging)
        yield from db.session.scalars(found.execution_options(yield_per=AT_ONCE))

    def recipients(self) -> sa.Select[Registration]:
        """Select those that can be written to: they come or wait, and have an address."""
        return self._with_address().where(~self._came_back())

    def _with_address(self) -> sa.Select[Registration]:
        return self.registrations().where(Registration.state.in_(ACTIVE), Registration.email != "")

    def _came_back(self) -> sa.ColumnElement[bool]:
        return OutboxMessage.came_back(Registration.id, Registration.email)

    def recipient_count(self) -> int:
        """Return how many of them can be written to."""
        return _number(self.recipients())

    def dead_count(self) -> int:
        """Return how many of them would be written to, had the last mail to their address not come back."""
        return _number(self._with_address().where(self._came_back()))

    def page(self, number: int, total: int) -> tuple[list[Registration], int, int]:
        """Return the registrations of a page, its number, and how many pages there are.

        Beyond the last is the last.
        """
        pages = max(1, math.ceil(total / PAGE))
        number = min(max(number, 1), pages)
        found = self.registrations().limit(PAGE).offset((number - 1) * PAGE)
        return list(db.session.scalars(found)), number, pages

    def counts(self) -> dict[RegistrationState | None, int]:
        """Return how many registrations the search finds in each state that occurs, and under None in all."""
        number = sa.func.count(Registration.id).label("number")
        counted = sa.select(Registration.state, number).where(*self._found()).group_by(Registration.state)
        found = {row.state: row.number for row in db.session.execute(counted)}
        return {None: sum(found.values())} | {state: found[state] for state in RANKS if state in found}

    def _found(self) -> list[sa.ColumnElement[bool]]:
        words = folded(self.search).split()
        has_words = [Registration.folded.contains(word, autoescape=True) for word in words]
        return [Registration.event_id == self.event.id, *has_words, *self._consenting(), *self._owing()]

    def _consenting(self) -> list[sa.ColumnElement[bool]]:
        if not self.consent:
            return []
        standing = Consent.clause_id == abs(self.consent), Consent.ended_at.is_(None)
        agreed = sa.exists().where(Consent.registration_id == Registration.id, *standing)
        return [agreed if self.consent > 0 else ~agreed]

    def _owing(self) -> list[sa.ColumnElement[bool]]:
        if not self.owing:
            return []
        theirs = Answer.registration_id == Registration.id
        answered = sa.exists().where(theirs, Answer.question_id == Question.id)
        led_to = sa.exists().where(
            theirs, Answer.choice_id == condition.c.choice_id, condition.c.question_id == Question.id
        )
        always = ~sa.exists().where(condition.c.question_id == Question.id).correlate(Question)
        asked = Question.event_id == self.event.id, Question.required, ~Question.withdrawn, ~Question.internal
        unanswered = sa.exists().where(
            *asked,
            ~answered.correlate(Question, Registration),
            sa.or_(always, led_to.correlate(Question, Registration)),
        )
        agreed = sa.exists().where(
            Consent.registration_id == Registration.id,
            Consent.clause_id == Clause.id,
            Consent.version == Clause.version,
            Consent.ended_at.is_(None),
        )
        clauses = Clause.event_id == self.event.id, Clause.required, ~Clause.withdrawn
        unagreed = sa.exists().where(*clauses, ~agreed.correlate(Clause, Registration))
        lacking = sa.or_(unanswered.correlate(Registration), unagreed.correlate(Registration))
        return [Registration.state.in_(ACTIVE), lacking]

    def _order(self) -> list[sa.ColumnElement[Any]]:
        rank = sa.case(RANKS, value=Registration.state)
        keys: dict[Sort, list[sa.ColumnElement[Any]]] = {
            Sort.NAME: [Registration.name_key.expression, Registration.id.expression],
            Sort.DATE: [Registration.created_at.expression, Registration.id.expression],
            Sort.STATE: [rank, Registration.name_key.expression, Registration.id.expression],
        }
        return [key.desc() for key in keys[self.sort]] if self.backwards else keys[self.sort]


def _number(found: sa.Select[Registration]) -> int:
    rows = found.order_by(None).with_only_columns(Registration.id).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0
