"""Where the true match stands in a ranking: ranks, and recall at k."""

import numpy as np

from ladder.metrics.tables import checked, checked_mask, mean_of_defined


def match_rank_samples(similarity: np.ndarray, positive: np.ndarray) -> np.ndarray:
    """Rank of each query's best-placed positive, from 0.

    Best 0, worst the number of candidates that are not positive. nan where a query has no positive.
    Candidates that are not positive but exactly as similar as the best positive take the mid-rank: half of
    them count as placed before it, so a model that rates everything alike gets no perfect score. Positives do
    not stand in each other's way.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        positive: ``(query, candidate)`` bool; any number a query.

    Returns:
        ``(query,)`` float in [0, candidates - 1], in halves, or nan.

    Raises:
        TypeError: If ``positive`` is not boolean.
        ValueError: If the shapes differ or ``similarity`` holds nan.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4], [0.5, 0.5, 0.5]])
        >>> positive = np.array([[False, True, True], [True, False, False]])
        >>> match_rank_samples(similarity, positive)
        array([1., 1.])
    """
    similarity = checked("similarity", similarity)
    positive = checked_mask("positive", positive, similarity)
    best = np.where(positive, similarity, -np.inf).max(axis=1, keepdims=True)
    before = (similarity > best).sum(axis=1)  # a positive never is: none lies above the best
    beside = ((similarity == best) & ~positive).sum(axis=1)
    return np.where(positive.any(axis=1), before + beside / 2, np.nan)


def recall_at_k_samples(similarity: np.ndarray, positive: np.ndarray, k: int) -> np.ndarray:
    """Whether any positive is among each query's k nearest.

    Best 1, worst 0, nan where a query has no positive. With equal similarities the mid-rank decides (see
    :func:`match_rank_samples`). A gallery of fewer than k candidates is retrieved whole.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        positive: ``(query, candidate)`` bool; any number a query.
        k: How many of the nearest candidates are looked at, at least 1.

    Returns:
        ``(query,)`` float: 1, 0 or nan.

    Raises:
        ValueError: If ``k`` is below 1, or as :func:`match_rank_samples`.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4]])
        >>> positive = np.array([[False, True, True]])
        >>> recall_at_k_samples(similarity, positive, 1), recall_at_k_samples(similarity, positive, 2)
        (array([0.]), array([1.]))
    """
    if k < 1:
        raise ValueError(f"`k` must be at least 1, got {k}")
    rank = match_rank_samples(similarity, positive)
    return np.where(np.isnan(rank), np.nan, rank + 1 <= k)


def recall_at_k(similarity: np.ndarray, positive: np.ndarray, k: int) -> float:
    """R@k: the share of queries with any positive among their k nearest, a fraction.

    The mean of :func:`recall_at_k_samples` over the queries that have a positive; nan if none has.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4], [0.1, 0.8, 0.3]])
        >>> positive = np.array([[True, False, False], [False, False, True]])
        >>> recall_at_k(similarity, positive, 1)
        0.5
    """
    return float(mean_of_defined(recall_at_k_samples(similarity, positive, k)))


def median_rank(similarity: np.ndarray, positive: np.ndarray) -> float:
    """MedR: the median rank of the best-placed positive, from 1 as the literature counts.

    Best 1. Over the queries that have a positive; nan if none has. Ties: :func:`match_rank_samples`.

    Example:
        >>> median_rank(np.array([[0.9, 0.7, 0.4]]), np.array([[False, True, False]]))
        2.0
    """
    rank = match_rank_samples(similarity, positive)
    rank = rank[~np.isnan(rank)]
    return float(np.median(rank) + 1) if len(rank) else float("nan")


def mean_rank(similarity: np.ndarray, positive: np.ndarray) -> float:
    """MeanR: the mean rank of the best-placed positive, from 1 as the literature counts.

    Best 1. Over the queries that have a positive; nan if none has. Ties: :func:`match_rank_samples`.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4], [0.9, 0.7, 0.4]])
        >>> mean_rank(similarity, np.array([[True, False, False], [False, True, True]]))
        1.5
    """
    return float(mean_of_defined(match_rank_samples(similarity, positive)) + 1)
