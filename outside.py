"""What is read of the outside in one way only: numbers, ids in addresses, addresses in headers.

A number has a range, because a column has one. Out of range counts as absent: an id leads nowhere (404), a number in a
query or a header means what none means.
"""

import re
from urllib.parse import SplitResult, urlsplit

from werkzeug.routing import IntegerConverter

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


def is_text(said: str) -> bool:
    """Say whether both databases can keep a text: no half of a character, and no NUL (PostgreSQL)."""
    return not re.search("[\0\ud800-\udfff]", said)
