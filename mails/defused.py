"""Making text from strangers harmless in mails: never a link, a picture, a heading or a header.

Mail programs turn anything that looks like an address into a link, in plain text too, so it must not look like one.
A space after a dot is enough, and « J.Dupont » reads the better for it.
"""

import re
import unicodedata

_MARKUP = re.compile(r"[<>\[\]{}#*_`~|\\]+")
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{0,31}):(?=\S)", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_DOT = re.compile(r"(?<=\w)[.。．｡](?=\w)")
_AT = re.compile(r"(?<!\s)\s*[@＠]\s*")


def line(text: str) -> str:
    """Return a text of ours on one line, without control characters: fit for a subject."""
    plain = "".join(" " if _is_control(char) else char for char in text)
    return " ".join(word for word in plain.split(" ") if word)  # no-break spaces stay


def name(text: str) -> str:
    """Return a typed name on one line, without anything that looks like an address or markup."""
    return line(unlinked(_MARKUP.sub(" ", line(text))))


def prose(text: str) -> str:
    """Return a typed text with its lines, without addresses that a mail program would turn into links."""
    return "\n".join(unlinked(line(one)) for one in text.strip().splitlines())


def unlinked(text: str) -> str:
    """Return a text in which no web or mail address is whole any more, and every one can still be read."""
    text = _SCHEME.sub(r"\1: ", text)
    text = _SLASHES.sub("", text)
    return _AT.sub(" @ ", _DOT.sub(". ", text))


def _is_control(char: str) -> bool:
    """Return whether a character is invisible: a control or a mark that changes the text direction."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
