"""Answers to an event's questions in words, in the reader's language."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from formats.wording import locale, number, short_day
from models.answer import Answer
from models.question import YES_NO, Choice, Question, QuestionKind
from models.registration import Registration


def init_app(app: Flask) -> None:
    """Give templates a filter for each: ``{{ answer|answer_words }}``."""
    for word in (answer_words, answered, choice_seats, choice_words, condition_words):
        app.jinja_env.filters[word.__name__] = word


def answered(registration: Registration) -> list[tuple[Question, list[str]]]:
    """Return the questions that a registration answers, in their order, each with its answers in words."""
    found: dict[Question, list[str]] = {}
    for answer in registration.answers:
        found.setdefault(answer.question, []).append(answer_words(answer))
    return sorted(found.items(), key=lambda pair: (pair[0].position, pair[0].id))


def choice_words(choice: Choice) -> str:
    """Return a choice as it reads."""
    return _(YES_NO[choice.label]) if choice.question.kind is QuestionKind.YES_NO else choice.label


def choice_seats(choice: Choice) -> str:
    """Return how many seats of a choice with a limit are taken: « 3 places prises sur 20 »."""
    return ngettext(
        "%(num)s seat taken of %(seats)s",
        "%(num)s seats taken of %(seats)s",
        choice.seats_taken,
        seats=number(choice.seats or 0),
    )


def condition_words(question: Question) -> str:
    """Return who is asked a question: « si vous répondez « Oui » à « Déjeunez-vous ? » ».

    Returns an empty string when everybody is asked.
    """
    choice = question.condition
    if choice is None:
        return ""
    return _(
        "If you answer “%(answer)s” to “%(question)s”",
        answer=choice_words(choice),
        question=choice.question.label,
    )


def answer_words(answer: Answer) -> str:
    """Return one answer: a choice, a date or a number as they are written here, or the text itself."""
    kind = answer.question.kind
    if answer.choice:
        return choice_words(answer.choice)
    if kind is QuestionKind.DATE:
        return short_day(date.fromisoformat(answer.value))
    if kind is QuestionKind.NUMBER:
        return str(format_decimal(Decimal(answer.value), locale=locale()))
    return answer.value
