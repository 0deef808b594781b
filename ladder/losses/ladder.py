"""Ladder loss: a chain of margins over levels of relevance that thresholds make."""

from collections.abc import Sequence

from ladder.levels.methods import ByThresholds
from ladder.losses.chain import ChainOptions
from ladder.losses.chain_loss import ChainLoss
from ladder.losses.options import Compat, Form, Match, Near, Pairs, Reduction


class LadderLoss(ChainLoss):
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
        match: What rung 0 counts. ``hardest``: the hard-contrastive pair of a query, as above; ``soft``: the
            log-sum-exp of all its pairs of a positive and another candidate, a smooth upper bound of the hardest
            (:class:`ladder.losses.hinges.Soft`).
        pairs: What rungs 1, 2, … count: ``hardest`` or ``soft``, likewise, or ``all``, the mean of the hinges of all
            pairs of a near and a far candidate.
        near: What the chain form holds above the levels below l. ``level``: the candidates of exactly level l, as in
            the paper; ``above``: those of level l and all above it, the positives too, as in the public code.
        form: ``chain``: as above; ``cumulative``: rung l holds the positives above all levels below l, by the sum
            of the margins up to its own.
        temperature: Of soft ``pairs``, above 0, in similarity; by default 0.05. The smaller, the nearer to the hardest.
        match_temperature: Of a soft ``match``, likewise.
        reduction: ``sum`` over the queries of each direction, or ``mean``.
        compat: ``published``: the arithmetic of the public reference code, to compare with its figures; see below.

    The public code differs from the equation above, and so does ``compat="published"``. It takes square tables, the
    diagonal for the only positives, and relevance as it is given, also on the diagonal:

    * D1. The far set is masked by multiplying with 0: where the most similar far candidate lies below 0, or there is
      none, 0 stands for it. A rung with an empty far side costs :math:`\alpha_l - \min s`, a *ghost rung*.
    * D2. Of the adaptive loss: each query has ``k_max`` rungs, whatever its K; those it does not have are ghosts.
    * D3. The near set holds the own pair and all levels above, as ``near="above"``.
    * D4. Similarities outside the near set are taken for 1 (the adaptive loss: 1.1), so that an empty near side is not
      empty.
    * D5. The own pair stands where its relevance puts it: below the threshold it is pushed down.
    * D6. Of the adaptive loss: the query's own pair takes part in the clustering.

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

    def __init__(  # noqa: PLR0913 - the signature is the [loss] table of a run's configuration
        self,
        thresholds: Sequence[float],
        margins: Sequence[float] | None = None,
        weights: Sequence[float] | None = None,
        match: Match = "hardest",
        pairs: Pairs = "hardest",
        near: Near = "level",
        form: Form = "chain",
        temperature: float | None = None,
        match_temperature: float | None = None,
        reduction: Reduction = "sum",
        compat: Compat | None = None,
    ) -> None:
        options = ChainOptions(
            margins, weights, match, pairs, near, form, temperature, match_temperature, reduction, compat
        )
        super().__init__(ByThresholds(tuple(thresholds)), options)
