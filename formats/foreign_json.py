"""JSON from another system: read whole, without the characters that no text of ours can hold."""

import codecs
import gzip
import json
from typing import Any, BinaryIO

from formats.threads import NOT_XML, Unreadable

GZIP = b"\x1f\x8b"
LARGEST = 512 * 1024 * 1024  # what a packed file may become


def load(file: BinaryIO) -> Any:
    """Return what a file holds, packed or not.

    Raises Unreadable, naming line and column, for what is no JSON.
    """
    try:
        content = _unpacked(file)
        marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as PowerShell saves a text
        return json.loads(content.decode("utf-16" if marked else "utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise Unreadable("not in UTF-8", line) from None
    except json.JSONDecodeError as fault:
        raise Unreadable(f"{fault.msg}: line {fault.lineno}, column {fault.colno}", fault.lineno) from None
    except RecursionError:
        raise Unreadable("not an export of comments: its brackets are nested too deep") from None


def _unpacked(file: BinaryIO) -> bytes:
    start = file.read(2)
    if start != GZIP:
        return start + file.read()
    file.seek(-2, 1)
    try:
        found = gzip.GzipFile(fileobj=file).read(LARGEST + 1)
    except (OSError, EOFError) as fault:
        raise Unreadable(f"a packed file that is broken: {fault}") from None
    if len(found) > LARGEST:
        raise Unreadable("a packed file that is too large")
    return found


def text(value: Any) -> str:
    """Return a text or a number as text; nothing for anything else."""
    said = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return NOT_XML.sub("", said)


def records(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; nothing for what is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
