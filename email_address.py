"""Email addresses: an address is a mailbox.

Taken out of what people paste, delivered to the very domain that was given, and compared by the mailbox that it reaches:
two spellings of one mailbox are one address, and two mailboxes never are.

A local part is composed (NFC) and compared without case, and nothing more: ``straße@`` is not ``strasse@``. Only where a
provider says so in its documentation does a tag (``+tag``), a dot or another domain lead to the same mailbox.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from email_validator import validate_email

import host_name

_TAGS_IGNORED = {
    "gmail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "proton.me",
    "protonmail.com", "pm.me", "icloud.com", "me.com", "fastmail.com", "fastmail.fm",
}  # fmt: skip
_DOTS_IGNORED = {"gmail.com"}
_SAME_DOMAIN = {"googlemail.com": "gmail.com"}
_WITH_NAME = re.compile(
    r"[^<>]*<\s*([^<>\s]+)\s*>[\s.,;:]*|[^()\[\]@]*[(\[]\s*([^()\[\]\s]+)\s*[)\]][\s.,;:]*"
)
_WITH_NOTE = re.compile(r"([^\s()]+)\s*\([^()@]*\)[\s.,;:]*")
_MARKDOWN = re.compile(r"\[([^\[\]]+)\]\(mailto:\1\)", re.IGNORECASE)
_LABEL = re.compile(r"^[\w\s-]*:\s*(?=\S)")  # « E-mail : »; no address begins like this
_PAIRS = {"<": ">", "(": ")", "[": "]", '"': '"', "'": "'", "«": "»", "“": "”", "‘": "’"}
_CAPITAL_I = "İ"  # its small letter is two signs, and « ipek » is another mailbox
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # some names of hosts are spelt with them


def check(text: str) -> None:
    """Raise ValueError, with the reason, for what is no email address (RFC 5321 and 6531); asks no server."""
    local, at, domain = text.rpartition("@")
    host_name.as_ascii(domain)
    spelt = domain.translate(
        _NO_JOINERS
    )  # which the library takes nowhere, and the line above where they belong
    validate_email(local + at + spelt, check_deliverability=False, test_environment=True)


def is_valid(text: str) -> bool:
    """Say whether a text is an email address."""
    try:
        check(text)
    except ValueError:
        return False
    return True


def cleaned(text: str) -> str:
    """Return the address in a text that was pasted from a mail program, a page or a spreadsheet.

    ``Name <a@example.org>``, ``Name (a@example.org)``, ``E-mail: a@example.org``, ``mailto:a@example.org`` and
    ``a@example.org.`` are a@example.org. A text that holds no address, or more than one, is returned as it is, without
    spaces at its ends.
    """
    typed = "".join(" " if char.isspace() else char for char in text).strip()
    found = "".join(
        char for char in typed if unicodedata.category(char) not in _INVISIBLE or char in _JOINERS
    )
    found = found.replace("\uff20", "@").replace("\ufe6b", "@").strip()
    found = _unwrapped(found)
    while len(found) > 1 and _PAIRS.get(found[0]) == found[-1]:
        found = found[1:-1].strip()
    local, at, domain = found.rstrip(" .,;:。．").rpartition("@")
    if not at or not local or " " in local + domain:
        return typed
    if not domain.isascii():
        domain = host_name.resolved(domain)
    return unicodedata.normalize("NFC", local.translate(_NO_JOINERS)) + at + domain


def _unwrapped(text: str) -> str:
    """Return the address without the name, the note, the link or the label that it was copied with."""
    text = _MARKDOWN.sub(r"\1", text)
    for form in (_WITH_NAME, _WITH_NOTE):
        if found := form.fullmatch(text):
            text = next(filter(None, found.groups()))
    if text[:7].lower() == "mailto:":
        return unquote(text[7:].partition("?")[0])
    return _LABEL.sub("", text, count=1)


def key(address: str) -> str:
    """Return what two addresses share exactly when they reach the same mailbox.

    It is no longer than the cleaned address.
    """
    address = cleaned(address)
    local, at, domain = address.rpartition("@")
    local = _CAPITAL_I.join(part.lower() for part in (local if at else domain).split(_CAPITAL_I))
    if not at:
        return local
    domain = _domain_key(domain)
    if domain in _TAGS_IGNORED:
        local = local.partition("+")[0] or local
    if domain in _DOTS_IGNORED:
        local = local.replace(".", "") or local
    return f"{local}@{domain}"


def keys(key: str) -> list[str]:
    """Return the keys of a mailbox, which was once taken for several (migration 0036)."""
    return [key, *(f"{key} {number}" for number in range(2, 10))]


def domain(address: str) -> str:
    """Return the domain of an address as it is resolved, in Unicode."""
    return host_name.resolved(cleaned(address).rpartition("@")[2])


def same(one: str, other: str) -> bool:
    """Say whether two spellings reach the same mailbox."""
    return key(one) == key(other)


def delivered(address: str) -> tuple[str, str]:
    """Return the local part and the domain, in ASCII, to which mail for an address goes.

    Raises ValueError for what is no address.
    """
    local, at, domain = cleaned(address).rpartition("@")
    if not at or not local or not domain:
        raise ValueError("no address")
    return local, host_name.as_ascii(domain)


@lru_cache(maxsize=4096)
def _domain_key(domain: str) -> str:
    domain = host_name.resolved(domain)
    return _SAME_DOMAIN.get(domain, domain)


_NO_JOINERS = dict.fromkeys(map(ord, _JOINERS))
