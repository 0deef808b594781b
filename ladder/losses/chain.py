"""The chain of rungs of a ladder loss: which candidates each rung holds apart, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from torch import Tensor

from ladder.losses import hinges
from ladder.losses.hinges import Hinge
from ladder.losses.options import Compat, Form, Match, Near, Pairs, Reduction, check_choice, check_temperature
from ladder.losses.rung import Rung, triplet_rung

FIRST, FURTHER = 0.2, 0.01  # margins of rung 0 and of the rungs below, by default


@dataclass(frozen=True)
class Chain:
    """A chain of rungs, complete.

    Attributes:
        margins: The margin of each rung, rung 0 first.
        weights: The weight of each rung.
        match: The hinge of rung 0.
        hinge: Of the rungs below rung 0.
        near: ``level`` or ``above``.
        form: ``chain`` or ``cumulative``.
    """

    margins: tuple[float, ...]
    weights: tuple[float, ...]
    match: Hinge
    hinge: Hinge
    near: Near
    form: Form

    def rungs(self, labels: Tensor, positive: Tensor) -> list[Rung]:
        """The rungs of a ``(query, candidate)`` table of levels."""
        rungs = [triplet_rung(positive, self.margins[0], self.weights[0], self.match)]
        asked = list(accumulate(self.margins)) if self.form == "cumulative" else self.margins
        for level in range(1, len(asked)):
            near = positive if self.form == "cumulative" else self._near(labels, level)
            rungs.append(Rung(near, labels > level, asked[level], self.weights[level], self.hinge))
        return rungs

    def _near(self, labels: Tensor, level: int) -> Tensor:
        """The near set of the rung below a level, in the chain form."""
        return labels == level if self.near == "level" else labels <= level


@dataclass(frozen=True)
class ChainOptions:
    """The options that all losses by a chain share, as :class:`~ladder.losses.LadderLoss` describes them.

    Raises:
        ValueError: If a word is unknown, a temperature is not above 0 or is given where nothing reads it, or ``compat``
            comes with pairs or near sets.
    """

    margins: Sequence[float] | None = None
    weights: Sequence[float] | None = None
    match: Match = "hardest"
    pairs: Pairs = "hardest"
    near: Near = "level"
    form: Form = "chain"
    temperature: float | None = None
    match_temperature: float | None = None
    reduction: Reduction = "sum"
    compat: Compat | None = None

    def __post_init__(self) -> None:
        for name, words in (("match", Match), ("pairs", Pairs), ("near", Near), ("form", Form)):
            check_choice(name, getattr(self, name), words)
        _check_read("match_temperature", self.match_temperature, "match", self.match)
        _check_read("temperature", self.temperature, "pairs", self.pairs)
        if self.compat is None:
            return
        check_choice("compat", self.compat, Compat)
        if (self.match, self.pairs, self.near) != ("hardest", "hardest", "level"):
            raise ValueError(
                f"`compat` `{self.compat}` has pairs and near sets of its own: leave out `match`, `pairs` and `near`"
            )

    def chain(self, levels: int, ceiling: float) -> Chain:
        """The chain of as many rungs as levels.

        Margins default to 0.2, then 0.01 each; weights to 1, 1/4, 1/8 and so on, as in the adaptive ladder loss's code.

        Args:
            levels: At most as many as a query has.
            ceiling: What the public code writes over the similarities that are not near.

        Raises:
            ValueError: If there is not one margin and one weight of at least 0 for each rung.
        """
        margins = [FIRST] + [FURTHER] * (levels - 1) if self.margins is None else self.margins
        weights = [1.0] + [0.5**rung for rung in range(2, levels + 1)] if self.weights is None else self.weights
        for name, numbers in (("margins", margins), ("weights", weights)):
            if len(numbers) != levels or not all(0 <= number < math.inf for number in numbers):
                raise ValueError(f"`{name}` must hold {levels} numbers of at least 0, one a rung, got {list(numbers)}")
        match, hinge = hinges.chosen(self.match, self.match_temperature), hinges.chosen(self.pairs, self.temperature)
        near = self.near
        if self.compat:
            hinge, near = hinges.ZeroMasked(ceiling), "above"
        return Chain(tuple(margins), tuple(weights), match, hinge, near, self.form)

    def continued(self, levels: int) -> "ChainOptions":
        """For another number of levels: rungs beyond those that are set have the last one's margin and weight.

        Example:
            >>> options = ChainOptions(margins=[0.3, 0.1], weights=[1, 2]).continued(3)
            >>> options.margins, options.weights
            ((0.3, 0.1, 0.1), (1, 2, 2))
        """
        margins, weights = self.margins, self.weights
        if margins is not None:
            margins = _repeated(margins, margins[-1] if len(margins) > 1 else FURTHER, levels)
        if weights is not None:
            weights = _repeated(weights, weights[-1], levels)
        return replace(self, margins=margins, weights=weights)


def _repeated(numbers: Sequence[float], more: float, count: int) -> tuple[float, ...]:
    """The first ``count`` of the numbers, more of another where they are fewer."""
    return (*numbers, *[more] * count)[:count]


def _check_read(name: str, temperature: float | None, option: str, word: str) -> None:
    """ValueError if a temperature is given where nothing reads it, or is none."""
    if temperature is None:
        return
    if word != "soft":
        raise ValueError(f"`{name}` goes with `{option}` `soft`, got `{option}` `{word}`")
    check_temperature(name, temperature)
