"""Losses that look at a query's list as a whole: baselines for the ladder."""

import abc
import math

from torch import Tensor

from ladder.losses import hinges
from ladder.losses.base import RetrievalLoss
from ladder.losses.measured import Direction
from ladder.losses.options import Match, Reduction, check_choice, check_temperature
from ladder.losses.rung import Rung, triplet_rung


class ListLoss(RetrievalLoss):
    """The disorder of every query's whole list, and the triplet loss beside it.

    A list holds all candidates of a query, its positives among them with relevance 1.

    Args:
        temperature: Of the similarities, above 0.
        weight: Of the disorder, at least 0.
        margin: Of rung 0, the triplet loss.
        triplet_weight: Of rung 0, at least 0.
        match: What rung 0 counts, ``hardest`` or ``soft``.
        reduction: ``sum`` or ``mean``.

    Raises:
        ValueError: If an option is not as described.
    """

    def __init__(
        self,
        temperature: float,
        weight: float,
        margin: float,
        triplet_weight: float,
        match: Match,
        reduction: Reduction,
    ) -> None:
        super().__init__(reduction)
        check_choice("match", match, Match)
        check_temperature("temperature", temperature)
        for name, value in (("weight", weight), ("margin", margin), ("triplet_weight", triplet_weight)):
            if not 0 <= value < math.inf:
                raise ValueError(f"`{name}` must be at least 0, got {value}")
        self.temperature, self.weight = temperature, weight
        self.margins, self.triplet_weight, self.hinge = (margin,), triplet_weight, hinges.chosen(match)

    @abc.abstractmethod
    def _disorder(self, similarity: Tensor, relevance: Tensor) -> Tensor:
        """``(query,)``, 0 at best, of two ``(query, candidate)`` tables."""

    def _rungs(self, direction: Direction) -> list[Rung]:
        """Rung 0."""
        return [triplet_rung(direction.positive, self.margins[0], self.triplet_weight, self.hinge)]

    def _list_cost(self, direction: Direction) -> Tensor:
        relevance = direction.relevance.to(direction.similarity.dtype).masked_fill(direction.positive, 1)
        return self.weight * self._disorder(direction.similarity, relevance)
