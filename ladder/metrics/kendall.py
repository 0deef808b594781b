"""Kendall's tau-b of many rankings, at their end or at every cut-off at once.

With numba one walk down a ranking gives every cut-off: a Fenwick tree over the relevance ranks counts, for each
candidate, how many of those before it are less relevant. Without numba scipy answers, a call a cut-off, with the
same values.
"""

import functools
from collections.abc import Callable

import numpy as np


def tau_b(similarity: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    r"""Kendall's tau-b of each row.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(T - T_s)(T - T_r)}}

    with C concordant and D discordant of all T pairs, of which T_s are tied in similarity, T_r in relevance.

    Args:
        similarity: ``(query, k)``, descending in each row.
        relevance: ``(query, k)``, of the same candidates.

    Returns:
        ``(query,)`` in [-1, 1]; nan where all of a row are tied in either.

    References:
        Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33(3), 1945.

    Example:
        >>> tau_b(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[1.0, 0.5, 0.5, 0.2]])).round(6)
        array([0.912871])
    """
    if _kernel() is None:
        return np.array([_scipy_tau_b(s, r) for s, r in zip(similarity, relevance, strict=True)])
    return tau_b_curve(similarity, relevance)[:, -1]


def tau_b_curve(similarity: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    """Kendall's tau-b of each row's first 1, 2, … k candidates.

    Args:
        similarity: ``(query, k)``, descending in each row.
        relevance: ``(query, k)``, of the same candidates.

    Returns:
        ``(query, k)``: column j is :func:`tau_b` of the first j + 1; the first column is nan.

    Example:
        >>> tau_b_curve(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[1.0, 0.5, 0.5, 0.2]])).round(3)
        array([[  nan, 1.   , 0.816, 0.913]])
    """
    queries, candidates = similarity.shape
    curve = np.full((queries, candidates), np.nan)
    kernel = _kernel()
    if kernel is not None:
        kernel(similarity, _dense_ranks(relevance), curve)
        return curve
    for k in range(2, candidates + 1):
        curve[:, k - 1] = tau_b(similarity[:, :k], relevance[:, :k])
    return curve


def _scipy_tau_b(similarity: np.ndarray, relevance: np.ndarray) -> float:
    """One row, by scipy."""
    from scipy import stats

    return float(stats.kendalltau(similarity, relevance).statistic)


def _dense_ranks(values: np.ndarray) -> np.ndarray:
    """Each value's place among its row's distinct values, from 1 for the smallest."""
    order = np.argsort(values, axis=1)
    ascending = np.take_along_axis(values, order, axis=1)
    ranks = np.ones(values.shape, dtype=np.int32)
    ranks[:, 1:] += np.cumsum(ascending[:, 1:] != ascending[:, :-1], axis=1, dtype=np.int32)
    by_candidate = np.empty_like(ranks)
    np.put_along_axis(by_candidate, order, ranks, axis=1)
    return by_candidate


@functools.cache
def _kernel() -> Callable[[np.ndarray, np.ndarray, np.ndarray], None] | None:
    """The compiled walk; None without numba. Compiled once, then read from numba's cache on disk."""
    try:
        import numba
    except ImportError:
        return None
    compiled: Callable[[np.ndarray, np.ndarray, np.ndarray], None] = numba.njit(cache=True)(_fill_curves)
    return compiled


def _fill_curves(similarity: np.ndarray, rank: np.ndarray, curve: np.ndarray) -> None:
    """Fills ``curve`` (query, k); similarity descends in each row, ``rank`` starts at 1. Compiled by numba."""
    queries, k = similarity.shape
    for q in range(queries):
        ranks = rank[q].max()
        tree = np.zeros(ranks + 1, dtype=np.int64)  # Fenwick: candidates of finished runs, by rank
        finished = np.zeros(ranks + 1, dtype=np.int64)  # the same, plainly counted
        seen = np.zeros(ranks + 1, dtype=np.int64)  # all candidates so far, by rank
        balance = 0  # concordant less discordant pairs
        tied_similarity = 0
        tied_relevance = 0
        run = 0  # where the present run of equal similarities starts
        for i in range(k):
            if similarity[q, i] != similarity[q, run]:
                for j in range(run, i):
                    finished[rank[q, j]] += 1
                    node = rank[q, j]
                    while node <= ranks:
                        tree[node] += 1
                        node += node & -node
                run = i
            mine = rank[q, i]
            less_relevant = 0  # though more similar: discordant
            node = mine - 1
            while node > 0:
                less_relevant += tree[node]
                node -= node & -node
            balance += run - finished[mine] - 2 * less_relevant
            tied_similarity += i - run
            tied_relevance += seen[mine]
            seen[mine] += 1
            pairs = (i + 1) * i // 2
            if tied_similarity < pairs and tied_relevance < pairs:
                # scipy's order of operations, so that both paths round alike
                tau = balance / np.sqrt(pairs - tied_similarity) / np.sqrt(pairs - tied_relevance)
                curve[q, i] = min(1.0, max(-1.0, tau))
