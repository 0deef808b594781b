"""The chain of rungs that both ladder losses share: which candidates each rung holds apart, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from torch import Tensor

from ladder.losses import hinges
from ladder.losses.options import Form, Match, Near, Pairs, check_choice, check_temperature
from ladder.losses.rung import Hinge, Rung

TEMPERATURE = 0.05  # of what is soft: a quarter of the usual margin of rung 0


@dataclass(frozen=True)
class Chain:
    """A chain of rungs, as :func:`chain` checks and completes it.

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


def chain(  # noqa: PLR0913 - the options that both ladder losses share
    levels: int,
    margins: Sequence[float] | None,
    weights: Sequence[float] | None,
    match: Match,
    pairs: Pairs,
    near: Near,
    form: Form,
    temperature: float | None,
    match_temperature: float | None,
) -> Chain:
    """A chain of as many rungs as levels.

    Margins default to 0.2, then 0.01 each; weights to 1, 1/4, 1/8 and so on, as in the adaptive ladder loss's code.

    Raises:
        ValueError: If there is not one margin and one weight of at least 0 for each rung, a word is unknown, or a
            temperature is not above 0 or is given where nothing reads it.
    """
    check_choice("match", match, Match)
    check_choice("pairs", pairs, Pairs)
    check_choice("near", near, Near)
    check_choice("form", form, Form)
    margins = [0.2] + [0.01] * (levels - 1) if margins is None else margins
    weights = [1.0] + [0.5**rung for rung in range(2, levels + 1)] if weights is None else weights
    for name, numbers in (("margins", margins), ("weights", weights)):
        if len(numbers) != levels or not all(0 <= number < math.inf for number in numbers):
            raise ValueError(f"`{name}` must hold {levels} numbers of at least 0, one a rung, got {list(numbers)}")
    return Chain(
        tuple(margins),
        tuple(weights),
        _hinge("match", match, "match_temperature", match_temperature),
        _hinge("pairs", pairs, "temperature", temperature),
        near,
        form,
    )


def _hinge(option: str, chosen: str, name: str, temperature: float | None) -> Hinge:
    """The hinge that an option chooses, at its temperature."""
    if temperature is None:
        return hinges_by_name()[chosen]
    if chosen != "soft":
        raise ValueError(f"`{name}` goes with `{option}` `soft`, got `{option}` `{chosen}`")
    check_temperature(name, temperature)
    return hinges_by_name(temperature)[chosen]


def hinges_by_name(temperature: float = TEMPERATURE) -> dict[str, Hinge]:
    """What ``match`` and ``pairs`` name."""
    soft = partial(hinges.soft, temperature=temperature)
    return {"hardest": hinges.hardest, "all": hinges.mean_of_all, "soft": soft}


def triplet_rung(positive: Tensor, margin: float, weight: float, hinge: Hinge) -> Rung:
    """Rung 0: the positives against all other candidates."""
    return Rung(positive, ~positive, margin, weight, hinge)
