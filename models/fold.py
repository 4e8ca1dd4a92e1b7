"""Folding of texts: what two spellings share, so that « coeur » finds « cœur » and both databases agree."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """Return the text without accents, case, ligatures, elisions' apostrophes and doubled spaces, for searching."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"[\s'-]+", " ", plain).strip()


def searched(author: str, text: str) -> str:
    """Return what a search looks into: one folded line of who wrote, one of what."""
    return f"{folded(author)}\n{folded(text)}"


def address_key(address: str) -> str:
    """Return what makes two e-mail addresses the same person's: trimmed, lower case, no ``+tag`` where it is known.

    Only providers that document sub-addressing have theirs ignored; elsewhere ``a+b@`` may be another person.
    """
    address = unicodedata.normalize("NFKC", address).strip().casefold()
    local, at, domain = address.rpartition("@")
    if domain in _SUBADDRESSING:
        local = local.partition("+")[0]
    return local + at + domain


_SUBADDRESSING = {
    "gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr",
    "proton.me", "protonmail.com", "pm.me", "icloud.com", "me.com", "fastmail.com", "fastmail.fm",
}  # fmt: skip
