"""How far a ranking follows graded relevance beyond its first hit: CS@K, Somers' D and Spearman's rho."""

from typing import Unpack

import numpy as np

from ladder.metrics.kendall import somers_d as somers_d_of_pairs
from ladder.metrics.kendall import tau_b
from ladder.metrics.ranked import Candidates, Ranked, rank_candidates
from ladder.metrics.tables import mean_of_defined


def coherent_score_of(ranked: Ranked) -> np.ndarray:
    """:func:`coherent_score_curve_samples` of a list that is ranked already: ``(query, k)``."""
    return tau_b(ranked.pairs)


def coherent_score_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """Kendall's tau-b between similarity and relevance over each query's k nearest.

    Best 1 (the order follows relevance), worst -1 (reversed), about 0 for a random order. nan where the k
    nearest are all equally similar or all equally relevant: there is no order to follow. Equal similarities
    keep the candidates' order, which decides who is inside the cut at k. Pairs tied in one of the two only
    lower the score, so 1 is reached only where both tie the same pairs: see :func:`somers_d_samples`.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant; only its order matters.
        k: How many of the nearest candidates to rank, between 2 and all.
        **selection: ``candidate`` and ``among`` of :func:`~ladder.metrics.rank_candidates`: whom to rank.

    Returns:
        ``(query,)`` float in [-1, 1] or nan.

    Raises:
        ValueError: If ``k`` is out of range, the shapes differ, or either table holds nan.

    References:
        Zhou et al., "Ladder Loss for Coherent Visual-Semantic Embedding", AAAI 2020.
        Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33(3), 1945.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4]])
        >>> coherent_score_samples(similarity, np.array([[1.0, 0.6, 0.2]]), k=3)
        array([1.])
        >>> coherent_score_samples(similarity, np.array([[1.0, 0.2, 0.6]]), k=3).round(3)
        array([0.333])
    """
    return tau_b(_in_order(similarity, relevance, k, selection).pairs.whole())[:, 0]


def coherent_score(similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]) -> float:
    """CS@k: the mean of :func:`coherent_score_samples` over the queries that have an order to follow.

    nan if none has.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4], [0.9, 0.7, 0.4]])
        >>> coherent_score(similarity, np.array([[1.0, 0.6, 0.2], [0.5, 0.5, 0.5]]), k=3)
        1.0
    """
    return float(mean_of_defined(coherent_score_samples(similarity, relevance, k=k, **selection)))


def coherent_score_curve_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """:func:`coherent_score_samples` at every k up to ``k_max``, at the cost of the last.

    With ``among="ideal"`` the common set is that of ``k_max`` at every k.

    Returns:
        ``(query, k_max)`` float: column j is the score at k = j + 1; the first is nan, one candidate has no order.

    Raises:
        ValueError: As :func:`coherent_score_samples`.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.2, 0.6]])
        >>> coherent_score_curve_samples(similarity, relevance, k_max=3).round(3)
        array([[  nan, 1.   , 0.333]])
    """
    return coherent_score_of(_in_order(similarity, relevance, k_max, selection))


def coherent_score_curve(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """CS@k at every k up to ``k_max``: :func:`coherent_score` of each k.

    Returns:
        ``(k_max,)`` float: entry j is CS@(j + 1), each the mean over the queries defined there; the first is nan.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.2, 0.6]])
        >>> coherent_score_curve(similarity, relevance, k_max=3).round(3)
        array([  nan, 1.   , 0.333])
    """
    return mean_of_defined(coherent_score_curve_samples(similarity, relevance, k_max=k_max, **selection))


def somers_d_of(ranked: Ranked) -> np.ndarray:
    """:func:`somers_d_curve_samples` of a list that is ranked already: ``(query, k)``."""
    return somers_d_of_pairs(ranked.pairs)


def somers_d_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """Somers' D of similarity given relevance over each query's k nearest: tau-b without the price of grades.

    Concordant less discordant pairs, divided by the pairs that are not equally relevant. Best 1 and worst -1 are
    reached whatever the grades, which tau-b's are not: five equal grades in a list of 100 cap tau-b at 0.90. A pair
    tied in similarity counts as neither in order nor out of order, so a model that rates all alike has 0. nan where
    the k nearest are all equally relevant. Equal similarities keep the candidates' order at the cut.

    Args, errors and selection: :func:`coherent_score_samples`, whose counts it shares.

    References:
        Somers, "A New Asymmetric Measure of Association for Ordinal Variables", American Sociological Review 27(6),
        1962.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.5, 0.5]])
        >>> somers_d_samples(similarity, relevance, k=3)
        array([1.])
        >>> coherent_score_samples(similarity, relevance, k=3).round(3)
        array([0.816])
    """
    return somers_d_of_pairs(_in_order(similarity, relevance, k, selection).pairs.whole())[:, 0]


def somers_d(similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]) -> float:
    """The mean of :func:`somers_d_samples` over the queries that have an order to follow; nan if none has."""
    return float(mean_of_defined(somers_d_samples(similarity, relevance, k=k, **selection)))


def somers_d_curve_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """:func:`somers_d_samples` at every k up to ``k_max``: ``(query, k_max)`` float, the first column nan."""
    return somers_d_of(_in_order(similarity, relevance, k_max, selection))


def somers_d_curve(
    similarity: np.ndarray, relevance: np.ndarray, *, k_max: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """:func:`somers_d` at every k up to ``k_max``: ``(k_max,)`` float, the first entry nan."""
    return mean_of_defined(somers_d_curve_samples(similarity, relevance, k_max=k_max, **selection))


def spearman_of(ranked: Ranked, k: int) -> np.ndarray:
    """:func:`spearman_samples` over the first k of a list that is ranked already: ``(query,)``; nan for k = 1."""
    from scipy.stats import rankdata

    if not 1 <= k <= ranked.similarity.shape[1]:
        raise ValueError(f"`k` must lie between 1 and the list's {ranked.similarity.shape[1]}, got {k}")
    ours, theirs = (
        rankdata(table[:, :k], axis=1) - (k + 1) / 2 for table in (ranked.similarity, ranked.relevance)
    )  # mid-ranks about their mean
    spread = np.sqrt((ours**2).sum(axis=1) * (theirs**2).sum(axis=1))
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: one of them is constant
        return np.clip((ours * theirs).sum(axis=1) / spread, -1.0, 1.0)


def spearman_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]
) -> np.ndarray:
    """Spearman's rank correlation between similarity and relevance over each query's k nearest.

    Best 1, worst -1, about 0 for a random order; nan where the k nearest are all equally similar or all equally
    relevant. Ties take the mid-rank, so 1 is reached only where both tie the same pairs. Equal similarities keep the
    candidates' order at the cut.

    Args, errors and selection: :func:`coherent_score_samples`.

    References:
        Spearman, "The Proof and Measurement of Association between Two Things", American Journal of Psychology 15(1),
        1904.

    Example:
        >>> spearman_samples(np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.2, 0.6]]), k=3)
        array([0.5])
    """
    return spearman_of(_in_order(similarity, relevance, k, selection), k)


def spearman(similarity: np.ndarray, relevance: np.ndarray, *, k: int, **selection: Unpack[Candidates]) -> float:
    """The mean of :func:`spearman_samples` over the queries that have an order to follow; nan if none has."""
    return float(mean_of_defined(spearman_samples(similarity, relevance, k=k, **selection)))


def _in_order(similarity: np.ndarray, relevance: np.ndarray, k: int, selection: Candidates) -> Ranked:
    """The list of k, which must have an order."""
    if k < 2:
        raise ValueError(f"`k` must be at least 2, one candidate has no order; got {k}")
    return rank_candidates(similarity, relevance, k=k, **selection)
