"""Registrations as a spreadsheet: CSV that French Excel opens directly, and typed XLSX.

Rows are read and written in batches, so that memory does not grow with the list.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

import xlsxwriter
from flask import current_app
from flask_babel import gettext as _
from flask_babel import pgettext

import clock
from formats.answers import answered
from formats.event_facts import status_word
from models.event import Event
from models.question import Question
from models.registration import Registration
from models.registration.fields import COLUMNS

BOM = "\ufeff"  # tells Excel that it is UTF-8
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute instead of showing it
MOMENT = "%Y-%m-%d %H:%M"

Cell = str | int | datetime | None


def headings(questions: Sequence[Question]) -> list[str]:
    """Return the names of the columns, one for each question after those of everybody."""
    names = [_(column) for column in COLUMNS.values()]
    names += [pgettext("registration", "State"), _("Registered on"), _("Came in"), _("Comes along")]
    return names + [question.label for question in questions]


def rows(event: Event, registrations: Iterable[Registration]) -> Iterator[list[Cell]]:
    """Yield the headings, then a row for each registration, hours by the site's clock."""
    questions = Question.of(event)
    yield list(headings(questions))
    for registration in registrations:
        yield _row(registration, questions)


def _row(registration: Registration, questions: Sequence[Question]) -> list[Cell]:
    zone = current_app.config["TIMEZONE"]
    words = {question.id: ", ".join(said) for question, said in answered(registration)}
    return [
        *(getattr(registration, name) for name in COLUMNS),
        status_word(registration.state),
        clock.wall(registration.created_at, zone),
        clock.wall(registration.arrived_at, zone) if registration.arrived_at else None,
        ", ".join(one.name for one in registration.companions),
        *(words.get(question.id, "") for question in questions),
    ]


def as_csv(table: Iterator[list[Cell]]) -> Iterator[str]:
    """Yield a table as CSV text, with semicolons and in UTF-8 with a byte order mark.

    No cell can be taken for a formula.
    """
    yield BOM
    for row in table:
        line = io.StringIO()
        csv.writer(line, delimiter=";").writerow([_plain(cell) for cell in row])
        yield line.getvalue()


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.strftime(MOMENT)
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(FORMULAS) else cell


def write_xlsx(table: Iterator[list[Cell]], file: BinaryIO) -> None:
    """Write a table to a file as a workbook, with typed numbers and times.

    Texts are never written as formulas.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_("Registrations"))
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 3, 28)
        sheet.set_column(5, 8, 18)
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell.replace(tzinfo=None), moment)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell, None if number else bold)
