"""Names that look like another, once each sign is replaced by the Latin one that it resembles.

A bounded rule: letters of the Cyrillic, Greek, Armenian and Cherokee alphabets that are drawn as Latin ones, digits drawn
as letters, and everything that Unicode itself calls a form of a letter (full-width, mathematical, accented). It serves to
hold a name for a moderator, who sees it, never to refuse one.
"""

import re
import unicodedata

import visible_text

_PAIRS = (
    ("АВЕЅІЈКМНОРСТУХԌԚԜӀаеорсухіјѕԁԛԝһӏкмтвнь", "ABESIJKMHOPCTYXGQWIaeopcyxijsdqwhlkmtbhb"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορσυχωηε", "ABEZHIKMNOPTYXayikvopouxwne"),
    ("ՕՏՍԼօոսհցգզ", "OSULonuhggq"),
    ("ᎪᏟᎬᎻᎫᏦᏞᎷᏢᏚᎢᎳᏃ", "ACEHJKLMPSTWZ"),
    ("ıłøđɑɡɩʟ", "ilodagil"),
)
_LATIN = str.maketrans(
    {other: latin for others, latins in _PAIRS for other, latin in zip(others, latins, strict=True)}
)
_ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "5": "s", "3": "e"})
_WORD = re.compile(r"[^\W_]+")


def words(name: str) -> list[str]:
    """Return the words of a name, each as what it looks like: « Сlаіrе » and « CLAIRE » are one."""
    plain = unicodedata.normalize("NFKD", visible_text.as_read(name))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LATIN).casefold()
    return _WORD.findall(plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w"))


def bears(name: str, other: str) -> bool:
    """Say whether a name passes for another: the same word, or all its words when it has several."""
    mine, theirs = words(name), words(other)
    if len(theirs) < 2:
        return mine == theirs != []
    return set(theirs) <= set(mine)


def names_an_office(name: str) -> bool:
    """Say whether a name says that its bearer runs the site: « modératrice », « L’équipe »."""
    return not _OFFICES.isdisjoint(words(name))


_OFFICES = set(
    words(
        "admin administrateur administratrice administrator modérateur modératrice modération moderator moderation "
        "équipe team staff rédaction organisateur organisatrice organisateurs organiser organizer webmaster"
    )
)
