"""Orders in which a batch's pairs can be looked at."""

import numpy as np

from ladder.batches.batch import LabBatch


def by_cluster(batch: LabBatch) -> np.ndarray:
    """``(n,)`` the pairs so that relevant ones stand together: the leaves of average-linkage clustering."""
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    if len(batch) < 3:
        return np.arange(len(batch))
    apart = 1 - (batch.relevance.astype(np.float64) + batch.relevance.T) / 2
    np.fill_diagonal(apart, 0)
    distances = squareform(np.maximum(apart, 0), checks=False)
    return np.asarray(leaves_list(optimal_leaf_ordering(linkage(distances, "average"), distances)), dtype=np.int64)


def own_ranks(batch: LabBatch, direction: str) -> np.ndarray:
    """``(n,)`` int64, the rank from 0 of each query's best own candidate: how many others are more similar."""
    similarity, _, positive = batch.seen_from(direction)
    best = np.where(positive, similarity, -np.inf).max(axis=1, keepdims=True)
    return np.asarray(((similarity > best) & ~positive).sum(axis=1), dtype=np.int64)


def by_own_rank(batch: LabBatch, direction: str) -> np.ndarray:
    """``(n,)`` the pairs from the query that finds its own first to the one that finds it last."""
    return np.argsort(own_ranks(batch, direction), kind="stable")


def by_levels(labels: np.ndarray, k: np.ndarray) -> np.ndarray:
    """``(n,)`` the queries by their number of levels, then by the size of the first: a staircase of their boundaries.

    Args:
        labels: ``(n, n)`` int, query by candidate.
        k: ``(n,)`` int, levels of each query.
    """
    return np.lexsort(((labels == 1).sum(axis=1), k))
