"""The text of a file, whatever program saved it: all that the staff bring is decoded here, once.

A byte that is no letter becomes U+FFFD, so that whoever reads the cells can name the place; a file is never read again in another
encoding because of a few such bytes.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _

LOST = "\ufffd"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD = (
    "cp1252",
    "iso8859_15",
    "mac_roman",
    "cp850",
)  # one byte a letter: Windows, Unix, Mac and DOS in France
LOOKED_AT = 20_000  # signs from which the encoding is told
USUAL = frozenset("éèêëàâçîïôùûüœæÉÈÊËÀÂÇÎÏÔÙÛÜŒÆ")
BESIDE_WORDS = frozenset("«»“”„–—…€°§²³©®™ªº·•\u00a0")
WITHIN_WORDS = frozenset("’·")
LETTERS = frozenset(chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()) - {"ƒ"}
SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
WESTERN = b"\xc2\xc3\xc4\xc5\xe2\xf0"  # how accents, dashes, quotation marks and signs begin in UTF-8
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NoText(Exception):
    """A file that holds no text; the argument says what to do instead."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A place where letters look as if UTF-8 had been read in another encoding: as it is, and mended."""

    line: int
    shown: str
    mended: str


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding that it is in; raises NoText for anything else."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), encoding
    encoding = _without_mark(content)
    if encoding.startswith("utf-16"):
        return content.decode(encoding, "replace"), encoding
    content = content.rstrip(b"\x1a")  # how DOS ends a file
    if CONTROLS.search(content):
        raise NoText(_("This file holds no text. Open it in your spreadsheet and save it as CSV UTF-8."))
    return content.decode(encoding, "replace"), encoding


def _without_mark(content: bytes) -> str:
    """Return the encoding of a file that does not say it."""
    zeros = [content[start::2].count(0) for start in (0, 1)]
    if max(zeros) > len(content) // 4 and min(zeros) == 0:
        return "utf-16-le" if zeros[1] else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _despite_faults(content)
    return "utf-8"


def _despite_faults(content: bytes) -> str:
    """Return the encoding of what is not all UTF-8: that, if anything proves it, or an old one."""
    whole = SEQUENCE.findall(content)
    broken = content.decode("utf-8", "replace").count(LOST)
    if any(each[0] in WESTERN for each in whole) or len(whole) > broken:
        return "utf-8"
    scores = {encoding: plausibility(content.decode(encoding, "replace")) for encoding in OLD}
    return max(OLD, key=lambda encoding: scores[encoding])


def plausibility(text: str) -> float:
    """Return how likely accents are those of French names: each adds, each odd sign takes away."""
    score = 0.0
    padded = f" {text} "
    for found in islice(re.finditer(r"[^\x00-\x7f]", padded), LOOKED_AT):
        at, char = found.start(), found[0]
        score += _worth(padded[at - 1], char, padded[at + 1])
    return score


def _worth(before: str, char: str, after: str) -> float:
    if char in LETTERS:
        amid_capitals = char.islower() and before.isupper() and after.isupper()
        after_small = char.isupper() and before.islower()
        begins = char.isupper() and not before.isalpha()
        return -3 if amid_capitals or after_small else (1 if char in USUAL else 0.2) + begins / 10
    within = before.isalnum() and after.isalnum()
    if char in WITHIN_WORDS or (char in BESIDE_WORDS and not within):
        return 0.5
    return -3


def _spelt(encoding: str) -> dict[str, int]:
    """Return the bytes from 80 on by the signs that stand for them in an encoding."""
    signs = {bytes([code]).decode(encoding, "ignore") or chr(code): code for code in range(0x80, 0x100)}
    return {chr(code): code for code in range(0x80, 0xA0)} | signs if encoding == "cp1252" else signs


def _mender(encoding: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    """Return what finds UTF-8 that was read in an encoding, and what reads it right."""
    spelt = _spelt(encoding)
    signs = {code: re.escape(sign) for sign, code in spelt.items()}
    rest = f"[{''.join(re.escape(sign) for sign, code in spelt.items() if code < 0xC0)}]"
    two = f"[{''.join(signs[code] for code in (0xC2, 0xC3, 0xC4, 0xC5))}]{rest}"
    pattern = f"{two}|{signs[0xE2]}{rest}{{2}}|{signs[0xF0]}{rest}{{3}}"

    def read(found: re.Match[str]) -> str:
        meant = bytes(spelt[sign] for sign in found[0]).decode("utf-8", "ignore")
        return meant if meant.isprintable() or meant.isspace() else found[0]

    return re.compile(pattern), read


MENDERS = [_mender(encoding) for encoding in ("cp1252", "mac_roman", "cp850")]
WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", "ignore") or LOST for code in range(0x80, 0xA0)}
WINDOWS_SIGNS |= {
    code: "" for code in (*range(0x20), 0x7F, *range(0xFDD0, 0xFDF0)) if chr(code) not in "\t\n\v\r"
}
WINDOWS_SIGNS |= {ord("\v"): "\u2028"} | {
    (plane << 16) + last: "" for plane in range(17) for last in (0xFFFE, 0xFFFF)
}


def legible(text: str) -> str:
    """Return a text that a page can show, without control signs.

    Those with which Windows means punctuation become that, and what some programs break a line within a cell with is U+2028.
    """
    return text.translate(WINDOWS_SIGNS)


def mended(text: str) -> str:
    """Return a text in which UTF-8 that was read in another encoding, even twice, is read right."""
    for pattern, read in MENDERS:
        for _again in range(3):
            text = pattern.sub(read, text)
    return unicodedata.normalize("NFC", text)


def misread(lines: list[tuple[int, list[str]]]) -> list[Misread]:
    """Return the cells, with their lines, whose letters look as if they had been read in a wrong encoding."""
    found = []
    for line, cells in lines:
        for cell in cells:
            if not cell.isascii():
                better = mended(cell)
                if better != unicodedata.normalize("NFC", cell):
                    found.append(Misread(line, cell, better))
    return found
