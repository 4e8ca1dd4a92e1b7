"""The filter's arithmetic: logistic regression over a comment's features, learned one by one.

Chosen by measurement (docs/spam.md). Steps are those of AdaGrad, so that rare words learn faster than common ones.
"""

import math
import random
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from spam.families import FIRST_BIAS, PRIOR
from spam.features import FAMILY, WORD, Features

EPOCHS, RATE, DECAY, BIAS_RATE = 15, 0.1, 1e-4, 0.05
NEGLIGIBLE = 0.02  # what weighs less is not kept
# A comment is judged by what was learned only as far as its words stand in genuine comments that were learned from: below
# the first share of them its language is unknown, from the second on it is the team's own.
STRANGE, OWN = 0.3, 0.5
LITTLE = 20  # features that several genuine comments share, below which nothing is known of languages
REPEATED, LONG = (
    0.95,
    6,
)  # pairs of words of spam, and words, from which on a text is taken for one that was filed before


def packed(features: Features) -> "array[int]":
    """Return features as 32-bit hashes, from which no word can be read back.

    The lowest bit marks features that count more.
    """
    return array("I", (_key(name, count) for name, count in features.counts.items()))


def _key(name: str, count: float) -> int:
    return zlib.crc32(name.encode()) & ~1 | (count == FAMILY)


def _seen(key: int) -> int:
    """Return the key under which it is kept that a feature was seen in a genuine comment."""
    return zlib.crc32(b"genuine %d" % key) & ~1


_SHARED = zlib.crc32(b"features of several genuine comments") & ~1  # how many there are


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: sorted keys, the weight of each, and what every comment starts with."""

    keys: "array[int]"
    values: "array[float]"
    bias: float

    @classmethod
    def first(cls) -> "Weights":
        """Return what stands before anything was learned."""
        return cls.of(_prior(), FIRST_BIAS)

    @classmethod
    def of(cls, weights: dict[int, float], bias: float) -> "Weights":
        """Return the weights that are worth keeping."""
        kept = sorted((key, value) for key, value in weights.items() if abs(value) >= NEGLIGIBLE)
        return cls(array("I", (key for key, _ in kept)), array("f", (value for _, value in kept)), bias)

    def of_key(self, key: int) -> float:
        """Return the weight of a feature, 0 for one that is not known."""
        place = bisect_left(self.keys, key)
        return self.values[place] if place < len(self.keys) and self.keys[place] == key else 0.0

    def share(self, features: Features) -> float:
        """Return how far what was learned speaks of a comment, between 0 and 1.

        A filter taught in one language knows nothing of another, where it would hold what people write there.
        """
        if self.of_key(_SHARED) < LITTLE:
            return 1.0
        words = [word for word in set(features.words) if not word.isdecimal()]
        if not words:
            return 1.0 if features.links else 0.0
        if len(features.words) >= LONG and self._repeats(features):
            return 1.0
        known = sum(self.of_key(_seen(_key(f"word {word}", WORD))) for word in words) / len(words)
        return min(1.0, max(0.0, (known - STRANGE) / (OWN - STRANGE)))

    def _repeats(self, features: Features) -> bool:
        """Return whether nearly all that stands in a comment stood in spam before, word by word."""
        pairs = [self.of_key(_key(name, WORD)) > 0 for name in features.counts if name.startswith("pair ")]
        return sum(pairs) >= REPEATED * len(pairs)

    def margin(self, features: Features) -> float:
        """Return how far a comment is from the line between spam (above 0) and the rest."""
        share = self.share(features)
        bias = share * self.bias + (1 - share) * _first().bias
        return bias + sum(self._loud(features, share).values()) / (features.norm or 1.0)

    def _loud(self, features: Features, share: float) -> dict[str, float]:
        """Return how much each feature says for spam; what was learned counts by its share."""
        first = _first() if share < 1 else self
        keys = {name: _key(name, count) for name, count in features.counts.items()}
        return {
            name: (share * self.of_key(key) + (1 - share) * first.of_key(key)) * features.counts[name]
            for name, key in keys.items()
        }

    def risk(self, features: Features) -> float:
        """Return how probably a comment is spam, between 0 and 1."""
        return _logistic(self.margin(features))

    def telling(self, features: Features, most: int) -> list[str]:
        """Return the names of the features that speak most for spam, the loudest first."""
        loud = self._loud(features, self.share(features))
        return sorted((name for name in loud if loud[name] > 0), key=lambda name: -loud[name])[:most]


@cache
def _first() -> Weights:
    return Weights.first()


def learned(examples: Iterable[tuple[Sequence[int], bool]]) -> Weights:
    """Return what examples (packed features, whether spam) teach, starting from what stands before."""
    ready = [
        (keys, 1 / math.sqrt(sum(_count(key) ** 2 for key in keys) or 1.0), spam) for keys, spam in examples
    ]
    weights, squares, bias = _prior(), dict[int, float](), FIRST_BIAS
    order = random.Random(1)  # noqa: S311  the same examples teach the same
    for _epoch in range(EPOCHS):
        order.shuffle(ready)
        for keys, share, spam in ready:
            margin = bias + sum(weights.get(key, 0.0) * _count(key) for key in keys) * share
            error = _logistic(margin) - spam
            bias -= BIAS_RATE * error
            for key in keys:
                weight = weights.get(key, 0.0)
                slope = error * _count(key) * share + DECAY * weight
                squares[key] = square = squares.get(key, 0.0) + slope * slope
                weights[key] = weight - RATE * slope / math.sqrt(square + 1e-6)
    return Weights.of(weights | _languages(keys for keys, _share, spam in ready if not spam), bias)


def _languages(genuine: Iterable[Sequence[int]]) -> dict[int, float]:
    """Return what genuine comments say of the languages that people write here."""
    times = Counter(key for keys in genuine for key in keys)
    return dict.fromkeys(map(_seen, times), 1.0) | {_SHARED: float(sum(n > 1 for n in times.values()))}


def _prior() -> dict[int, float]:
    """Return the weights that stand before anything was learned."""
    return {_key(name, FAMILY if "famil" in name else WORD): weight for name, weight in PRIOR.items()}


def _count(key: int) -> float:
    return FAMILY if key & 1 else WORD


def _logistic(margin: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
