"""Files that are made for whoever asks: written to the disk first, and then sent, however slowly."""

import time
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import Response

AT_ONCE = 100  # parts that are written before others have their turn
PIECE = 64 * 1024  # bytes that are sent at once


def as_file(parts: Iterable[str], mimetype: str, name: str) -> Response:
    """Answer with a file of so many parts."""
    file = TemporaryFile()  # noqa: SIM115  closed when it has been sent
    for number, part in enumerate(parts):
        file.write(part.encode())
        if number % AT_ONCE == 0:
            time.sleep(0)
    size = file.tell()
    answer = Response(_sent(file), content_type=f"{mimetype}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.content_length = size
    return answer


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
