"""What of a text can be seen, judged by Unicode's properties and not by lists of signs.

Some signs show nothing: joiners and other format signs, letters that are blank, marks without a letter to stand on. They
belong to words that are spelt with them (Persian, Hindi, families of emoji), and make no word by themselves.
"""

import re
import unicodedata
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
_UNREAD = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}[\p{Cc}--\s]]", regex.V1)
_STACK = regex.compile(r"(\p{Mn}{6})\p{Mn}+")  # no script stands more marks on one letter
_SPACE = re.compile(r"\s")
_BLOCK = re.compile(r"<(?:br|/?p|/?li|/?ul|/?ol|/?pre|/?blockquote)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_REMARK = re.compile(r"<!--[^<>]*-->")
_MARKUP = str.maketrans("", "", "*_#>~`|=+-[]()\\")


def line(text: str) -> str:
    """Return a line of text without controls and without spaces at its ends; empty if it is blank."""
    kept = _UNPRINTED.sub(lambda found: found[1] or "", _SPACE.sub(" ", text)).strip()
    kept = _STACK.sub(r"\1", kept)
    return kept if shows(kept) else ""


def as_read(text: str) -> str:
    """Return a text as it reads: invisible signs left out, forms of letters and spaces made one."""
    return " ".join(_UNREAD.sub("", unicodedata.normalize("NFKC", text)).split())


def is_leftward(text: str) -> bool:
    """Say whether anything of a text is read from right to left."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


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
