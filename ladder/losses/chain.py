"""The chain of rungs that both ladder losses share: which candidates each rung holds apart, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from torch import Tensor

from ladder.losses.options import Form, Near, Pairs, check_choice
from ladder.losses.rung import Rung


@dataclass(frozen=True)
class Chain:
    """A chain of rungs, as :func:`chain` checks and completes it.

    Attributes:
        margins: The margin of each rung, rung 0 first.
        weights: The weight of each rung.
        pairs: ``hardest`` or ``all``, of the rungs below rung 0.
        near: ``level`` or ``above``.
        form: ``chain`` or ``cumulative``.
    """

    margins: tuple[float, ...]
    weights: tuple[float, ...]
    pairs: Pairs
    near: Near
    form: Form

    def rungs(self, labels: Tensor) -> list[Rung]:
        """The rungs of a ``(query, candidate)`` table of levels, 0 at the positives."""
        margins = list(accumulate(self.margins)) if self.form == "cumulative" else self.margins
        rungs = [triplet_rung(labels, margins[0], self.weights[0], "hardest")]
        for level in range(1, len(margins)):
            near = self._near(labels, level)
            pairs: Literal["hardest", "mean"] = "hardest" if self.pairs == "hardest" else "mean"
            rungs.append(Rung(near, labels > level, margins[level], self.weights[level], pairs))
        return rungs

    def _near(self, labels: Tensor, level: int) -> Tensor:
        """The near set of the rung below a level."""
        if self.form == "cumulative":
            return labels == 0
        return labels == level if self.near == "level" else labels <= level


def chain(
    levels: int,
    margins: Sequence[float] | None,
    weights: Sequence[float] | None,
    pairs: Pairs,
    near: Near,
    form: Form,
) -> Chain:
    """A chain of as many rungs as levels.

    Margins default to 0.2, then 0.01 each; weights to 1, 1/4, 1/8 and so on, as in the adaptive ladder loss's code.

    Raises:
        ValueError: If there is not one margin and one weight of at least 0 for each rung, or a word is unknown.
    """
    check_choice("pairs", pairs, Pairs)
    check_choice("near", near, Near)
    check_choice("form", form, Form)
    margins = [0.2] + [0.01] * (levels - 1) if margins is None else margins
    weights = [1.0] + [0.5**rung for rung in range(2, levels + 1)] if weights is None else weights
    for name, numbers in (("margins", margins), ("weights", weights)):
        if len(numbers) != levels or not all(0 <= number < math.inf for number in numbers):
            raise ValueError(f"`{name}` must hold {levels} numbers of at least 0, one a rung, got {list(numbers)}")
    return Chain(tuple(margins), tuple(weights), pairs, near, form)


def triplet_rung(labels: Tensor, margin: float, weight: float, pairs: Literal["hardest", "sum"]) -> Rung:
    """Rung 0: the positives against all other candidates."""
    return Rung(labels == 0, labels > 0, margin, weight, pairs)
