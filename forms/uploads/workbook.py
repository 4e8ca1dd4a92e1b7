"""A sheet of a workbook (XLSX, XLS, ODS) as rows; what other files without text are."""

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from forms.uploads.encoding import NoText, legible
from forms.uploads.table import DELIMITERS, KEPT_BREAK, LINE_END, Row, plain
from outside import inert

PROGRAM = Path(__file__).with_name("workbook_process.py")
SECONDS = 30  # by the clock on the wall; the program counts those of the processor itself
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
SPREADSHEETS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The rows of a sheet by the numbers that it shows; ``others`` are sheets that are not read.

    ``hidden`` are the lines that the workbook does not show, which are read all the same.
    """

    sheet: str
    is_first: bool
    others: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden: tuple[int, ...] = ()

    def as_text(self) -> str:
        """Return the sheet as text that reads back as the same rows in the same lines."""
        cells = dict(self.rows)
        last = max(cells, default=0)
        return "\n".join(
            "\t".join(_quoted(cell) for cell in cells.get(line, ())) for line in range(1, last + 1)
        )


def is_workbook(content: bytes) -> bool:
    """Say whether a file is a workbook; raises NoText for what is neither that nor text."""
    if content.startswith(COMPOUND):
        return True
    if content.startswith(ZIP):
        names = _packed_in(content)
        if any(name in names for name in SPREADSHEETS):
            return True
        raise NoText(_what_is_packed(names))
    if content.startswith(b"%PDF") or content.startswith(PICTURES):
        raise NoText(
            _(
                "This is a picture or a PDF, and no list: send the table that it was made from, as XLSX or CSV."
            )
        )
    if content.startswith(PACKED):
        raise NoText(_what_is_packed(set()))
    if re.match(rb"[\s\xef\xbb\xbf]*(<[!?a-z]|\{\\rtf|[\[{]\s*[\[{\"])", content[:200], re.IGNORECASE):
        words = _(
            "This is a web page or a text document, and no list: open it in your spreadsheet and save it as XLSX."
        )
        raise NoText(words)
    return False


def read(content: bytes) -> Workbook:
    """Return the sheet of a workbook that holds the list; raises NoText when that is not possible."""
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise NoText(_fault("large")) from None
    if done.returncode:  # ended by a limit (a signal), or by a fault of the library
        raise NoText(_fault("large" if done.returncode < 0 else "unreadable"))
    said = json.loads(done.stdout)
    if "fault" in said:
        raise NoText(_fault(said["fault"]))
    rows = (
        (line, [plain(legible(cell)) for cell in cells]) for line, cells in enumerate(said["rows"], start=1)
    )
    filled = tuple((line, row) for line, row in rows if any(row))
    unseen = set(said["hidden"])
    hidden = tuple(line for line, _row in filled if line in unseen)
    return Workbook(said["sheet"], said["first"], tuple(said["others"]), filled, hidden)


def _fault(why: str) -> str:
    words = {
        "password": _("This workbook has a password: save it without one, or as CSV UTF-8."),
        "large": _(
            "This workbook is too large for a list: copy the rows alone into a new one, or save it as CSV UTF-8."
        ),
    }
    return words.get(why) or _(
        "This file is no workbook that can be read: open it in your spreadsheet and save it as XLSX or CSV UTF-8."
    )


def _packed_in(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def _what_is_packed(names: set[str]) -> str:
    if any(name.startswith(("Index/", "Index.zip")) for name in names):
        return _("This is a file of Numbers: export it there as Excel or CSV, and send that.")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return _(
            "This is a text document, and no list: copy its table into a spreadsheet and save it as XLSX."
        )
    return _("This is a packed archive: unpack it, and send the list that is in it.")


def _quoted(cell: str) -> str:
    cell = inert(LINE_END.sub(KEPT_BREAK, cell))
    if any(sign in cell for sign in (*DELIMITERS, '"')) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell
