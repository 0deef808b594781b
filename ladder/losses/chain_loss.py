"""A loss by a chain of rungs over levels, in the correct form or in that of the public reference code."""

import copy
from typing import ClassVar, Self

import torch
from torch import Tensor

from ladder.levels import Levels
from ladder.levels.methods import ByThresholds, LevelMethod
from ladder.losses.base import RetrievalLoss, with_positives
from ladder.losses.chain import ChainOptions
from ladder.losses.measured import Direction
from ladder.losses.rung import Rung


class ChainLoss(RetrievalLoss):
    """A margin between each two levels of a query's candidates, whichever way the levels are found.

    Args:
        level_method: Finds the levels.
        options: Of the chain, see :class:`~ladder.losses.LadderLoss`.

    Attributes:
        ceiling: What the public code writes over the similarities that are not near.

    Raises:
        ValueError: If there is not one margin and one weight for each level that there may be.
    """

    name = "chain"
    ceiling: ClassVar[float] = 1.0
    level_method: LevelMethod

    def __init__(self, level_method: LevelMethod, options: ChainOptions) -> None:
        super().__init__(options.reduction)
        self._set(level_method, options)

    def under(self, level_method: LevelMethod) -> Self:
        """This loss with its levels found in another way, its chain continued where that has more of them."""
        other = copy.copy(self)
        other._set(level_method, self.options.continued(level_method.most))
        return other

    def _set(self, level_method: LevelMethod, options: ChainOptions) -> None:
        self.level_method, self.options = level_method, options
        self.chain = options.chain(level_method.most, self.ceiling)
        self.margins = self.chain.margins
        self.only_rung_0 = len(self.margins) == 1

    def _levels(self, relevance: Tensor, positive: Tensor) -> Levels:
        """The public code takes the own pair for a candidate, and leaves it where a threshold puts it."""
        if self.options.compat is None:
            return super()._levels(relevance, positive)
        levels = self.level_method.find(relevance)
        return levels if isinstance(self.level_method, ByThresholds) else with_positives(levels, self._own(positive))

    def _rungs(self, direction: Direction) -> list[Rung]:
        """Those of the chain; where a query lacks a near or a far candidate, a rung does not exist for it."""
        return self.chain.rungs(direction.labels, self._own(direction.positive))

    def _own(self, positive: Tensor) -> Tensor:
        """The positives; for the public code the diagonal.

        Raises:
            ValueError: If the public code could not read the table.
        """
        if self.options.compat is None:
            return positive
        if positive.shape[0] != positive.shape[1] or not positive.diagonal().all():
            shape = tuple(positive.shape)
            raise ValueError(f"`compat` `published` takes a square table with a positive diagonal, got one of {shape}")
        return torch.eye(len(positive), dtype=torch.bool, device=positive.device)


def under(loss: RetrievalLoss, level_method: LevelMethod) -> ChainLoss:
    """A loss with its levels found in another way; one that has no chain gets the default one below its rung 0.

    Example:
        >>> from ladder.levels.methods import ByThresholds
        >>> from ladder.losses import TripletLoss
        >>> under(TripletLoss(margin=0.3), ByThresholds((0.5,))).margins
        (0.3, 0.01)
    """
    if isinstance(loss, ChainLoss):
        return loss.under(level_method)
    options = ChainOptions(margins=loss.margins[:1] or None)
    return ChainLoss(level_method, options.continued(level_method.most))
