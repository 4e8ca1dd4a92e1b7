"""The program that takes a workbook apart, run beside the site with little memory and little time.

A small file can ask for a thousand million cells, or unpack without end: that ends this process, and nothing else. It reads the
workbook from its standard input and writes JSON; it imports nothing of Parvis.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import python_calamine
from defusedxml.ElementTree import iterparse

VISIBLE, TABLE = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetTypeEnum.WorkSheet
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLES = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
ZIP = b"PK\x03\x04"
MEMORY = 600 * 1024 * 1024  # bytes
SECONDS = 10  # of the processor
MOST_ROWS, MOST_COLUMNS = 20_000, 500
LARGEST_TEXT = 4_000_000  # characters


class TooLarge(Exception):
    """More rows, columns or text than a list can have."""


def taken_apart(content: bytes) -> dict[str, Any]:
    """Return the name and the rows of a sheet that can be seen, and the names of the others.

    It is the first that holds an address, so that a sheet of notes may stand before it, or else the first that holds anything.
    """
    with python_calamine.load_workbook(io.BytesIO(content)) as book:
        seen = [each.name for each in book.sheets_metadata if each.visible == VISIBLE and each.typ == TABLE]
        filled = [name for name in seen if book.get_sheet_by_name(name).total_height] or seen
        if not filled:
            return {"fault": "unreadable"}
        for name in filled:
            rows = rows_of(book, name)
            if any("@" in cell for row in rows for cell in row):
                break
        else:
            name, rows = filled[0], rows_of(book, filled[0])
    others = [each for each in filled if each != name]
    return {"sheet": name, "first": name == filled[0], "others": others, "rows": rows} | {
        "hidden": hidden(content, name)
    }


def rows_of(book: Any, name: str) -> list[list[str]]:
    """Return the cells of a sheet, row by row; raises TooLarge for more than a list can have."""
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise TooLarge
    rows = [[said(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    if sum(len(cell) for row in rows for cell in row) > LARGEST_TEXT:
        raise TooLarge
    return rows


def hidden(content: bytes, title: str) -> list[int]:
    """Return the lines of a sheet that an XLSX or ODS does not show; none where that is not clear."""
    if not content.startswith(ZIP):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if "content.xml" in packed.namelist():
                return _hidden_of_table(packed, title)
            rows = _lines_of(packed, title)
            return [int(row.get("r", 0)) for row in rows if row.get("hidden") in {"1", "true"}]
    except (zipfile.BadZipFile, ParseError, ValueError):
        return []


def _lines_of(packed: zipfile.ZipFile, title: str) -> Iterator[Element]:
    """Yield the rows of a sheet of an XLSX, without their cells."""
    sheets = {
        each.get("name"): each.get(f"{RELATED}id") for each in _elements(packed, "xl/workbook.xml", "sheet")
    }
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(packed, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    path = targets.get(sheets.get(title), "")
    path = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return _elements(packed, path, "row")


def _hidden_of_table(packed: zipfile.ZipFile, title: str) -> list[int]:
    found, line, within = [], 0, False  # type: tuple[list[int], int, bool]
    for each in _elements(packed, "content.xml", "table-row", begins="table"):
        if _local(each) == "table":
            within, line = each.get(f"{TABLES}name") == title, 0
        elif within:
            count = int(each.get(f"{TABLES}number-rows-repeated", 1))
            if each.get(f"{TABLES}visibility") in {"collapse", "filter"} and count < MOST_ROWS:
                found += range(line + 1, line + 1 + count)
            line += count
    return found


def _elements(packed: zipfile.ZipFile, path: str, name: str, begins: str = "") -> Iterator[Element]:
    """Yield the elements of a name when they end, and those of another name when they begin."""
    if path not in packed.namelist():
        return
    with packed.open(path) as file:
        for event, element in iterparse(file, events=("start", "end")):
            if (event, _local(element)) in {("end", name), ("start", begins)}:
                yield element
            if event == "end" and _local(element) in {"row", "c", "table-row", "table-cell"}:
                element.clear()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def said(cell: Any) -> str:
    """Return a cell as somebody would type it; days and hours as programs write them."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, date | time | timedelta | bool):
        return str(cell)
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = taken_apart(sys.stdin.buffer.read())
    except (TooLarge, MemoryError):
        answer = {"fault": "large"}
    except python_calamine.PasswordError:
        answer = {"fault": "password"}
    except python_calamine.CalamineError:
        answer = {"fault": "unreadable"}
    json.dump(answer, sys.stdout)
