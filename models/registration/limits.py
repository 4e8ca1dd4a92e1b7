"""The limits on a registration: the room's, and those of its choices; the smallest remainder wins."""

from collections.abc import Iterable

import sqlalchemy as sa

from extensions import db
from models.answer import Answer, GivenAnswers, Said
from models.event import Event
from models.question import Choice, Question
from models.registration.record import RegistrationRecord
from models.registration.refusal import RegistrationRefusal, RegistrationRefused

Limit = tuple[int, Choice | None]  # how many seats can be had, of a choice or of the room


def made(registration: RegistrationRecord) -> list[Choice]:
    """Return the choices with a limit that a registration has made, with their counters as they are now."""
    found = sa.select(Choice).join(Answer, Answer.choice_id == Choice.id)
    found = found.where(Answer.registration_id == registration.id, Choice.seats.is_not(None))
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def wanted(event: Event, known: RegistrationRecord | None, said: Said | None, *, staff: bool) -> list[Choice]:
    """Return the limited choices of a registration once it gives the answers ``said``.

    None for ``said`` keeps its present choices.
    """
    if said is None:
        return made(known) if known else []
    limited = {str(choice.id): choice for choice in Choice.limited(event)} if said or known else {}
    if not limited:
        return []
    questions, before = Question.of(event), Answer.held(Answer.of(known.id)) if known else {}
    put = {question.id for question in Question.put_to(questions, before, staff=staff)}
    after = {key: values for key, values in before.items() if key not in put}
    after |= GivenAnswers.read(questions, said, before, staff=staff).meant
    choosing = [question.id for question in questions if question.kind.has_choices]
    return [limited[value] for key in choosing for value in after.get(key, ()) if value in limited]


def short(choices: Iterable[Choice], seats: int, *, own: int = 0, kept: Iterable[Choice] = ()) -> list[Limit]:
    """Return the choices with too few seats left, and how many each can still give.

    The registration already has ``own`` seats in those that are ``kept``.
    """
    mine = {choice.id: own for choice in kept}
    can_be_had = [((choice.seats_free or 0) + mine.get(choice.id, 0), choice) for choice in choices]
    return [(most, choice) for most, choice in can_be_had if seats > most]


def never(choices: Iterable[Choice], seats: int) -> list[Limit]:
    """Return which choices are for fewer seats in all: who waits for that many would wait for ever."""
    return [(choice.seats, choice) for choice in choices if choice.seats and seats > choice.seats]


def room(event: Event, seats: int) -> list[Limit]:
    """Return the limit of the room, when it has too few seats left."""
    return [] if event.has_seats(seats) else [(event.seats_free or 0, None)]


def passed(registration: RegistrationRecord) -> list[Limit]:
    """Return the limits that a registration would pass which takes its seats now, and held none before."""
    return room(registration.event, registration.seats) + short(made(registration), registration.seats)


def refuse(limits: list[Limit], reason: RegistrationRefusal = RegistrationRefusal.TOO_MANY_SEATS) -> None:
    """Raise RegistrationRefused with the tightest of the limits that are passed; do nothing without any."""
    if limits:
        most, choice = min(limits, key=lambda limit: limit[0])
        raise RegistrationRefused(reason, most, choice)
