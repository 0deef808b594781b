"""Soft rank correlation: train what the coherent score reports. A baseline for the ladder."""

import torch
from torch import Tensor

from ladder.losses.lists import ListLoss
from ladder.losses.options import Match, Reduction


class SoftRankLoss(ListLoss):
    r"""One less a smooth rank correlation of similarity with relevance, over each query's whole list.

    .. math:: \sum_q \Bigl(1 - \frac{1}{|P|} \sum_{(i, j) \in P} \tanh \frac{s_i - s_j}{2 \tau}\Bigr), \quad
        P = \{(i, j): R_i > R_j\}

    For :math:`\tau \to 0` the fraction is Somers' D, which is Kendall's tau-b [1], the coherent score, but for a factor
    that ties in relevance fix; the sign of a difference is smoothed as in [2]. Weighted, and added to the triplet loss,
    both ways. 0 is best, 2 is worst; a list of equal relevance costs 0. A batch of n takes n³ numbers of memory.

    Args:
        temperature: :math:`\tau`, above 0; the smaller, the nearer to the correlation, and the flatter.
        weight: What it counts, at least 0.
        margin: Of rung 0, the triplet loss, at least 0.
        triplet_weight: What rung 0 weighs, at least 0.
        match: What rung 0 counts, as of :class:`~ladder.losses.LadderLoss`, its temperature 0.05.
        reduction: ``sum`` over the queries of each direction, or ``mean``.

    Raises:
        ValueError: If an option is not as described.

    References:
        [1] Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33(3), 1945.
        [2] Qin, Liu and Li, "A General Approximation Framework for Direct Optimization of Information Retrieval
            Measures", Information Retrieval 13, 2010.

    Example:
        >>> positive, relevance = torch.tensor([[True, False, False]]), torch.tensor([[1.0, 0.8, 0.1]])
        >>> loss = SoftRankLoss(temperature=0.01, triplet_weight=0)
        >>> ordered, swapped = torch.tensor([[0.9, 0.5, 0.2]]), torch.tensor([[0.9, 0.2, 0.5]])
        >>> [round(float(loss(similarity, positive, relevance)), 2) for similarity in (ordered, swapped)]
        [0.0, 0.67]
    """

    name = "soft_rank"

    def __init__(
        self,
        temperature: float = 0.05,
        weight: float = 1.0,
        margin: float = 0.2,
        triplet_weight: float = 1.0,
        match: Match = "hardest",
        reduction: Reduction = "sum",
    ) -> None:
        super().__init__(temperature, weight, margin, triplet_weight, match, reduction)

    def _disorder(self, similarity: Tensor, relevance: Tensor) -> Tensor:
        above = relevance[:, :, None] > relevance[:, None, :]
        agreement = torch.tanh((similarity[:, :, None] - similarity[:, None, :]) / (2 * self.temperature))
        pairs = above.sum(dim=(1, 2))
        return torch.where(above, 1 - agreement, 0).sum(dim=(1, 2)) / pairs.clamp(min=1)
