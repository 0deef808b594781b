"""Many small choices from one generator, quickly."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
BATCH = 64  # uniform numbers drawn at once: a call of the generator costs more than the number


class Dice:
    """Draws from a generator, many uniform numbers at a time.

    Args:
        generator: Where the numbers come from.

    Example:
        >>> dice = Dice(np.random.default_rng(0))
        >>> dice.pick(["dog", "cat"]), dice.whole(1, 6)
        ('cat', 1)
    """

    def __init__(self, generator: np.random.Generator) -> None:
        self.generator = generator
        self._left: list[float] = []

    def number(self, low: float = 0.0, high: float = 1.0) -> float:
        """A number in ``[low, high)``."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """An integer from ``low`` to ``high``, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._next() < probability

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others."""
        return options[int(self._next() * len(options))]

    def weighted(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """One of the options, as likely as its weight says."""
        rest = self.number(0.0, sum(weights))
        for option, weight in zip(options, weights, strict=True):
            rest -= weight
            if rest < 0:
                return option
        return options[-1]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All of the options in any order."""
        left = list(options)
        return [left.pop(int(self._next() * len(left))) for _ in range(len(left))]

    def _next(self) -> float:
        """A number in ``[0, 1)``."""
        if not self._left:
            self._left = self.generator.random(BATCH).tolist()
        return self._left.pop()
