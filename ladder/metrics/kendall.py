"""The pairs of a ranking, counted at every cut-off in one pass: what tau-b, Somers' D and AP correlation are made of.

With numba one walk down a ranking suffices: a tree of counts over the relevance ranks says, for each candidate, how
many of those before it are less relevant, in O(log k). Without numba each candidate is compared with all before it,
for all queries at once, with the same counts.
"""

import functools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Walk = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray], None]


class PairCounts(NamedTuple):
    """The pairs among the first 1, 2, … k candidates of a ranking: ``(query, k)`` int64 each.

    Attributes:
        balance: Those in order (the more similar is the more relevant) less those out of order.
        untied_similarity: Those that differ in similarity.
        untied_relevance: Those that differ in relevance.
    """

    balance: np.ndarray
    untied_similarity: np.ndarray
    untied_relevance: np.ndarray

    def whole(self) -> "PairCounts":
        """The pairs of all k: ``(query, 1)``."""
        return PairCounts(*(count[:, -1:] for count in self))


def count_pairs(similarity: np.ndarray, relevance: np.ndarray) -> PairCounts:
    """Counts the pairs of each row.

    Args:
        similarity: ``(query, k)``, descending in each row.
        relevance: ``(query, k)``, of the same candidates.

    Example:
        >>> count_pairs(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[0.5, 1.0, 0.5, 0.2]])).balance
        array([[ 0, -1,  0,  3]])
    """
    pairs = PairCounts(*(np.zeros(similarity.shape, dtype=np.int64) for _ in PairCounts._fields))
    walk = _kernel()
    if walk is None:
        _fill_by_columns(similarity, relevance, *pairs)
    else:
        walk(similarity, relevance, np.argsort(relevance, axis=1), *pairs)
    return pairs


def tau_b(pairs: PairCounts) -> np.ndarray:
    r"""Kendall's tau-b of each row's first 1, 2, … k candidates.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(T - T_s)(T - T_r)}}

    with C concordant and D discordant of all T pairs, of which T_s are tied in similarity, T_r in relevance.

    Returns:
        ``(query, k)`` in [-1, 1]; nan where all are tied in either, as in the first column.

    References:
        Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 33(3), 1945.

    Example:
        >>> pairs = count_pairs(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[1.0, 0.5, 0.5, 0.2]]))
        >>> tau_b(pairs).round(3)
        array([[  nan, 1.   , 0.816, 0.913]])
    """
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: no pair to go by
        # scipy's order of operations, so that both round alike
        tau = pairs.balance / np.sqrt(pairs.untied_similarity) / np.sqrt(pairs.untied_relevance)
    return np.clip(tau, -1.0, 1.0, out=tau)


def somers_d(pairs: PairCounts) -> np.ndarray:
    r"""Somers' D of similarity given relevance, of each row's first 1, 2, … k candidates.

    .. math:: D = \frac{C - D}{T - T_r}

    Returns:
        ``(query, k)`` in [-1, 1]; nan where all are equally relevant, as in the first column.

    References:
        Somers, "A New Asymmetric Measure of Association for Ordinal Variables", American Sociological Review 27(6),
        1962.

    Example:
        >>> pairs = count_pairs(np.array([[0.9, 0.8, 0.7, 0.6]]), np.array([[1.0, 0.5, 0.5, 0.2]]))
        >>> somers_d(pairs)
        array([[nan,  1.,  1.,  1.]])
    """
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: no pair to go by
        return pairs.balance / pairs.untied_relevance


def _fill_by_columns(
    similarity: np.ndarray,
    relevance: np.ndarray,
    balance: np.ndarray,
    untied_similarity: np.ndarray,
    untied_relevance: np.ndarray,
) -> None:
    """Fills the last three (query, k): each candidate against all before it, quadratic in k."""
    for i in range(1, similarity.shape[1]):
        apart = similarity[:, :i] != similarity[:, i, None]
        more, less = relevance[:, :i] > relevance[:, i, None], relevance[:, :i] < relevance[:, i, None]
        balance[:, i] = balance[:, i - 1] + (more & apart).sum(axis=1) - (less & apart).sum(axis=1)
        untied_similarity[:, i] = untied_similarity[:, i - 1] + apart.sum(axis=1)
        untied_relevance[:, i] = untied_relevance[:, i - 1] + (more | less).sum(axis=1)


@functools.cache
def _kernel() -> Walk | None:
    """The compiled walk; None without numba. Compiled once, then read from numba's cache on disk."""
    try:
        import numba
    except ImportError:
        return None
    compiled: Walk = numba.njit(cache=True)(_fill_by_walking)
    return compiled


def _fill_by_walking(
    similarity: np.ndarray,
    relevance: np.ndarray,
    ascending: np.ndarray,
    balance: np.ndarray,
    untied_similarity: np.ndarray,
    untied_relevance: np.ndarray,
) -> None:
    """Fills the last three (query, k); ``ascending`` sorts relevance. Compiled by numba."""
    queries, k = similarity.shape
    leaves = 1
    while leaves < k:
        leaves *= 2
    rank = np.empty(k, dtype=np.int32)  # dense rank of each candidate's relevance, from 0
    seen = np.empty(k, dtype=np.int32)  # how many so far have a rank
    tree = np.empty(2 * leaves, dtype=np.int32)  # the same of finished runs; node n has the leaves of 2n and 2n + 1
    for q in range(queries):
        seen[:] = 0
        tree[:] = 0
        this = 0
        for i in range(k):
            this += i > 0 and relevance[q, ascending[q, i]] != relevance[q, ascending[q, i - 1]]
            rank[ascending[q, i]] = this
        run = 0  # where the present run of equal similarities starts
        in_order, by_similarity, by_relevance = 0, 0, 0
        for i in range(k):
            if similarity[q, i] != similarity[q, run]:
                for j in range(run, i):
                    node = leaves + rank[j]
                    while node > 0:
                        tree[node] += 1
                        node >>= 1
                run = i
            mine = rank[i]
            node = leaves + mine
            as_relevant, less_relevant = tree[node], 0  # though more similar
            while node > 1:
                less_relevant += (node & 1) * tree[node ^ 1]  # the left neighbour of a right node
                node >>= 1
            in_order += run - as_relevant - 2 * less_relevant
            by_similarity += run
            by_relevance += i - seen[mine]
            seen[mine] += 1
            balance[q, i], untied_similarity[q, i], untied_relevance[q, i] = in_order, by_similarity, by_relevance
