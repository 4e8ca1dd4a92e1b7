"""An event's statistics: registrations over time, seats, answers, and times of arrival."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

import clock
from extensions import db
from models.answer import Answer
from models.event import Event
from models.question import Choice, Question
from models.registration.registration import Registration
from models.registration.states import ACTIVE, HOLDING, RegistrationState

A_QUARTER = timedelta(minutes=15)
MOST = 62  # columns that are still read; more days become weeks, more weeks become months


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time by the event's clock, from its beginning, and how many came in it."""

    begins: datetime
    count: int


def registrations(event: Event) -> tuple[str, list[Span]]:
    """Return the unit ``day``, ``week`` or ``month``, and the number of registrations in each.

    Those without registrations between the first and the last are included.
    """
    made = sa.select(Registration.created_at).where(Registration.event_id == event.id)
    days = Counter(clock.wall(at, event.timezone).date() for at in db.session.scalars(made))
    if not days:
        return "day", []
    length = (max(days) - min(days)).days
    unit = "day" if length < MOST else "week" if length < MOST * 7 else "month"
    found: Counter[date] = Counter()
    for day, count in days.items():
        found[_first(day, unit)] += count
    begins = _first(min(days), unit)
    spans = []
    while begins <= max(days):
        spans.append(Span(datetime(begins.year, begins.month, begins.day), found[begins]))  # noqa: DTZ001  a wall clock's
        begins = _first(begins + timedelta(days={"day": 1, "week": 7, "month": 32}[unit]), unit)
    return unit, spans


def seats(event: Event) -> dict[RegistrationState, int]:
    """Return how many seats the registrations in each active state ask for; none that is zero."""
    asked = sa.select(Registration.state, sa.func.sum(Registration.seats)).where(
        Registration.event_id == event.id, Registration.state.in_(ACTIVE)
    )
    found = {row[0]: row[1] for row in db.session.execute(asked.group_by(Registration.state))}
    return {state: found[state] for state in ACTIVE if state in found}


def by_quarters(came: Iterable[tuple[datetime, int]], zone: str) -> list[Span]:
    """Return how many people came in each quarter of an hour by the clock of a zone.

    Quarters from the first to the last are there, empty ones too.
    """
    quarters: Counter[datetime] = Counter()
    for at, count in came:
        local = clock.wall(at, zone)
        quarters[local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0)] += count
    if not quarters:
        return []
    steps = int((max(quarters) - min(quarters)) / A_QUARTER) + 1
    shown = [min(quarters) + A_QUARTER * step for step in range(min(steps, 24 * 4 * 3))]
    return [Span(at, quarters[at]) for at in shown]


def answers(event: Event) -> list[tuple[Question, dict[Choice, int]]]:
    """Return for each question with choices how many who come gave each answer."""
    counted = (
        sa.select(Answer.choice_id, sa.func.count())
        .join(Registration, Registration.id == Answer.registration_id)
        .where(
            Registration.event_id == event.id, Registration.state.in_(HOLDING), Answer.choice_id.is_not(None)
        )
        .group_by(Answer.choice_id)
    )
    found = {row[0]: row[1] for row in db.session.execute(counted)}
    asked = [question for question in Question.of(event) if question.kind.has_choices]
    return [
        (
            question,
            {
                choice: found.get(choice.id, 0)
                for choice in question.choices
                if found.get(choice.id) or not choice.withdrawn
            },
        )
        for question in asked
    ]


def _first(day: date, unit: str) -> date:
    """Return the first day of the week (a Monday) or month that a day lies in, or the day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day
