"""Listwise loss on graded relevance: a baseline for the ladder."""

from torch import Tensor
from torch.nn import functional as F

from ladder.losses.lists import ListLoss
from ladder.losses.options import Match, Reduction, check_temperature


class ListwiseLoss(ListLoss):
    r"""Fits the softmax of a query's similarities to the softmax of its relevance: ListNet's top-one distribution [1].

    .. math:: \sum_q \sum_i t_i \log \frac{t_i}{p_i}, \quad
        p = \text{softmax}(s / \tau), \quad t = \text{softmax}(R / \tau_R)

    over all candidates i of a query, its positives with relevance 1 among them; weighted, and added to the triplet
    loss, in both directions. It is ListNet's cross entropy less the target's entropy, so that 0 is best.

    Args:
        temperature: :math:`\tau`, above 0.
        target_temperature: :math:`\tau_R`, above 0; the smaller, the more the most relevant count.
        weight: What the divergence counts, at least 0.
        margin: Of rung 0, the triplet loss, at least 0.
        triplet_weight: What rung 0 weighs, at least 0.
        match: What rung 0 counts, as of :class:`~ladder.losses.LadderLoss`, its temperature 0.05.
        reduction: ``sum`` over the queries of each direction, or ``mean``.

    Raises:
        ValueError: If an option is not as described.

    References:
        [1] Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007.

    Example:
        >>> import torch
        >>> positive, relevance = torch.tensor([[True, False, False]]), torch.tensor([[1.0, 0.8, 0.1]])
        >>> loss = ListwiseLoss(triplet_weight=0)
        >>> [round(float(loss(s, positive, relevance)), 2) for s in (relevance, relevance[:, [0, 2, 1]])]
        [0.0, 0.83]
    """

    name = "listwise"

    def __init__(
        self,
        temperature: float = 0.1,
        target_temperature: float = 0.1,
        weight: float = 1.0,
        margin: float = 0.2,
        triplet_weight: float = 1.0,
        match: Match = "hardest",
        reduction: Reduction = "sum",
    ) -> None:
        super().__init__(temperature, weight, margin, triplet_weight, match, reduction)
        check_temperature("target_temperature", target_temperature)
        self.target_temperature = target_temperature

    def _disorder(self, similarity: Tensor, relevance: Tensor) -> Tensor:
        log_p = F.log_softmax(similarity / self.temperature, dim=1)
        log_t = F.log_softmax(relevance / self.target_temperature, dim=1)
        return F.kl_div(log_p, log_t, reduction="none", log_target=True).sum(dim=1)
