"""Ladder loss: a chain of margins over levels of relevance that thresholds make."""

from collections.abc import Sequence

import numpy as np
from torch import Tensor

from ladder.levels import Levels, threshold_levels
from ladder.levels.fixed import check_descending
from ladder.losses.base import RetrievalLoss
from ladder.losses.chain import chain
from ladder.losses.options import Form, Near, Pairs, Reduction
from ladder.losses.rung import Rung


class LadderLoss(RetrievalLoss):
    r"""Keeps more relevant candidates above less relevant ones, level by level.

    Of a query's candidates, its positives apart, level 1 are those with relevance of at least the first threshold,
    level 2 of at least the second, and so on; the last level is the rest [1]:

    .. math:: L = \sum_q \sum_{l \ge 0} \beta_l \,
        [\alpha_l - \min_{i \in N_l} s(q, i) + \max_{j \in N_{l+1} \cup N_{l+2} \dots} s(q, j)]_+

    where :math:`N_0` are the positives, so that rung 0 alone is :class:`~ladder.losses.TripletLoss`, and
    :math:`N_l` is level l. A rung with an empty side costs nothing. Both directions are added; each reads relevance
    as its own (query, candidate) table.

    Args:
        thresholds: Strictly decreasing, inside (0, 1), in the scale of the relevance provider; none leaves rung 0.
        margins: The gap :math:`\alpha_l` of each rung in similarity, one more than thresholds, each at least 0; by
            default 0.2, then 0.01.
        weights: What each rung counts, :math:`\beta_l`, as many as margins; by default 1, 1/4, 1/8, ….
        pairs: ``hardest``: rungs 1, 2, … count the hard-contrastive pair of a query, as above; ``all``: the mean of the
            hinges of all its pairs of a near and a far candidate. Rung 0 always takes the hardest.
        near: What the chain form holds above the levels below l. ``level``: the candidates of exactly level l;
            ``above``: those of level l and all above it, the positives too.
        form: ``chain``: as above; ``cumulative``: rung l holds the positives above all levels below l, by the sum
            of the margins up to its own.
        reduction: ``sum`` over the queries of each direction, or ``mean``.

    Raises:
        ValueError: If an option is not as described.

    References:
        [1] Zhou et al., "Ladder Loss for Coherent Visual-Semantic Embedding", AAAI 2020.

    Example:
        >>> import torch
        >>> similarity = torch.tensor([[0.9, 0.5, 0.6]])  # one image, three captions
        >>> positive = torch.tensor([[True, False, False]])
        >>> relevance = torch.tensor([[1.0, 0.8, 0.1]])
        >>> loss = LadderLoss([0.5], margins=[0.2, 0.1], weights=[1, 1])
        >>> print(f"{loss(similarity, positive, relevance):.2f}")  # 0.1 - 0.5 + 0.6: the less relevant one is above
        0.20
    """

    name = "ladder"

    def __init__(
        self,
        thresholds: Sequence[float],
        margins: Sequence[float] | None = None,
        weights: Sequence[float] | None = None,
        pairs: Pairs = "hardest",
        near: Near = "level",
        form: Form = "chain",
        reduction: Reduction = "sum",
    ) -> None:
        super().__init__(reduction)
        check_descending("thresholds", thresholds, most=1)
        self.thresholds = tuple(thresholds)
        self.chain = chain(len(thresholds) + 1, margins, weights, pairs, near, form)

    def _levels(self, relevance: np.ndarray, candidate: np.ndarray) -> Levels:
        """By the thresholds."""
        return threshold_levels(relevance, self.thresholds, candidate)

    def _rungs(self, labels: Tensor) -> list[Rung]:
        """One more than thresholds."""
        return self.chain.rungs(labels)
