"""Registrations as a spreadsheet: CSV that French Excel opens directly, and typed XLSX.

Rows are read and written in batches, so that memory does not grow with the list.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from babel.numbers import format_decimal
from flask import current_app
from flask_babel import gettext as _
from flask_babel import pgettext

import clock
from formats.answers import answer_words
from formats.event_facts import status_word
from formats.wording import locale, short_day
from models.answer import Answer
from models.consent import Clause, Consent
from models.event import Event
from models.question import Question, QuestionKind
from models.registration import Companion, Registration
from models.registration.fields import COLUMNS
from outside import inert

BOM = "\ufeff"  # tells Excel that it is UTF-8
MOMENT, DAY = "%Y-%m-%d %H:%M", "%Y-%m-%d"

Cell = str | int | Decimal | date | datetime | None


def headings(questions: Sequence[Question], clauses: Sequence[Clause]) -> list[str]:
    """Return the names of the columns: those of everybody, one for each question, one for each consent."""
    names = [_(column) for column in COLUMNS.values()]
    names += [pgettext("registration", "State"), _("Registered on"), _("Came in"), _("Comes along")]
    return names + [question.label for question in questions] + [clause.heading for clause in clauses]


def rows(
    event: Event,
    registrations: Iterable[Registration],
    check_ins: Mapping[int, Mapping[date, datetime]] | None = None,
) -> Iterator[list[Cell]]:
    """Yield the headings, then a row for each registration, hours by the site's clock.

    ``check_ins`` is when each registration came in, day by day; an event of several days has a column for each.
    """
    questions, clauses = Question.of(event), Clause.of(event, withdrawn=True)
    days = event.days if check_ins is not None and len(event.days) > 1 else []
    yield [*headings(questions, clauses), *(_("Came in on %(day)s", day=short_day(day)) for day in days)]
    for registration in registrations:
        came = (check_ins or {}).get(registration.id, {})
        yield [*_row(registration, questions, clauses), *(_came(came.get(day)) for day in days)]


def _came(at: datetime | None) -> datetime | None:
    return clock.wall(at, current_app.config["TIMEZONE"]) if at else None


def _row(registration: Registration, questions: Sequence[Question], clauses: Sequence[Clause]) -> list[Cell]:
    zone = current_app.config["TIMEZONE"]
    answers: dict[int, list[Answer]] = {}
    for answer in registration.answers:
        answers.setdefault(answer.question_id, []).append(answer)
    standing = {one.clause_id: one for one in registration.consents if one.ended_at is None}
    return [
        *(getattr(registration, name) for name in COLUMNS),
        status_word(registration.state),
        clock.wall(registration.created_at, zone),
        _came(registration.arrived_at),
        _companions(registration.companions),
        *(_answer(question, answers.get(question.id, [])) for question in questions),
        *(_consent(standing.get(clause.id), zone) for clause in clauses),
    ]


def _companions(companions: Iterable[Companion]) -> str:
    """Return who comes along, so that an import tells them apart: « Paul Été <paul@example.org>, Zoé »."""
    named = [f"{one.name} <{one.email}>" if one.email else one.name for one in companions]
    return ", ".join(named) if "," not in "".join(named) else "; ".join([*named, ""]).rstrip(" ")


def _answer(question: Question, answers: Sequence[Answer]) -> Cell:
    """Return an answer as a program reads it back: a day, a number, the choices in words, or the text."""
    if not answers:
        return ""
    if question.kind is QuestionKind.DATE:
        return date.fromisoformat(answers[0].value)
    if question.kind is QuestionKind.NUMBER:
        return Decimal(answers[0].value)
    chosen = sorted(answers, key=lambda answer: answer.choice.position if answer.choice else 0)
    return ", ".join(answer_words(answer) for answer in chosen)


def _consent(consent: Consent | None, zone: str) -> str:
    """Return when somebody agreed to a clause, and to which version of it."""
    return f"{clock.wall(consent.agreed_at, zone):{MOMENT}}, v{consent.version}" if consent else ""


def as_csv(table: Iterator[list[Cell]]) -> Iterator[str]:
    """Yield a table as CSV text, with semicolons and in UTF-8 with a byte order mark.

    No cell can be taken for a formula.
    """
    yield BOM
    for row in table:
        line = io.StringIO()
        csv.writer(line, delimiter=";").writerow([_plain(cell) for cell in row])
        yield line.getvalue()


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return cell.strftime(MOMENT)
    if isinstance(cell, date):
        return cell.strftime(DAY)
    if isinstance(cell, Decimal):
        return str(format_decimal(cell, locale=locale(), group_separator=False, decimal_quantization=False))
    return inert(cell) if isinstance(cell, str) else cell or ""


def write_xlsx(table: Iterator[list[Cell]], file: BinaryIO) -> None:
    """Write a table to a file as a workbook, with typed numbers and times.

    Texts are never written as formulas.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Registrations"))
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 3, 28)
        sheet.set_column(5, 8, 18)
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell.replace(tzinfo=None), moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, int | Decimal):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell, None if number else bold)
