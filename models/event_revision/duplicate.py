"""Duplicating an event: a draft with the same facts on another day, and none of its people."""

import dataclasses
import re
from datetime import date, timedelta

from models.consent import Clause, ClauseFacts
from models.event import Event, EventFacts, EventStatus
from models.event.facts import HOURS, LONGEST_SLUG
from models.event_revision.revision import create
from models.question import Question, QuestionFacts
from models.user import User

A_YEAR = timedelta(weeks=52)  # so that a Tuesday stays one


def usual_day(event: Event) -> date:
    """Return the day that is proposed for a duplicate: the same day of the week, a year later."""
    return event.starts.date() + A_YEAR


def duplicated(event: Event, day: date) -> EventFacts:
    """Return the facts of an event as a draft on another day, at the same hours of the clock there."""
    facts = EventFacts.of(event)
    ahead = day - facts.starts.date()
    hours = {name: at + ahead for name in HOURS if (at := getattr(facts, name))}
    return dataclasses.replace(facts, slug=_free_slug(facts.slug, day), status=EventStatus.DRAFT, **hours)


def duplicate(event: Event, day: date, *, by: User | None = None) -> Event:
    """Add a duplicate that begins on a day, in the current write transaction; raises EventRefused.

    It has the questions and consents of the event, and nothing of who registered or commented.
    """
    copy = create(duplicated(event, day), by=by, event=event.id)
    asked = [_afresh(one) for one in Question.of(event) if not one.withdrawn]
    Question.replace_all(copy, asked, by=by)
    clauses = [ClauseFacts(one.text, one.required, one.key) for one in Clause.of(event)]
    Clause.replace_all(copy, clauses, by=by)
    return copy


def _afresh(question: Question) -> QuestionFacts:
    """Return the facts of a question as a new one: its choices are rows of their own."""
    facts = QuestionFacts.of(question)
    offered = [dataclasses.replace(choice, known=None) for choice in facts.choices if not choice.withdrawn]
    return dataclasses.replace(facts, choices=tuple(offered))


def _free_slug(slug: str, day: date) -> str:
    """Return an address like another one that nobody has, with the year in it: faire-groupe-2027."""
    plain = re.sub(r"-\d{4}(-\d+)?$", "", slug)[: LONGEST_SLUG - 10].rstrip("-")
    found, number = f"{plain}-{day.year}", 2
    while Event.by_slug(found):
        found, number = f"{plain}-{day.year}-{number}", number + 1
    return found
