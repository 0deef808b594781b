"""Whether a ranking fetches what is relevant: nDCG, and mean relevance beside the best that the gallery allows."""

from typing import Literal, Unpack, get_args

import numpy as np

from ladder.metrics.ranked import Candidates, Ranked, rank_candidates
from ladder.metrics.tables import mean_of_defined

Gain = Literal["linear", "exponential"]


def ndcg_of(ranked: Ranked, gain: Gain = "linear") -> np.ndarray:
    """:func:`ndcg_samples` at every cut-off of a list that is ranked already: ``(query, k)``."""
    if gain not in get_args(Gain):
        raise ValueError(f"`gain` must be `linear` or `exponential`, got `{gain}`")
    if (ranked.least < 0).any():
        raise ValueError(f"`relevance` must not be negative as a gain, got {ranked.least.min()}")
    discount = 1 / np.log2(np.arange(2, ranked.relevance.shape[1] + 2))
    found, best = (
        np.cumsum((table if gain == "linear" else np.exp2(table.astype(np.float64)) - 1) * discount, axis=1)
        for table in (ranked.relevance, ranked.ideal)
    )
    return np.minimum(np.divide(found, best, out=np.full(best.shape, np.nan), where=best > 0), 1.0)


def ndcg_samples(
    similarity: np.ndarray,
    relevance: np.ndarray,
    *,
    k: int,
    gain: Gain = "linear",
    **selection: Unpack[Candidates],
) -> np.ndarray:
    r"""Normalised discounted cumulative gain of each query's k nearest.

    .. math:: \sum_{r \le k} \frac{g(\mathrm{rel}_r)}{\log_2(r + 1)} \Big/
              \sum_{r \le k} \frac{g(\mathrm{ideal}_r)}{\log_2(r + 1)}

    where the ideal are the k highest degrees of all candidates, retrieved or not. Best 1 (the k most relevant, in
    order); worst 0 (nothing relevant retrieved). A random order has far more than 0 where much is a little relevant.
    nan where nothing is relevant. Equal similarities keep the candidates' order; equally relevant candidates may
    change places at no cost. The two gains differ much on the same list: name the one that was used.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, at least 0; its values matter, not only their order.
        k: How many of the nearest candidates to look at, between 1 and all.
        gain: ``linear`` is the degree itself (trec_eval, scikit-learn), ``exponential`` 2^degree - 1 (Burges et al.).
        **selection: ``candidate`` and ``among`` of :func:`~ladder.metrics.rank_candidates`: whom to rank.

    Returns:
        ``(query,)`` float in [0, 1] or nan.

    Raises:
        ValueError: If ``k`` is out of range, ``gain`` unknown, a degree negative, the shapes differ, or either table
            holds nan.

    References:
        Järvelin and Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM TOIS 20(4), 2002.
        Burges et al., "Learning to Rank using Gradient Descent", ICML 2005.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[0.5, 0.0, 1.0]])
        >>> ndcg_samples(similarity, relevance, k=2).round(3)  # 0.5 / (1 + 0.5 / log2(3))
        array([0.38])
        >>> ndcg_samples(similarity, relevance, k=2, gain="exponential").round(3)
        array([0.328])
    """
    return ndcg_of(rank_candidates(similarity, relevance, k=k, **selection), gain)[:, -1]


def ndcg(
    similarity: np.ndarray,
    relevance: np.ndarray,
    *,
    k: int,
    gain: Gain = "linear",
    **selection: Unpack[Candidates],
) -> float:
    """nDCG@k: the mean of :func:`ndcg_samples` over the queries that have anything relevant; nan if none has."""
    return float(mean_of_defined(ndcg_samples(similarity, relevance, k=k, gain=gain, **selection)))


def mean_relevance_of(ranked: Ranked) -> np.ndarray:
    """:func:`mean_relevance_curve_samples` of a list that is ranked already: ``(query, k)``."""
    return _running_mean(ranked.relevance)


def mean_relevance_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """The mean relevance of each query's k nearest, in the unit of relevance.

    Best is :func:`ideal_relevance_samples`, worst the mean of the k least relevant; always defined. Order within the
    k does not matter. Equal similarities keep the candidates' order, which decides who is inside the cut at k.

    Args, errors and selection: :func:`~ladder.metrics.coherent_score_samples`, with k from 1.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[0.5, 0.0, 1.0]])
        >>> mean_relevance_samples(similarity, relevance, k=2), ideal_relevance_samples(relevance, k=2)
        (array([0.25]), array([0.75]))
    """
    return mean_relevance_curve_samples(similarity, relevance, k_max=k, **selection)[:, -1]


def mean_relevance(similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]) -> float:
    """The mean of :func:`mean_relevance_samples` over all queries; nan without any."""
    return float(mean_of_defined(mean_relevance_samples(similarity, relevance, k=k, **selection)))


def mean_relevance_curve_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """:func:`mean_relevance_samples` at every k up to ``k_max``: ``(query, k_max)`` float, column j at k = j + 1."""
    return mean_relevance_of(rank_candidates(similarity, relevance, k=k_max, **selection))


def mean_relevance_curve(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """:func:`mean_relevance` at every k up to ``k_max``: ``(k_max,)`` float."""
    return mean_of_defined(mean_relevance_curve_samples(similarity, relevance, k_max=k_max, **selection))


def ideal_relevance_of(ranked: Ranked) -> np.ndarray:
    """:func:`ideal_relevance_curve_samples` of a list that is ranked already: ``(query, k)``."""
    return _running_mean(ranked.ideal)


def ideal_relevance_samples(relevance: np.ndarray, *, k: int, candidate: np.ndarray | None = None) -> np.ndarray:
    """The mean relevance of each query's k most relevant candidates: what the best order would have.

    The ceiling of :func:`mean_relevance_samples`; always defined; ties do not matter.

    Args:
        relevance: ``(query, candidate)``.
        k: How many, between 1 and all candidates.
        candidate: ``(query, candidate)`` bool; what it leaves out does not count. None for all.

    Returns:
        ``(query,)`` float.

    Raises:
        ValueError: If ``k`` is out of range, the shapes differ, or ``relevance`` holds nan.

    Example:
        >>> ideal_relevance_samples(np.array([[0.5, 0.0, 1.0]]), k=2)
        array([0.75])
    """
    return ideal_relevance_curve_samples(relevance, k_max=k, candidate=candidate)[:, -1]


def ideal_relevance(relevance: np.ndarray, *, k: int, candidate: np.ndarray | None = None) -> float:
    """The mean of :func:`ideal_relevance_samples` over all queries; nan without any."""
    return float(mean_of_defined(ideal_relevance_samples(relevance, k=k, candidate=candidate)))


def ideal_relevance_curve_samples(
    relevance: np.ndarray, *, k_max: int, candidate: np.ndarray | None = None
) -> np.ndarray:
    """:func:`ideal_relevance_samples` at every k up to ``k_max``: ``(query, k_max)`` float, column j at k = j + 1."""
    return ideal_relevance_of(rank_candidates(relevance, relevance, k=k_max, candidate=candidate))


def ideal_relevance_curve(relevance: np.ndarray, *, k_max: int, candidate: np.ndarray | None = None) -> np.ndarray:
    """:func:`ideal_relevance` at every k up to ``k_max``: ``(k_max,)`` float."""
    return mean_of_defined(ideal_relevance_curve_samples(relevance, k_max=k_max, candidate=candidate))


def _running_mean(relevance: np.ndarray) -> np.ndarray:
    """(query, k): the mean of the first 1, 2, … k."""
    return np.cumsum(relevance, axis=1, dtype=np.float64) / np.arange(1, relevance.shape[1] + 1)
