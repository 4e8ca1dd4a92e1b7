"""What goes in and out in one way only: numbers, ids, addresses in headers, cells of spreadsheets.

A number has a range, because a column has one. Out of range counts as absent: an id leads nowhere (404), a number in a
query or a header means what none means.
"""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from werkzeug.routing import IntegerConverter

HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)+", re.IGNORECASE)
LARGEST = 10**9 - 1  # nine digits: an integer column of either database holds them


def number(text: str) -> int:
    """Return the number that digits write, from 0 to LARGEST; raises ValueError for any other text.

    ``request.args.get("before", 0, type=number)`` reads a query so, and ``request.headers.get`` a header.
    """
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError("not a number that can be looked for")
    return int(text)


class Id(IntegerConverter):
    """What ``<int:…>`` means in every route: an id from 1 to LARGEST, in one spelling."""

    regex = "[1-9][0-9]{0,8}"


def parts(address: str) -> SplitResult:
    """Return the parts of an address that a browser sent; all of them empty when it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_web_address(said: str) -> bool:
    """Say whether a text is an address on the web.

    That is http or https, a whole host name, no name or password inside.
    """
    if re.search(r"\s", said):
        return False
    try:
        address = urlsplit(said)
        _port = address.port
    except ValueError:
        return False
    plain = address.scheme in {"http", "https"} and "@" not in address.netloc
    return plain and bool(HOST.fullmatch(address.hostname or ""))


def is_text(said: str) -> bool:
    """Say whether both databases can keep a text: no half of a character, and no NUL (PostgreSQL)."""
    return not re.search("[\0\ud800-\udfff]", said)


def inert(said: str) -> str:
    """Return a text that no spreadsheet computes: an apostrophe goes before what begins like a formula.

    Full-width and other signs that a spreadsheet may fold count, too; so does what begins with such an apostrophe already.
    """
    return f"'{said}" if _begins_a_formula(said.lstrip("'")) else said


def as_typed(said: str) -> str:
    """Return a text without the apostrophe that ``inert``, or a spreadsheet, put before it."""
    return said[1:] if said.startswith("'") and _begins_a_formula(said.lstrip("'")) else said


def _begins_a_formula(said: str) -> bool:
    begin = said.lstrip(" \u00a0")[:1]
    return unicodedata.normalize("NFKC", begin)[:1] in set("=+-@\u2212\t\r\n")
