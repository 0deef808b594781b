"""Triplet loss: the positives apart from all other candidates, and nothing else."""

import math

from ladder.losses.base import RetrievalLoss
from ladder.losses.hinges import Hardest, Hinge, SumOfAll
from ladder.losses.measured import Direction
from ladder.losses.options import Reduction
from ladder.losses.rung import Rung, triplet_rung


class TripletLoss(RetrievalLoss):
    r"""Keeps every positive above every other candidate by a margin: rung 0 of the ladder, and only that.

    .. math:: L = \sum_q \max_{p,\, n} \, [\alpha - s(q, p) + s(q, n)]_+

    over the positives p and the other candidates n of a query q. With one positive a query this is exactly VSE++ [1];
    with several, each of them has a hinge with each other candidate, and the largest counts: that of the worst positive
    and the best other candidate. Relevance is not used. Both directions are added.

    Args:
        margin: The gap :math:`\alpha` asked for, in similarity, at least 0.
        hardest: The largest hinge of a query (the "max of hinges"); False: the sum of the hinges of all its pairs.
        reduction: ``sum`` over the queries of each direction, or ``mean``.

    Raises:
        ValueError: If an option is not as described.

    References:
        [1] Faghri et al., "VSE++: Improving Visual-Semantic Embeddings with Hard Negatives", BMVC 2018.

    Example:
        >>> import torch
        >>> similarity = torch.tensor([[0.9, 0.8, 0.1]])  # one image, three captions
        >>> positive = torch.tensor([[True, False, False]])
        >>> loss = TripletLoss(margin=0.2)
        >>> print(f"{loss(similarity, positive, torch.ones(1, 3)):.2f}")  # 0.2 - 0.9 + 0.8
        0.10
    """

    name = "triplet"
    only_rung_0 = True

    def __init__(self, margin: float = 0.2, hardest: bool = True, reduction: Reduction = "sum") -> None:
        super().__init__(reduction)
        if not 0 <= margin < math.inf:
            raise ValueError(f"`margin` must be at least 0, got {margin}")
        self.margins = (margin,)
        self.hinge: Hinge = Hardest() if hardest else SumOfAll()

    def _rungs(self, direction: Direction) -> list[Rung]:
        """Rung 0."""
        return [triplet_rung(direction.positive, self.margins[0], 1.0, self.hinge)]
