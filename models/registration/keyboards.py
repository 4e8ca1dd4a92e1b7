"""What a hand scanner typed, and the codes that it may stand for under any keyboard.

Such a scanner presses the keys of one layout, and the computer reads them by its own: « A » becomes « Q », « 6 » becomes
« - ». Each pair of layouts is one way to read a text. static/js/door-ticket.js reads alike, by the same table.
"""

import json
import re
import unicodedata
from pathlib import Path

TABLE = json.loads(
    (Path(__file__).parents[2] / "static/js/door-keyboards.js")
    .read_text("utf-8")
    .partition("KEYBOARDS = ")[2]
    .strip()
    .removesuffix(";")
)
ALPHABET, LENGTH, SEPARATORS = TABLE["alphabet"], TABLE["length"], TABLE["separators"]
LAYOUTS: dict[str, list[list[str]]] = {
    name: [[sign.upper() for sign in row] for row in rows] for name, rows in TABLE["layouts"].items()
}
DEAD = re.compile("(.)\u0302")  # a circumflex that a layout put on the next letter


def decoding(scanner: str, computer: str) -> dict[str, str]:
    """Return the letter of a code that each sign stands for, with Shift or CapsLock or without."""
    keys = {sign: key for row in LAYOUTS[scanner] for key, sign in enumerate(row) if sign in ALPHABET}
    typed = {row[keys[letter]]: letter for row in LAYOUTS[computer] for letter in ALPHABET}
    return {digit: digit for digit in ALPHABET if digit.isdigit()} | typed


DECODINGS = list(
    {
        tuple(sorted(found.items())): found
        for found in (decoding(scanner, computer) for scanner in LAYOUTS for computer in LAYOUTS)
    }.values()
)


def codes(text: str) -> set[str]:
    """Return the codes that a scanned or typed text may stand for, each by another pair of layouts.

    Case and separators are ignored, unless a layout types a separator for a letter of the code; a code may
    be the part of a URL.
    """
    apart = unicodedata.normalize("NFC", DEAD.sub(r"^\1", unicodedata.normalize("NFD", text)))
    texts = {unicodedata.normalize("NFC", text), apart}
    return {code for typed in texts for found in DECODINGS for code in _code(typed, found)}


def _code(text: str, found: dict[str, str]) -> list[str]:
    """Return the one part of a text that is as long as a code; nothing when there are two.

    A separator may also end a part: some layouts type one for the / of a URL.
    """
    for apart in ("", "/"):
        signs = (found.get(sign, apart if sign in SEPARATORS else "/") for sign in map(str.upper, text))
        parts = [part for part in "".join(signs).split("/") if len(part) == LENGTH]
        if parts:
            return parts if len(parts) == 1 else []
    return []
