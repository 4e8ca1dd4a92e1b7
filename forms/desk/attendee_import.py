"""A list of people to register, from a file or pasted from a spreadsheet.

Either all of them are registered, or none is and the errors are shown.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField

from folding import address_key, folded
from forms.desk.attendee import AttendeeForm
from forms.staff import StaffForm
from forms.uploads import encoding, table, workbook
from forms.uploads.table import DamagedTable, Fault
from models.event import Event
from models.registration import Details, Registration

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods,text/csv"
MOST = 1000  # people at once: everybody else who registers waits meanwhile
SHOWN = 20  # faults
NAMES = {
    "name": (
        "nom",
        "name",
        "prenom et nom",
        "nom et prenom",
        "first and last name",
        "nom complet",
        "full name",
    ),
    "first": ("prenom", "first name"),
    "email": ("adresse e mail", "e mail", "email", "mail", "courriel", "e mail address", "email address"),
    "organisation": ("organisation", "organization", "structure", "entreprise", "societe", "company"),
    "job_title": ("fonction", "job title", "job_title", "poste"),
    "seats": ("places", "seats", "nombre de places", "number of seats"),
    "language": ("langue", "language"),
}
COLUMNS = {name: column for column, names in NAMES.items() for name in names}


class ListForm(StaffForm):
    """A CSV file, or its text; commas, semicolons or tabs part the columns, the first line names them."""

    noun = "list"
    file = FileField(_l("File: CSV, XLSX, XLS or ODS"), render_kw={"accept": ACCEPTED})
    text = TextAreaField(
        _l("or lines copied from a spreadsheet"), render_kw={"rows": 8, "spellcheck": "false"}
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.faults, self.ignored = event, [], []  # type: tuple[Event, list[Fault], list[str]]
        self.encoding, self.unread_sheets = "", ()  # type: tuple[str, tuple[str, ...]]
        self.people: list[tuple[int, Details]] = []

    def validate(self, extra_validators: Any = None) -> bool:
        """Read every line; the faults of all of them stand in ``faults``, the people in ``people``."""
        fine = super().validate(extra_validators)
        lines = self._rows()
        columns = [COLUMNS.get(folded(cell)) for cell in lines[0][1]] if lines else []
        if self.text.errors or self.faults:
            return False
        self.text.errors = self._whole(lines, columns)
        if not fine or self.text.errors:
            return False
        self.ignored = [
            cell for cell, column in zip(lines[0][1], columns, strict=True) if cell and not column
        ]
        self.faults += table.damaged_cells(lines[0][1], lines[1:], frozenset())
        for number, cells in lines[1:]:
            self._read(number, cells, lines[0][1], columns)
        self._refuse_twice(lines[0][1], columns)
        self.faults.sort(key=lambda fault: fault.line)
        return not self.faults

    def _rows(self) -> list[table.Row]:
        """Return the rows of the file, or of the lines that were pasted; what is wrong stands in the form."""
        self.text.errors = []
        try:
            if self.file.data and self.file.data.filename:
                return self._brought(self.file.data.read())
            return table.rows(self.text.data or "")
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
            return list(book.rows)
        self.text.data, self.encoding = encoding.decoded(content)
        return table.rows(self.text.data)

    def _whole(self, lines: Sequence[Any], columns: list[str | None]) -> list[str]:
        """Return what is wrong with the file as a whole."""
        if len(lines) < 2:
            return [
                _("Choose a file, or paste lines: the first names the columns, each other one is a person.")
            ]
        if "email" not in columns or not {"name", "first"} & set(columns):
            return [_("The first line must name at least the columns “name” and “email”.")]
        if len([column for column in columns if column]) > len({column for column in columns if column}):
            return [_("Two columns have the same name.")]
        if len(lines) - 1 > MOST:
            return [_("At most %(most)s people at once: divide the file.", most=MOST)]
        return []

    def _read(self, number: int, cells: list[str], names: list[str], columns: list[str | None]) -> None:
        """Read one line with the form of a person who is added by hand."""
        if len(cells) > len(names) and any(cells[len(names) :]):
            self.faults.append(Fault(number, "", _("more cells than the first line has columns")))
            return
        said = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        if "first" in said:
            said["name"] = f"{said.pop('first')} {said.get('name', '')}".strip()
        said = {"seats": "1", "language": self.event.language} | {
            key: cell for key, cell in said.items() if cell
        }
        form = AttendeeForm(MultiDict(said), meta={"csrf": False})
        if form.validate():
            self.people.append((number, form.details()))
        for field, errors in form.errors.items():
            self.faults.append(Fault(number, name_of(field, names, columns), str(errors[0])))

    def _refuse_twice(self, names: list[str], columns: list[str | None]) -> None:
        """Refuse an address that stands twice in the file, or is registered already."""
        column, first = name_of("email", names, columns), {}  # type: tuple[str, dict[str, int]]
        known = Registration.taken(self.event, [details.email for _line, details in self.people])
        for number, details in self.people:
            key = address_key(details.email)
            if key in first:
                words = _("the same address as in line %(line)s", line=first[key])
                self.faults.append(Fault(number, column, words))
            elif key in known:
                self.faults.append(Fault(number, column, _("this address is registered already")))
            first.setdefault(key, number)

    @property
    def seats(self) -> int:
        """How many seats the people of the list want together."""
        return sum(details.seats for _line, details in self.people)


def name_of(field: str, names: list[str], columns: list[str | None]) -> str:
    """Return the name of a field's column as the file has it."""
    places = [name for name, column in zip(names, columns, strict=True) if column == field]
    return places[0] if places else field
