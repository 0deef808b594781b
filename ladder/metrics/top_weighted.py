"""Agreement with the ideal order that counts most at the top: rank-biased overlap and AP correlation."""

from typing import Unpack

import numpy as np

from ladder.metrics.ranked import Candidates, Ranked, rank_candidates
from ladder.metrics.tables import mean_of_defined


def rbo_of(ranked: Ranked, p: float = 0.9) -> np.ndarray:
    """:func:`rbo_samples` at every cut-off of a list that is ranked already: ``(query, k)``."""
    if not 0 < p < 1:
        raise ValueError(f"`p` must lie between 0 and 1, got {p}")
    depth = np.arange(1, ranked.relevance.shape[1] + 1)
    agreement = _overlap(ranked) / depth
    rbo = agreement * p**depth + np.cumsum(agreement * p ** (depth - 1), axis=1) * (1 - p)
    rbo[ranked.ideal[:, 0] == ranked.least] = np.nan
    return rbo


def rbo_samples(
    similarity: np.ndarray,
    relevance: np.ndarray,
    *,
    p: float = 0.9,
    k: int | None = None,
    **selection: Unpack[Candidates],
) -> np.ndarray:
    r"""Rank-biased overlap of the model's order with the ideal order, extrapolated from the first k.

    .. math:: \frac{X_k}{k} p^k + \frac{1 - p}{p} \sum_{d=1}^{k} \frac{X_d}{d} p^d

    with X_d the candidates that both orders have among their first d: Webber et al.'s RBO_EXT for two lists of one
    length, which takes the agreement at depth k to go on below it. Best 1, worst 0 (the first k hold none of the k
    most relevant); a random order of N candidates has about 1 / (N (1 - p)). nan where all candidates are equally
    relevant. Ties in relevance cost nothing: of the orders that relevance allows, the ideal is the one that
    breaks its ties as the model does (as in Clarke et al.). Equal similarities keep the candidates' order.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant; only its order matters.
        p: How likely a reader goes on from one rank to the next, in (0, 1): with 0.9 the first 10 ranks have 86 % of
            the weight.
        k: The depth; None for as many as every query has. Beyond 100 ranks little changes at p = 0.9.
        **selection: ``candidate`` and ``among`` of :func:`~ladder.metrics.rank_candidates`: whom to rank.

    Returns:
        ``(query,)`` float in [0, 1] or nan.

    Raises:
        ValueError: If ``p`` or ``k`` is out of range, the shapes differ, or either table holds nan.

    References:
        Webber, Moffat and Zobel, "A Similarity Measure for Indefinite Rankings", ACM TOIS 28(4), 2010.
        Clarke, Vtyurina and Smucker, "Assessing Top-k Preferences", ACM TOIS 39(3), 2021.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[0.5, 0.0, 1.0]])
        >>> rbo_samples(similarity, relevance, p=0.5, k=2)  # agreement 0, then 1/2: 1/2 * 1/4 + 1/2 * 1/4
        array([0.25])
    """
    return rbo_of(rank_candidates(similarity, relevance, k=k, **selection), p)[:, -1]


def rbo(
    similarity: np.ndarray,
    relevance: np.ndarray,
    *,
    p: float = 0.9,
    k: int | None = None,
    **selection: Unpack[Candidates],
) -> float:
    """The mean of :func:`rbo_samples` over the queries that have an order to follow; nan if none has."""
    return float(mean_of_defined(rbo_samples(similarity, relevance, p=p, k=k, **selection)))


def tau_ap_of(ranked: Ranked) -> np.ndarray:
    """:func:`tau_ap_samples` at every cut-off of a list that is ranked already: ``(query, k)``."""
    weight = 1 / np.maximum(np.arange(ranked.relevance.shape[1]), 1)  # of a candidate's pairs with those before it
    balance, untied = (
        np.cumsum(np.diff(count, axis=1, prepend=0) * weight, axis=1)
        for count in (ranked.pairs.balance, ranked.pairs.untied_relevance)
    )
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: no pair to go by
        return balance / untied


def tau_ap_samples(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int | None = None, **selection: Unpack[Candidates]
) -> np.ndarray:
    r"""AP correlation of each query's k nearest with the order of relevance: Kendall's tau that counts most at the top.

    .. math:: \tau_{ap} = \sum_{i=2}^{k} \frac{C_i - D_i}{i - 1} \Big/ \sum_{i=2}^{k} \frac{U_i}{i - 1}

    where, of the candidates above rank i, C_i are in order with the one at rank i, D_i are not, and U_i are not equally
    relevant. Without ties the lower sum is k - 1 and this is Yilmaz et al.'s coefficient. Best 1, worst -1, about 0 for
    a random order; nan where the k nearest are all equally relevant. Ties in relevance cost nothing: such pairs are
    left out of both sums. A pair tied in similarity counts as neither in order nor out of order; the candidates' order
    decides at which rank it is weighted.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant; only its order matters.
        k: How many of the nearest candidates to rank; None for as many as every query has. nan for 1.
        **selection: ``candidate`` and ``among`` of :func:`~ladder.metrics.rank_candidates`: whom to rank.

    Returns:
        ``(query,)`` float in [-1, 1] or nan.

    Raises:
        ValueError: If ``k`` is out of range, the shapes differ, or either table holds nan.

    References:
        Yilmaz, Aslam and Robertson, "A New Rank Correlation Coefficient for Information Retrieval", SIGIR 2008.

    Example:
        >>> relevance = np.array([[1.0, 0.6, 0.2]])
        >>> tau_ap_samples(np.array([[0.9, 0.4, 0.7]]), relevance)  # wrong at the bottom: (1 + 0) / 2
        array([0.5])
        >>> tau_ap_samples(np.array([[0.7, 0.9, 0.4]]), relevance)  # wrong at the top: (-1 + 1) / 2
        array([0.])
    """
    return tau_ap_of(rank_candidates(similarity, relevance, k=k, **selection))[:, -1]


def tau_ap(
    similarity: np.ndarray, relevance: np.ndarray, *, k: int | None = None, **selection: Unpack[Candidates]
) -> float:
    """The mean of :func:`tau_ap_samples` over the queries that have an order to follow; nan if none has."""
    return float(mean_of_defined(tau_ap_samples(similarity, relevance, k=k, **selection)))


def _overlap(ranked: Ranked) -> np.ndarray:
    """(query, k) int: how many candidates both orders have among their first 1, 2, … k."""
    queries, k = ranked.relevance.shape
    before = np.arange(k)
    place = before - np.diff(ranked.pairs.untied_relevance, axis=1, prepend=0)  # equals before it in the list
    for q in range(queries):
        place[q] += np.searchsorted(-ranked.ideal[q], -ranked.relevance[q])  # the more relevant
    both = np.maximum(place, before)  # the rank at which the later of the two orders has it
    rows, columns = np.nonzero(both < k)
    entered = np.bincount(rows * k + both[rows, columns], minlength=queries * k)
    return entered.reshape(queries, k).cumsum(axis=1)
