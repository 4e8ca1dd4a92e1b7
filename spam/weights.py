"""The filter's arithmetic: logistic regression over a comment's features, learned one by one.

Chosen by measurement (docs/spam.md). Steps are those of AdaGrad, so that rare words learn faster than common ones.
"""

import math
import random
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spam.families import FIRST_BIAS, PRIOR
from spam.features import FAMILY, WORD, Features

EPOCHS, RATE, DECAY, BIAS_RATE = 15, 0.1, 1e-4, 0.05
NEGLIGIBLE = 0.02  # what weighs less is not kept


def packed(features: Features) -> "array[int]":
    """Return features as 32-bit hashes, from which no word can be read back.

    The lowest bit marks features that count more.
    """
    return array("I", (_key(name, count) for name, count in features.counts.items()))


def _key(name: str, count: float) -> int:
    return zlib.crc32(name.encode()) & ~1 | (count == FAMILY)


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

    def margin(self, features: Features) -> float:
        """Return how far a comment is from the line between spam (above 0) and the rest."""
        said = sum(self.of_key(_key(name, count)) * count for name, count in features.counts.items())
        return self.bias + said / (features.norm or 1.0)

    def risk(self, features: Features) -> float:
        """Return how probably a comment is spam, between 0 and 1."""
        return _logistic(self.margin(features))

    def telling(self, features: Features, most: int) -> list[str]:
        """Return the names of the features that speak most for spam, the loudest first."""
        loud = {name: self.of_key(_key(name, count)) * count for name, count in features.counts.items()}
        return sorted((name for name in loud if loud[name] > 0), key=lambda name: -loud[name])[:most]


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
    return Weights.of(weights, bias)


def _prior() -> dict[int, float]:
    """Return the weights that stand before anything was learned."""
    return {_key(name, FAMILY if "famil" in name else WORD): weight for name, weight in PRIOR.items()}


def _count(key: int) -> float:
    return FAMILY if key & 1 else WORD


def _logistic(margin: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
