"""Folding of texts, so that « coeur » finds « cœur » and both databases give the same results."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """Return the text folded for searching.

    Accents, case, ligatures, the apostrophes of elisions and doubled spaces are removed.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"[\s'-]+", " ", plain).strip()


def slug(text: str) -> str:
    """Return the end of an address made of a text: « Faire groupe ? » gives faire-groupe."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in folded(text)).split()
    made = ""
    for word in words:
        if len(made) + len(word) > 60:
            break
        made = f"{made}-{word}".strip("-")
    return made


def searched(author: str, text: str) -> str:
    """Return what a search looks into: one folded line of who wrote, one of what."""
    return f"{folded(author)}\n{folded(text)}"


def name_key(name: str) -> str:
    """Return the key by which a person's name is sorted.

    It is the family name, then the other names, then what distinguishes different spellings.

    Capitals are a family name (« DUPONT Jean »), else the last word is; « de » and « d’ » stay behind, other particles
    go along, as in French indexes: Charles de Gaulle under G, Joachim du Bellay under D, Jean de La Fontaine under L.
    The spelling counts last: Éluard stands beside Eluard, Œuvre right after Oeuvre.
    """
    family, rest = _parted(re.sub(r"(?<=\b[dD])['’ʼ]", "' ", name).split())
    spelling = " ".join(family + rest).casefold()
    return f"{folded(' '.join(family))}\t{folded(' '.join(rest))}\t{spelling}"[:500]


def family_name_first(name: str) -> str:
    """Return a person's name as a list by family names shows it: « ŒUVRARD Ève », « ARC Zoé d’ »."""
    family, rest = _parted(re.sub(r"(?<=\b[dD])(['’ʼ])", r"\1 ", name).split())
    return " ".join([*(word.upper() for word in family), *rest])


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words of a family name and the others."""
    family = [word for word in words if len(word) > 1 and word.isupper()]
    if not family or len(family) == len(words):
        first = len(words) - 1
        while first > 1 and folded(words[first - 1]) in _PARTICLES:
            first -= 1
        family = words[max(first, 0) :]
    rest = list(words)
    for word in family:
        rest.remove(word)
    return family, rest


_PARTICLES = {
    "al", "af", "ben", "bin", "da", "dal", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "la", "le",
    "les", "o", "saint", "sainte", "st", "te", "ten", "ter", "van", "von", "zu", "zum", "zur",
}  # fmt: skip
