"""Names of hosts: read as a browser and a mail server resolve them, and written as they are asked for.

Mapped by UTS 46 without its transitional part, as IDNA2008 has it: ``faß.de`` is not ``fass.de``, ``EXAMPLE。org`` is
``example.org``. A name that no rule allows is still read, as near as can be: nothing here raises but ``as_ascii``.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

import idna

LONGEST = 1000  # signs of a name that is worth remembering; none that is resolved has more than 253
_JOINERS = "\u200c\u200d"
_BEFORE_HOST = re.compile(r"(?:https?:|[a-z][a-z0-9+.-]*:(?=[/\\]))?[/\\]*", re.IGNORECASE)


def resolved(name: str) -> str:
    """Return a host's name as it is resolved, in Unicode.

    Percent signs are decoded, letters mapped, and the root's dot is left out.
    """
    return _resolved(name) if len(name) <= LONGEST else _resolved.__wrapped__(name)


@lru_cache(maxsize=1024)
def _resolved(name: str) -> str:
    if name.isascii() and "%" not in name and "xn--" not in name.lower():
        return name.lower().strip(".")
    name = "".join(sign for sign in unquote(name) if sign in _JOINERS or unicodedata.category(sign) != "Cf")
    try:
        name = idna.uts46_remap(name, std3_rules=False, transitional=False)
    except idna.IDNAError:
        name = unicodedata.normalize("NFC", name.lower())
    return ".".join(_decoded(label) for label in name.strip(".").split("."))


def of_url(url: str) -> str:
    """Return the host to which an address on the web leads, as it is resolved; empty where there is none."""
    url = re.sub(r"[\t\r\n]", "", url).lstrip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f ")
    authority = re.split(r"[/\\?#]", _BEFORE_HOST.sub("", url, count=1), maxsplit=1)[0].rpartition("@")[2]
    return resolved(re.sub(r":\d*$", "", authority))


def as_ascii(name: str) -> str:
    """Return a host's name as it is asked for, in ASCII (``xn--``).

    Raises ValueError for what can be none.
    """
    name = resolved(name)
    if len(name) > LONGEST:
        raise ValueError("no host has so long a name")
    return name if name.isascii() else _encoded(name)


@lru_cache(maxsize=1024)
def _encoded(name: str) -> str:
    return idna.encode(name).decode()


def _decoded(label: str) -> str:
    """Return a label in Unicode, without the joiners that nothing in it calls for."""
    for joiner in _JOINERS:
        if joiner in label:
            label = "".join(
                sign for place, sign in enumerate(label) if sign != joiner or _is_called_for(label, place)
            )
    if not label.startswith("xn--"):
        return label
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label


def _is_called_for(label: str, place: int) -> bool:
    try:
        return idna.valid_contextj(label, place)
    except (ValueError, IndexError):
        return False
