"""Attendance: who is expected, who is in, and what two phones without network decided differently."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from extensions import db
from folding import family_name_first, folded
from models.answer import Answer
from models.check_in.check_in import CheckIn
from models.check_in.record import STANDING, Outcome
from models.event import Event
from models.question import Choice, Question
from models.registration import Registration, RegistrationState, statistics
from models.registration.statistics import Span


@dataclass(frozen=True, slots=True)
class Tally:
    """How many attendees hold a seat, how many are in, and how many scans somebody has to look at."""

    expected: int
    arrived: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Place:
    """A seat: whose it is, where that is known, and with whom they come.

    ``agreed`` are the ids of the clauses to which the attendee agreed who registered; nobody asked their companions.
    """

    name: str
    organisation: str
    guest_of: str
    agreed: frozenset[int] = frozenset()

    @property
    def listed(self) -> str:
        """The name as it is sorted, the family name first."""
        return family_name_first(self.name)


def tally(event: Event, day: date) -> Tally:
    """Return the counts of an event's door on a day; a registration counts for all its seats."""
    confirmed = Registration.state == RegistrationState.CONFIRMED
    came = sa.exists().where(CheckIn.registration_id == Registration.id, CheckIn.day == day, STANDING)
    counted = sa.select(
        sa.func.coalesce(sa.func.sum(sa.case((confirmed, Registration.seats), else_=0)), 0),
        sa.func.coalesce(sa.func.sum(sa.case((came, Registration.seats), else_=0)), 0),
    ).where(Registration.event_id == event.id)
    expected, arrived = db.session.execute(counted).one()
    differing = db.session.scalar(sa.select(sa.func.count()).select_from(_conflicts(event).subquery()))
    return Tally(expected, arrived, differing or 0)


def needs(event: Event) -> list[tuple[str, int]]:
    """Return what attendees asked for in answer to sensitive questions, and how many of each."""
    asked = (
        sa.select(Choice.label, sa.func.count(Answer.id))
        .join(Answer, Answer.choice_id == Choice.id)
        .join(Question, Question.id == Answer.question_id)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Question.event_id == event.id, Question.sensitive)
        .where(Registration.state == RegistrationState.CONFIRMED)
        .group_by(Choice.id, Choice.label, Question.position, Choice.position)
        .order_by(Question.position, Choice.position)
    )
    return [(label, count) for label, count in db.session.execute(asked)]


def check_ins(event: Event, *ids: int) -> defaultdict[int, dict[date, datetime]]:
    """Return when each registration came in, day by day: of the given ids, else of all."""
    standing = sa.select(CheckIn.registration_id, CheckIn.day, CheckIn.scanned_at).where(
        CheckIn.event_id == event.id, STANDING, CheckIn.registration_id.in_(ids) if ids else sa.true()
    )
    found: defaultdict[int, dict[date, datetime]] = defaultdict(dict)
    for registration_id, day, at in db.session.execute(standing):
        found[registration_id or 0][day] = at
    return found


def by_quarters(event: Event) -> dict[date, list[Span]]:
    """Return how many attendees came in each quarter of an hour, for each day on which some did."""
    standing = sa.select(CheckIn.day, CheckIn.scanned_at, Registration.seats).join(CheckIn.registration)
    found = db.session.execute(standing.where(CheckIn.event_id == event.id, STANDING).order_by(CheckIn.day))
    came: defaultdict[date, list[tuple[datetime, int]]] = defaultdict(list)
    for day, at, seats in found:
        came[day].append((at, seats))
    return {day: statistics.by_quarters(some, event.timezone) for day, some in came.items()}


def registrations(event: Event, *states: RegistrationState) -> list[Registration]:
    """Return an event's registrations in the given states (all if none is named), by family name.

    Those that were erased are left out.
    """
    found = Registration.of(event, *states).where(Registration.erased_at.is_(None))
    found = found.options(selectinload(Registration.companions), selectinload(Registration.consents))
    return list(db.session.scalars(found.order_by(None).order_by(Registration.name_key, Registration.id)))


def places(event: Event) -> list[Place]:
    """Return every seat of the confirmed registrations, ordered by the attendee's family name.

    An attendee's companions follow, by name where it is known.
    """
    return [
        place
        for registration in registrations(event, RegistrationState.CONFIRMED)
        for place in _places(registration)
    ]


def _places(registration: Registration) -> Iterator[Place]:
    standing = (one.clause_id for one in registration.consents if one.ended_at is None)
    agreed = frozenset(clause for clause in standing if clause)
    yield Place(registration.name, registration.organisation, "", agreed)
    named = [companion.name for companion in registration.companions]
    for seat in range(registration.seats - 1):
        yield Place(named[seat] if seat < len(named) else "", registration.organisation, registration.name)


def search(event: Event, words: str) -> list[Registration]:
    """Return registrations with every word in name, organisation, address or companions.

    Accents and case are ignored.
    """
    wanted = folded(words).split()
    return [
        registration
        for registration in registrations(event)
        if all(word in _searched(registration) for word in wanted)
    ]


def _searched(registration: Registration) -> str:
    return " ".join([registration.folded, *(folded(companion.name) for companion in registration.companions)])


def conflicts(event: Event) -> list[CheckIn]:
    """Return the conflicts, latest first: scans of offline devices that let in somebody wrongly."""
    shown = joinedload(CheckIn.registration), joinedload(CheckIn.user)
    return list(db.session.scalars(_conflicts(event).options(*shown).order_by(CheckIn.scanned_at.desc())))


def _conflicts(event: Event) -> sa.Select[CheckIn]:
    return sa.select(CheckIn).where(
        CheckIn.event_id == event.id, CheckIn.told == Outcome.WELCOME, CheckIn.outcome != Outcome.WELCOME
    )
