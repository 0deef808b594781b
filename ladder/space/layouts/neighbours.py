"""Exact nearest neighbours: in the space by cosine, on the map by distance."""

import numpy as np
from tqdm import tqdm

BLOCK = 500  # queries compared with all candidates at a time: 60 MB at 30,000 candidates


def nearest_in_space(
    queries: np.ndarray, candidates: np.ndarray | None, k: int, *, progress: bool = False
) -> np.ndarray:
    """The k candidates most similar to each query, exactly, with at most ``BLOCK`` rows of the table in memory.

    Args:
        queries: ``(Q, size)`` unit rows.
        candidates: ``(C, size)`` unit rows; None for the queries themselves, each of which is then no neighbour of its
            own.
        k: At most this many; there are fewer where there are fewer candidates.
        progress: Show a progress bar on stderr.

    Returns:
        ``(Q, k)`` int64 row numbers, nearest first; equally near ones in the candidates' order.

    Example:
        >>> nearest_in_space(np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]), None, 1).tolist()
        [[1], [2], [1]]
    """
    against = queries if candidates is None else candidates
    k = min(k, len(against) - (candidates is None))
    found = np.empty((len(queries), k), dtype=np.int64)
    for start in tqdm(range(0, len(queries), BLOCK), desc="true neighbours", unit="block", disable=not progress):
        block = queries[start : start + BLOCK]
        falling = -(block @ against.T)
        if candidates is None:
            falling[np.arange(len(block)), start + np.arange(len(block))] = np.inf
        found[start : start + BLOCK] = _lowest(falling, k)
    return found


def nearest_on_map(queries: np.ndarray, candidates: np.ndarray | None, k: int) -> np.ndarray:
    """The k candidates nearest to each query on the plane; of equally near ones, any.

    Otherwise as :func:`nearest_in_space`.

    Args:
        queries: ``(Q, 2)`` places.
        candidates: ``(C, 2)`` places; None for the queries themselves.
        k: At most this many.
    """
    from scipy.spatial import KDTree

    if candidates is not None:
        return KDTree(candidates).query(queries, np.arange(1, min(k, len(candidates)) + 1))[1]
    k = min(k, len(queries) - 1)
    return without_own(KDTree(queries).query(queries, np.arange(1, k + 2))[1], np.arange(len(queries)))


def without_own(found: np.ndarray, own: np.ndarray) -> np.ndarray:
    """The neighbours of rows that were looked for among themselves: one less each, and never the row itself.

    Args:
        found: ``(Q, k + 1)`` row numbers, nearest first.
        own: ``(Q,)``, the number of each row.

    Returns:
        ``(Q, k)``.

    Example:
        >>> without_own(np.array([[4, 7, 2], [1, 0, 3]]), np.array([4, 5]))
        array([[7, 2],
               [1, 0]])
    """
    itself = found == own[:, None]
    itself[:, -1] |= ~itself.any(axis=1)  # so many are as near that it is not among its own nearest
    return found[~itself].reshape(len(found), found.shape[1] - 1)


def _lowest(table: np.ndarray, k: int) -> np.ndarray:
    """The columns of the k lowest values of each row, lowest first; equal ones in their order."""
    columns = np.sort(np.argpartition(table, k - 1, axis=1)[:, :k], axis=1)
    values = np.take_along_axis(table, columns, axis=1)
    columns = np.take_along_axis(columns, np.argsort(values, axis=1, kind="stable"), axis=1)
    last = values.max(axis=1, keepdims=True)
    for row in np.flatnonzero((table <= last).sum(axis=1) > k):  # the partition chose among equals
        columns[row] = np.argsort(table[row], kind="stable")[:k]
    return columns
