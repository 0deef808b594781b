"""The Silhouette of every candidate, in the classic sense, for levels on a line."""

import numpy as np

from ladder.levels.ties import EQUAL_SILHOUETTE


def silhouette_values(relevance: np.ndarray, labels: np.ndarray) -> np.ndarray:
    r"""How much nearer each candidate lies to its own level than to the nearest other one.

    .. math:: s_i = \frac{b_i - a_i}{\max(a_i, b_i)}

    where :math:`a_i` is the mean gap of relevance to the others of its level and :math:`b_i` the smallest mean gap to
    another level. Their mean is the Silhouette by which the adaptive loss chooses its number of levels.

    Args:
        relevance: ``(n,)``.
        labels: ``(n,)`` int, 1 to K; 0 and -1 are left out.

    Returns:
        ``(n,)`` float64 in [-1, 1]: 0 for a candidate alone in its level, or as near to another; nan where
        left out, and everywhere if there is one level only.

    Example:
        >>> silhouette_values(np.array([1.0, 0.9, 0.8, 0.2, 0.0]), np.array([0, 1, 1, 2, 2])).round(2)
        array([ nan, 0.88, 0.86, 0.69, 0.76])
    """
    values = np.asarray(relevance, dtype=np.float64)
    levels = [level for level in np.unique(labels).tolist() if level > 0]
    found = np.full(len(values), np.nan)
    if len(levels) < 2:
        return found
    gaps = np.stack([_gaps(values, np.sort(values[labels == level])) for level in levels])  # (level, n), summed
    sizes = np.array([np.count_nonzero(labels == level) for level in levels])
    for number, level in enumerate(levels):
        own = labels == level
        others = sizes[number] - 1
        outside = np.delete(gaps[:, own] / sizes[:, None], number, axis=0).min(axis=0)
        inside = gaps[number, own] / max(others, 1)
        larger = np.maximum(inside, outside)
        scale = np.where(larger > 0, larger, 1)
        found[own] = (outside - inside) / scale if others else 0.0
    return found


def equally_good(silhouette: np.ndarray, k: int) -> list[int]:
    """The other numbers of levels whose mean Silhouette ties with that of ``k``; the smallest was taken.

    Args:
        silhouette: ``(k_max + 1,)`` by number of levels, nan where undefined.
        k: The number chosen.

    Example:
        >>> equally_good(np.array([np.nan, np.nan, 0.8, 0.7, 0.8]), 2)
        [4]
    """
    ties = np.abs(silhouette - silhouette[k]) <= EQUAL_SILHOUETTE
    return [number for number in np.flatnonzero(ties).tolist() if number != k]


def _gaps(values: np.ndarray, level: np.ndarray) -> np.ndarray:
    """``(n,)``: the gaps of each value to all of a level, in ascending order, summed; by prefix sums."""
    sums = np.concatenate([[0.0], np.cumsum(level)])
    below = np.searchsorted(level, values)
    return values * below - sums[below] + (sums[-1] - sums[below]) - values * (len(level) - below)
