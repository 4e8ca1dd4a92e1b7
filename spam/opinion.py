"""The filter's opinion: how probably a text is spam, why, and what may follow.

From ``HOLD_FROM`` on a comment waits; from ``FILE_FROM`` on it may be filed as spam, once enough was learned.
"""

from dataclasses import dataclass

from spam.features import Features
from spam.saying import Saying
from spam.weights import Weights

HOLD_FROM, FILE_FROM = 0.6, 0.85
WORTH_TELLING = 0.3
TOLD = 3  # words that tell why
SIGNS = {
    "link": "#links",
    "links": "#links",
    "short with a link": "#links",
    "capitals": "#capitals",
    "price": "#price",
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """How probably a comment is spam, what in it says so, and whether enough was learned to act on it."""

    risk: float
    telling: tuple[str, ...]
    is_sure: bool

    @classmethod
    def of(cls, said: Saying, weights: Weights, *, is_sure: bool) -> "Opinion":
        """Return what weights make of a saying; ``is_sure`` that they come from enough examples."""
        features = Features(said)
        return cls(weights.risk(features), _telling(weights, features), is_sure)

    @property
    def holds(self) -> bool:
        """Whether the comment should wait for a moderator."""
        return self.risk >= HOLD_FROM

    @property
    def files(self) -> bool:
        """Whether the comment could be filed as spam."""
        return self.is_sure and self.risk >= FILE_FROM

    @property
    def reason(self) -> str:
        """The opinion as a reason to hold: ``filter:87:casino|#links``.

        Where the risk is small, no features are named.
        """
        told = "|".join(self.telling) if self.risk >= WORTH_TELLING else ""
        return f"filter:{round(100 * self.risk)}:{told}"


def _telling(weights: Weights, features: Features) -> tuple[str, ...]:
    """Return the words that speak most for spam; ``#links`` and the like stand for what is no word."""
    told: list[str] = []
    for name in weights.telling(features, 4 * TOLD):
        kind, _space, words = name.partition(" ")
        said = (
            features.found.get(name)
            or SIGNS.get(name)
            or (words.strip("^$ ") if kind in {"word", "pair", "host"} else "")
        )
        if said and not any(said in other for other in told):
            told.append(said[:60].replace("|", " "))
    return tuple(told[:TOLD])
