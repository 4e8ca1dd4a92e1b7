"""The features of a comment for the filter: words, pairs of words, links, shape and families.

Families are families of phrases.
"""

import math
import re
from functools import cached_property

import host_name
from folding import folded
from spam.families import FAMILIES, PRIOR
from spam.saying import Saying, words

READ = 5000  # characters of a text that are looked at: who sells anything says so before
WORD, FAMILY = 1.0, 1.5  # how much one of each counts
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@./-])(?:[^\W_](?:[\w-]*[^\W_])?\.)+[a-z]{2,}(?![\w@-])(?:/\S*)?",
    re.IGNORECASE,
)


class Features:
    """The features of a comment by name with their counts, and the phrases of families found in it."""

    def __init__(self, said: Saying) -> None:
        self.said, self.found = said, dict[str, str]()
        text = said.body[:READ]
        self.links = _LINK.findall(text) + ([said.website] if said.website else [])
        self.words = words(_LINK.sub(" ", text))
        self.counts = self._words() | self._shape(text) | self._families(folded(f"{said.name} {text}"))

    @cached_property
    def norm(self) -> float:
        """The length of all this as a vector: long comments count no more than short ones."""
        return float(sum(count * count for count in self.counts.values())) ** 0.5

    def _words(self) -> dict[str, float]:
        pairs = zip(["^", *self.words], [*self.words, "$"], strict=True)
        hosts = (host_name.of_url(link).removeprefix("www.") for link in self.links)
        names = (
            *(f"word {one}" for one in self.words),
            *(f"pair {a} {b}" for a, b in pairs),
            *(f"host {one}" for one in hosts),
        )
        return dict.fromkeys(names, WORD)

    def _shape(self, text: str) -> dict[str, float]:
        letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
        length = len(self.words)
        signs = {
            "link": self.links,
            "links": len(self.links) > 1,
            "short with a link": self.links and length < 12,
            "capitals": capitals > letters / 2 > 2.5,
            "exclamations": "!!" in text,
            "digits": re.search(r"\d{4,}", text),
            "price": re.search(r"[$€£]\s?\d|\d\s?[$€£]", text),
            f"length {min(12, int(2 * math.log2(length + 1)))}": True,
        }
        return {name: WORD for name, applies in signs.items() if applies}

    def _families(self, text: str) -> dict[str, float]:
        counted, many = dict[str, float](), 0
        for name, pattern in FAMILIES.items():
            matches = [match[0] for match in pattern.finditer(text)]
            if matches:
                counted[f"family {name}"] = FAMILY
                self.found[f"family {name}"] = matches[0]
                many += len(matches) if f"family {name}" in PRIOR else 0
        if many:
            counted |= {"some family": FAMILY, f"families {min(many, 4)}": FAMILY}
            counted |= {"several families": FAMILY} if many > 1 else {}
        return counted
