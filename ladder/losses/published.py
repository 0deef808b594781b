"""A loss by a chain of rungs, in the correct form or in that of the public reference code."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

import torch
from torch import Tensor

from ladder.losses import hinges
from ladder.losses.base import RetrievalLoss
from ladder.losses.chain import Chain
from ladder.losses.measured import Direction
from ladder.losses.options import Compat, Reduction, check_choice
from ladder.losses.rung import Rung


class ChainLoss(RetrievalLoss):
    """What both ladder losses do with their chain, and under ``compat="published"``.

    Args:
        chain: The chain of rungs.
        reduction: ``sum`` or ``mean``.
        compat: ``published`` for the arithmetic of the public code, see :class:`~ladder.losses.LadderLoss`.

    Attributes:
        ceiling: What the public code writes over the similarities that are not near.

    Raises:
        ValueError: If ``compat`` is unknown, or the chain is not of the one kind that the public code has.
    """

    ceiling: ClassVar[float]

    def __init__(self, chain: Chain, reduction: Reduction, compat: Compat | None) -> None:
        super().__init__(reduction)
        self.chain, self.compat = chain, compat
        if compat is None:
            return
        check_choice("compat", compat, Compat)
        if {chain.match, chain.hinge} != {hinges.hardest} or chain.near != "level":
            raise ValueError(
                f"`compat` `{compat}` has pairs and near sets of its own: leave out `match`, `pairs` and `near`"
            )
        self.chain = replace(chain, near="above", hinge=partial(hinges.zero_masked, ceiling=self.ceiling))

    def _rungs(self, direction: Direction) -> list[Rung]:
        """Those of the chain; where a query lacks a near or a far candidate, a rung does not exist for it."""
        return self.chain.rungs(direction.labels, self._own(direction.positive))

    def _own(self, positive: Tensor) -> Tensor:
        """The positives; for the public code the diagonal.

        Raises:
            ValueError: If the public code could not read the table.
        """
        if self.compat is None:
            return positive
        if positive.shape[0] != positive.shape[1] or not positive.diagonal().all():
            shape = tuple(positive.shape)
            raise ValueError(f"`compat` `published` takes a square table with a positive diagonal, got one of {shape}")
        return torch.eye(len(positive), dtype=torch.bool, device=positive.device)
