"""A table in a text: what parts the cells, which line each row is, and what is damaged.

A cell of a workbook keeps its line breaks as U+2028, so that row 7 is line 7.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from folding import folded
from forms.uploads.encoding import LOST
from outside import as_typed

DELIMITERS = (";", "\t", ",", "|")
NAMED_DELIMITER = re.compile(r'\s*"?sep=(\\t|[^\w"\s]|\t| )"?[;,\t|"]*\s*', re.IGNORECASE)
LINE_END = re.compile(r"\r\n|\r|\n")
QUOTED = re.compile(r'"[^"]*"')
LOOKED_AT = 20_000  # characters from which the delimiter is told
HOLDS_ADDRESS = re.compile(
    r"[^\s@;,<>\"]@[^\s@;,<>\"]+\.[^\s@;,<>\"]"
)  # from its @ on: as long as the text, not its square
ADDRESS = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\"]+\.[^\s@;,<>\"]+")
SPOILT = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|VALEUR!|NOM\?|NOMBRE!|NUL!|CALC!)|#{3,}|Err:\d{3}|-?\d[.,]\d+E\+?\d{1,3}",
    re.IGNORECASE,
)  # what a spreadsheet could not compute or show, and a long number that it cut short
AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # how programs keep Excel from reading a number
OF_ADDRESSES = re.compile(r"mail|courriel|\bmel\b|address|electronique")
KEPT_BREAK = "\u2028"

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of a file, in the column of that name (empty: in the whole line)."""

    line: int
    column: str
    words: str


class DamagedTable(Exception):
    """A text whose cells cannot be told apart from some line on."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(line, words)
        self.fault = Fault(line, "", words)


def rows(text: str) -> list[Row]:
    """Return the rows of a table that are not blank, each with the number of its first line.

    Lines that were put into quotation marks as a whole are taken out of them. Raises DamagedTable where a quotation mark
    does not match.
    """
    text = text.removeprefix("\ufeff").removeprefix("ï»¿")
    found = _rows(text, *_delimiter(text))
    lines = [cells[0] for _line, cells in found if len(cells) == 1 and not LINE_END.search(cells[0])]
    if not lines or len(lines) < len(found) or not any(each in lines[0] for each in DELIMITERS):
        return found
    delimiter = _delimiter("\n".join(lines))[0]
    return [row for line, cells in found for row in _rows(cells[0], delimiter, 0, line)]


def _rows(text: str, delimiter: str, start: int, line: int) -> list[Row]:
    """Return the rows of a text from a place on, which is in that line."""
    found, cells, first = [], [], line  # type: tuple[list[Row], list[str], int]
    cell = _cell_of(delimiter)
    while start < len(text):
        read = cell.match(text, start)
        if read is None or (read["bare"] or "").count('"') % 2:
            raise DamagedTable(line, _damage(line, line + _breaks(text[start : _end(text, start)])))
        quoted = read["quoted"]
        cells.append(as_typed(plain(read["bare"] if quoted is None else quoted.replace('""', '"'))))
        line += _breaks(quoted or "")
        start = read.end()
        if read["end"] != delimiter:
            if any(cells):
                found.append((first, cells))
            line += bool(read["end"])
            cells, first = [], line
    if any(cells):
        found.append((first, cells))
    return found


def _cell_of(delimiter: str) -> re.Pattern[str]:
    """Return what one cell with its end looks like."""
    end = re.escape(delimiter)
    space = "" if delimiter == " " else " *"
    quoted = rf'{space}"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"{space}'
    return re.compile(rf'(?:{quoted}|(?P<bare>(?!{space}")[^{end}\r\n]*))(?P<end>{end}|\r\n|\r|\n|\Z)')


def plain(cell: str) -> str:
    """Return what a cell says, without the spaces around it and Excel's sign that it is text."""
    cell = cell.replace(KEPT_BREAK, "\n").strip()
    held = AS_TEXT.fullmatch(cell)
    return held[1].replace('""', '"').strip() if held else cell


def _breaks(text: str) -> int:
    return len(LINE_END.findall(text)) if "\n" in text or "\r" in text else 0


def _end(text: str, start: int) -> int:
    """Return where the quotation mark stands that ends, wrongly, the cell that begins here."""
    opened = text.find('"', start)
    closed = text.find('"', opened + 1)
    while closed >= 0 and text[closed + 1 : closed + 2] == '"':
        closed = text.find('"', closed + 2)
    return closed if closed >= 0 else len(text.rstrip("\r\n"))


def _damage(first: int, last: int) -> str:
    if first == last:
        return _("a quotation mark stands alone: write two for one that belongs to the text, or remove it")
    return _(
        "a quotation mark opens here and does not close as it should, up to line %(last)s: remove it, or write two "
        "for one that belongs to the text",
        last=last,
    )


def _delimiter(text: str) -> tuple[str, int, int]:
    """Return what parts the cells, where the table begins, and in which line: a first line may name it."""
    first = LINE_END.search(text)
    named = NAMED_DELIMITER.fullmatch(text[: first.start()] if first else text)
    if named:
        return named[1].replace("\\t", "\t"), first.end() if first else len(text), 2
    lines = [line for line in LINE_END.split(QUOTED.sub("x", text[:LOOKED_AT])) if line.strip(' ;,\t"|')][:10]

    def likely(delimiter: str) -> tuple[int, int]:
        return sum(delimiter in line for line in lines), sum(line.count(delimiter) for line in lines)

    return max(DELIMITERS, key=likely), 0, 1


def damaged_cells(
    headings: list[str], table: Iterable[Row], prose: frozenset[int], read: frozenset[int]
) -> Iterable[Fault]:
    """Yield the cells whose letters or numbers are lost, and those with the line of somebody else.

    A cell of a column in ``prose`` may hold lines of text with an address in them; ``read`` are the columns that count.
    """
    for line, cells in table:
        swallowed = _swallowed(headings, cells, prose)
        for place, cell in enumerate(cells):
            column = headings[place] if place < len(headings) else ""
            if LOST in cell:
                words = _("some letters cannot be read in “%(cell)s”: write them again", cell=cell[:60])
                yield Fault(line, column, words)
            elif place in read and SPOILT.fullmatch(cell):
                words = _(
                    "the spreadsheet lost what “%(cell)s” stands for: write it again, in a cell of text",
                    cell=cell,
                )
                yield Fault(line, column, words)
            elif place == swallowed:
                words = _(
                    "this cell has several lines and somebody’s address is in them or behind them, as when a quotation "
                    "mark is missing: each person needs a line of their own"
                )
                yield Fault(line, column, words)


def _swallowed(headings: list[str], cells: list[str], prose: frozenset[int]) -> int | None:
    """Return the cell of a row that may hold the line of somebody else, or begin it."""
    broken = [place for place, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
    for place in broken:
        found = [line for line in LINE_END.split(cells[place]) if HOLDS_ADDRESS.search(line)]
        if any(place not in prose or any(each in line for each in DELIMITERS) for line in found):
            return place
    shifted = [
        place for place, cell in enumerate(cells) if ADDRESS.fullmatch(cell) and broken and place > broken[0]
    ]
    if any(place < len(headings) and not OF_ADDRESSES.search(folded(headings[place])) for place in shifted):
        return broken[0]
    return None
