"""Adaptive ladder loss: a chain of margins over as many levels as each query's relevance falls into."""

from collections.abc import Sequence

from ladder.levels.adaptive import Scope
from ladder.levels.methods import BySilhouette
from ladder.losses.chain import ChainOptions
from ladder.losses.chain_loss import ChainLoss
from ladder.losses.options import Compat, Form, Match, Near, Pairs, Reduction


class AdaptiveLadderLoss(ChainLoss):
    r"""The ladder loss with levels found for each query of each batch, rather than by thresholds.

    The candidates of a query, its positives apart, are split by relevance into K levels, K being the number with the
    largest Silhouette between ``k_min`` and ``k_max`` [1]; see :func:`ladder.levels.adaptive_levels`. The loss over
    these levels is that of :class:`~ladder.losses.LadderLoss`. A query with K levels has rungs 0 to K - 1; one with a
    single level is left with the triplet loss.

    Args:
        k_min: Fewest levels, at least 1.
        k_max: Most levels, at most 8.
        margins: The gap of each rung in similarity, ``k_max`` of them, each at least 0; by default 0.2, then 0.01.
        weights: What each rung counts, as many; by default 1, 1/4, 1/8, ….
        match: As of :class:`~ladder.losses.LadderLoss`.
        pairs: As of :class:`~ladder.losses.LadderLoss`.
        near: As of :class:`~ladder.losses.LadderLoss`.
        form: As of :class:`~ladder.losses.LadderLoss`.
        temperature: As of :class:`~ladder.losses.LadderLoss`.
        match_temperature: As of :class:`~ladder.losses.LadderLoss`.
        min_silhouette: A query whose best Silhouette lies below has one level; None for no such floor.
        scope: ``query``: levels for each query; ``batch``: one K and one set of cuts for the whole batch.
        reduction: ``sum`` over the queries of each direction, or ``mean``.
        compat: ``published``: as of :class:`~ladder.losses.LadderLoss`, with the defects D1 to D4 and D6 named there;
            the diagonal is the top level whatever its relevance. Clusters are exact where the public code's are
            those of one start of Lloyd's algorithm, so that labels may differ; its arithmetic is the same.

    Raises:
        ValueError: If an option is not as described.

    References:
        [1] Zhou et al., IEEE Transactions on Multimedia, 2023, doi 10.1109/TMM.2021.3139210.

    Example:
        >>> import torch
        >>> similarity = torch.tensor([[0.9, 0.5, 0.4, 0.6, 0.3]])  # one image, five captions
        >>> positive = torch.tensor([[True, False, False, False, False]])
        >>> relevance = torch.tensor([[1.0, 0.8, 0.7, 0.2, 0.1]])  # falls into 0.8, 0.7 and 0.2, 0.1
        >>> loss = AdaptiveLadderLoss()
        >>> print(f"{loss(similarity, positive, relevance):.4f}")  # (0.01 - 0.4 + 0.6) / 4
        0.0525
    """

    name = "adaptive"
    ceiling = 1.1

    def __init__(  # noqa: PLR0913 - the signature is the [loss] table of a run's configuration
        self,
        k_min: int = 2,
        k_max: int = 4,
        margins: Sequence[float] | None = None,
        weights: Sequence[float] | None = None,
        match: Match = "hardest",
        pairs: Pairs = "hardest",
        near: Near = "level",
        form: Form = "chain",
        temperature: float | None = None,
        match_temperature: float | None = None,
        min_silhouette: float | None = None,
        scope: Scope = "query",
        reduction: Reduction = "sum",
        compat: Compat | None = None,
    ) -> None:
        options = ChainOptions(
            margins, weights, match, pairs, near, form, temperature, match_temperature, reduction, compat
        )
        super().__init__(BySilhouette(k_min, k_max, min_silhouette, scope), options)
