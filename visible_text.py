"""What of a text can be seen, judged by Unicode's properties and not by lists of signs.

Some signs show nothing: joiners and other format signs, letters that are blank, marks without a letter to stand on. They
belong to words that are spelt with them (Persian, Hindi, families of emoji), and make no word by themselves.
"""

import re
from html import unescape

import regex  # type: ignore[import-untyped]

# Blank, though no property says so: Braille without a dot, two hieroglyphs, a note without its head, « something is here ».
_BLANK = "\N{BRAILLE PATTERN BLANK}\U00013441\U00013442\N{MUSICAL SYMBOL NULL NOTEHEAD}\N{OBJECT REPLACEMENT CHARACTER}"
_INK = regex.compile(
    rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}]--\p{{Default_Ignorable_Code_Point}}--[{_BLANK}]]", regex.V1
)
_NAMING = regex.compile(
    rf"[[\p{{L}}\p{{N}}\p{{So}}\p{{Extended_Pictographic}}]--\p{{Default_Ignorable_Code_Point}}--[{_BLANK}\uFFFD]]",
    regex.V1,
)
# A flag of England is a black one with a tail of invisible letters; other invisible signs go, except joiners.
_UNPRINTED = regex.compile(
    r"(\U0001F3F4[\U000E0020-\U000E007E]+\U000E007F)|[[\p{C}]--[\u200C\u200D]]", regex.V1
)
_SPACE = re.compile(r"\s")
_BLOCK = re.compile(r"<(?:br|/?p|/?li|/?ul|/?ol|/?pre|/?blockquote)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_REMARK = re.compile(r"<!--[^<>]*-->")
_MARKUP = str.maketrans("", "", "*_#>~`|=+-[]()\\")


def line(text: str) -> str:
    """Return a line of text without controls and without spaces at its ends; empty if it is blank."""
    kept = _UNPRINTED.sub(lambda found: found[1] or "", _SPACE.sub(" ", text)).strip()
    return kept if shows(kept) else ""


def shows(text: str) -> bool:
    """Say whether anything of a text can be seen."""
    return _INK.search(text) is not None


def names(text: str) -> bool:
    """Say whether a text can be a name: it has a letter, a digit or a picture, not punctuation alone."""
    return _NAMING.search(text) is not None


def says(html: str) -> bool:
    """Say whether a rendered text says something: more than white space, and more than marks of Markdown."""
    shown = unescape(_TAG.sub("", _BLOCK.sub("\n", html)))
    return shows(_REMARK.sub("", shown).translate(_MARKUP))
