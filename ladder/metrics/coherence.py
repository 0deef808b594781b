"""How far a ranking follows graded relevance beyond its first hit: the coherent score CS@K."""

import numpy as np

from ladder.metrics.kendall import tau_b, tau_b_curve
from ladder.metrics.tables import checked, mean_of_defined, nearest


def coherent_score_samples(similarity: np.ndarray, relevance: np.ndarray, *, k: int) -> np.ndarray:
    """Kendall's tau-b between similarity and relevance over each query's k nearest.

    Best 1 (the order follows relevance), worst -1 (reversed), about 0 for a random order. nan where the k
    nearest are all equally similar or all equally relevant: there is no order to follow. Equal similarities
    keep the candidates' order, which decides who is inside the cut at k. Pairs tied in one of the two only
    lower the score, so 1 is reached only where both tie the same pairs.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant; only its order matters.
        k: How many of the nearest candidates to rank, between 2 and all.

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
    return tau_b(*_retrieved(similarity, relevance, k))


def coherent_score(similarity: np.ndarray, relevance: np.ndarray, *, k: int) -> float:
    """CS@k: the mean of :func:`coherent_score_samples` over the queries that have an order to follow.

    nan if none has.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4], [0.9, 0.7, 0.4]])
        >>> coherent_score(similarity, np.array([[1.0, 0.6, 0.2], [0.5, 0.5, 0.5]]), k=3)
        1.0
    """
    return float(mean_of_defined(coherent_score_samples(similarity, relevance, k=k)))


def coherent_score_curve_samples(similarity: np.ndarray, relevance: np.ndarray, *, k_max: int) -> np.ndarray:
    """:func:`coherent_score_samples` at every k up to ``k_max``, at the cost of the last.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        relevance: ``(query, candidate)``, higher is more relevant; only its order matters.
        k_max: The largest k, between 2 and all candidates.

    Returns:
        ``(query, k_max)`` float: column j is the score at k = j + 1; the first is nan, one candidate has no order.

    Raises:
        ValueError: As :func:`coherent_score_samples`.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.2, 0.6]])
        >>> coherent_score_curve_samples(similarity, relevance, k_max=3).round(3)
        array([[  nan, 1.   , 0.333]])
    """
    return tau_b_curve(*_retrieved(similarity, relevance, k_max))


def coherent_score_curve(similarity: np.ndarray, relevance: np.ndarray, *, k_max: int) -> np.ndarray:
    """CS@k at every k up to ``k_max``: :func:`coherent_score` of each k.

    Returns:
        ``(k_max,)`` float: entry j is CS@(j + 1), each the mean over the queries defined there; the first is nan.

    Example:
        >>> similarity, relevance = np.array([[0.9, 0.7, 0.4]]), np.array([[1.0, 0.2, 0.6]])
        >>> coherent_score_curve(similarity, relevance, k_max=3).round(3)
        array([  nan, 1.   , 0.333])
    """
    return mean_of_defined(coherent_score_curve_samples(similarity, relevance, k_max=k_max))


def _retrieved(similarity: np.ndarray, relevance: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Similarity and relevance of each query's k nearest, most similar first."""
    similarity, relevance = checked("similarity", similarity), checked("relevance", relevance)
    if similarity.shape != relevance.shape:
        raise ValueError(f"`relevance` {relevance.shape} must have the shape of `similarity` {similarity.shape}")
    if not 2 <= k <= similarity.shape[1]:
        raise ValueError(f"`k` must lie between 2 and {similarity.shape[1]} candidates, got {k}")
    columns = nearest(similarity, k)
    return np.take_along_axis(similarity, columns, axis=1), np.take_along_axis(relevance, columns, axis=1)
