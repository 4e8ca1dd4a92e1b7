"""Why a passphrase is refused: too short, common, repeated, in a row, or made of its owner's words."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from zxcvbn import zxcvbn

from models.labels import N_, Labelled

LONG_ENOUGH = 15
STRONG = 4  # zxcvbn's best score: more than 10 thousand million guesses
LOOKED_AT = 72  # characters: what is longer is judged by its beginning
KEYBOARD_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")  # zxcvbn knows the other keyboards
LIST = Path(__file__).with_name("common_passphrases.txt.gz")


class Weakness(Labelled):
    """What makes a passphrase easy to guess, with the sentence that corrects it."""

    SHORT = "short", N_("Choose at least 15 characters: several words, for instance.")
    COMMON = (
        "common",
        N_("Many people use this password, so it is tried first. Choose several words of your own."),
    )
    REPEATED = "repeated", N_("This password repeats itself. Choose several different words.")
    SEQUENCE = (
        "sequence",
        N_("This password follows the alphabet, the numbers or the keyboard. Choose several words instead."),
    )
    OWN = (
        "own",
        N_("This password is made of your name, your address or the site’s name. Choose words that nobody expects."),
    )  # fmt: skip


def of(passphrase: str, about: Iterable[str] = ()) -> Weakness | None:
    """Return what is wrong with a passphrase, or None.

    ``about`` are names and addresses that others know: of the person, the site and the product.
    """
    if len(passphrase) < LONG_ENOUGH:
        return Weakness.SHORT
    own = _words(about)
    judged = zxcvbn(passphrase[:LOOKED_AT], user_inputs=[*own, *KEYBOARD_ROWS])
    listed = passphrase.strip().casefold() in _common()
    return _worst(judged["sequence"], own) if listed or judged["score"] < STRONG else None


def _worst(matches: Sequence[Mapping[str, object]], own: set[str]) -> Weakness:
    """Return the weakness that says most about what was recognised in a passphrase."""
    if any(match.get("matched_word") in own for match in matches):
        return Weakness.OWN
    kinds = {match["pattern"] for match in matches}
    if "repeat" in kinds:
        return Weakness.REPEATED
    rows = any(match.get("matched_word") in KEYBOARD_ROWS for match in matches)
    return Weakness.SEQUENCE if rows or kinds & {"sequence", "spatial"} else Weakness.COMMON


def _words(about: Iterable[str]) -> set[str]:
    """Return texts in lower case, whole and word by word; what is shorter than three letters says nothing."""
    texts = [text.casefold() for text in about]
    parts = [part for text in texts for part in "".join(c if c.isalnum() else " " for c in text).split()]
    return {word for word in [*texts, *parts] if len(word) > 2}


@cache
def _common() -> frozenset[str]:
    """Return the passphrases of the list that comes with the product, in lower case."""
    return frozenset(gzip.decompress(LIST.read_bytes()).decode().split("\n"))
