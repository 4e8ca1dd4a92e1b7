"""A list of attendees to register, from a file or pasted from a spreadsheet.

Either all of them are registered, or none is and the errors are shown. What is not sure is asked: what a column holds, and whether
letters were read right.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, TextAreaField

from forms.desk.attendee_answers import AnswerCells, key_of
from forms.desk.attendee_columns import Columns, find_headings
from forms.desk.attendee_rows import AttendeeRows, Listed
from forms.staff import StaffForm
from forms.uploads import encoding, table, workbook
from forms.uploads.table import ADDRESS, DamagedTable, Fault
from models.consent import Clause
from models.event import Event
from models.imports.remembered_columns import RememberedColumns
from models.question import Question, QuestionKind
from models.registration import ACTIVE

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods,text/csv"
MOST = 5000  # people at once: everybody else who registers waits meanwhile
LARGEST = 900_000  # bytes of text: the form that is agreed to holds them


class ListForm(StaffForm):
    """A CSV file, or its text; commas, semicolons or tabs part the columns, the first line names them."""

    noun = "list"
    file = FileField(_l("File: CSV, XLSX, XLS or ODS"), render_kw={"accept": ACCEPTED})
    text = TextAreaField(
        _l("or lines copied from a spreadsheet"), render_kw={"rows": 8, "spellcheck": "false"}
    )

    headings = HiddenField()  # whose columns were chosen
    override = BooleanField(_l("Leave the required answers blank that the list lacks"))
    letters = HiddenField()  # what was answered about letters that look misread: `mended` or `kept`

    def __init__(self, event: Event, said: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.event, self.asks = event, False
        places = {name.removeprefix("column-"): value for name, value in (said or {}).items()}
        self.chosen = {place: value for place, value in places.items() if place.isdigit()}
        self.asked_again = "again" in (said or {})
        self.misread: list[encoding.Misread] = []
        self.faults: list[Fault] = []
        self.columns = Columns([], [])
        self.asked = AnswerCells([], [])
        self.rows = AttendeeRows(event, self.columns, self.asked)
        self.above: list[str] = []
        self.column_faults: list[str] = []
        self.is_remembered = False
        self.encoding, self.sheet = "", ""  # the sheet that is read, where it is not the first
        self.unread_sheets: tuple[str, ...] = ()
        self.hidden: tuple[int, ...] = ()  # lines that the workbook does not show

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the columns, then every row; when the columns have to be chosen first, ``asks`` is true."""
        fine = super().validate(extra_validators)
        rows = self._rows()
        if self.text.errors or self.faults:
            return False
        self.text.errors = self._whole(rows)
        if not fine or self.text.errors:
            return False
        at = find_headings(rows)
        self.above = [" ".join(cells).strip() for _line, cells in rows[:at]]
        (_line, headings), *rows = self._lettered(rows[at:])
        self._match(headings, rows)
        if self.asks:
            return False
        self.faults = [*table.damaged_cells(headings, rows, self._prose(), self.columns.read)]
        self.rows = AttendeeRows(self.event, self.columns, self.asked, self.letters.data == "kept")
        self.rows.read(rows)
        self.faults = sorted([*self.faults, *self.rows.faults], key=lambda fault: fault.line)
        return not self.faults

    def _lettered(self, rows: list[table.Row]) -> list[table.Row]:
        """Return the rows with their letters mended, unless somebody said that they are right."""
        if self.letters.data == "kept":
            return rows
        self.misread = [] if self.letters.data == "mended" else encoding.misread(rows)
        if self.misread or self.letters.data:
            return [(line, [encoding.mended(cell) for cell in cells]) for line, cells in rows]
        return rows

    def _match(self, headings: list[str], rows: list[table.Row]) -> None:
        """Tell the columns by what was chosen, else by what is remembered, else by their headings."""
        questions = [question for question in Question.of(self.event) if not question.withdrawn]
        self.asked = AnswerCells(questions, Clause.of(self.event), lenient=bool(self.override.data))
        self.columns = Columns.of(headings, rows, self.asked)
        if self.headings.data != RememberedColumns.key_of(headings):
            self.chosen = {}
        said = self.chosen or RememberedColumns.of(headings)
        self.is_remembered = bool(said) and not self.chosen
        if said:
            self.columns.choose(said)
        self.column_faults = self.columns.faults()
        self.asked.read = {column.meaning for column in self.columns.all}
        self.asks = self.asks_columns or bool(self.misread) or self.asked_again
        self.headings.data = RememberedColumns.key_of(headings)

    def _prose(self) -> frozenset[int]:
        """Return the columns that may hold lines of text, with addresses in them."""
        long = {key_of(each) for each in self.asked.questions if each.kind is QuestionKind.LONG}
        return frozenset(column.place for column in self.columns.all if column.meaning in long)

    @property
    def asks_columns(self) -> bool:
        """Whether the organiser has to say what some columns hold."""
        return bool(self.column_faults) or any(column.fault for column in self.columns.all)

    @property
    def remembered(self) -> dict[str, str]:
        """What is worth remembering of the columns that were chosen: all but what this event alone asks."""
        chosen = self.columns.all if self.chosen else []
        return {
            str(each.place): each.meaning
            for each in chosen
            if not each.meaning.startswith(("question-", "consent-"))
        }

    def _rows(self) -> list[table.Row]:
        """Return the rows of the file, or of the lines that were pasted; what is wrong stands in the form."""
        self.text.errors = []
        try:
            if self.file.data and self.file.data.filename:
                return self._brought(self.file.data.read())
            self.text.data = encoding.legible(self.text.data or "")
            return table.rows(self.text.data)
        except encoding.NoText as fault:
            self.text.errors, self.text.data = [str(fault)], ""
        except DamagedTable as fault:
            self.faults = [fault.fault]
        return []

    def _brought(self, content: bytes) -> list[table.Row]:
        """Return the rows of a file; its text stands in the form from now on."""
        if workbook.is_workbook(content):
            book = workbook.read(content)
            self.text.data, self.unread_sheets = book.as_text(), book.others
            self.hidden = book.hidden
            self.sheet = "" if book.is_first else book.sheet
            return list(book.rows)
        text, self.encoding = encoding.decoded(content)
        self.text.data = encoding.legible(text)
        return table.rows(self.text.data)

    def _whole(self, rows: Sequence[table.Row]) -> list[str]:
        """Return what is wrong with the list as a whole."""
        if len(rows) < 2:
            return [
                _("Choose a file, or paste lines: the first names the columns, each other one is a person.")
            ]
        if any(ADDRESS.fullmatch(cell) for cell in rows[0][1]):
            return [_("The first line holds a person: write a line above it that names the columns.")]
        if len(rows) - 1 > MOST:
            return [_("At most %(most)s people at once: divide the file.", most=MOST)]
        if len((self.text.data or "").encode()) > LARGEST:
            return [
                _("This list holds too much text: divide the file, or remove the columns that are not read.")
            ]
        return []

    @property
    def attendees(self) -> list[Listed]:
        """Who is to be registered."""
        return self.rows.attendees

    @property
    def coming(self) -> list[Listed]:
        """Those of them that come or wait, and are told."""
        return [each for each in self.attendees if each.attendee.state in ACTIVE]

    @property
    def kept_away(self) -> list[Listed]:
        """Those of them that are registered as cancelled or refused, as they were."""
        return [each for each in self.attendees if each.attendee.state not in ACTIVE]

    @property
    def seats(self) -> int:
        """How many seats those that come or wait want together."""
        return sum(each.details.seats for each in self.coming)
