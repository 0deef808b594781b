"""Levels from cuts that are given: thresholds of relevance, or percentiles of each query's candidates."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ladder.levels.labels import Levels, check_tables, levels_from_cuts


def threshold_levels(relevance: ArrayLike, thresholds: Sequence[float], candidate: ArrayLike | None = None) -> Levels:
    """The same levels for every query: relevance of at least the first threshold is level 1, and so on.

    Level l holds ``thresholds[l - 2] > relevance >= thresholds[l - 1]``, the last level all that lies below; a
    level may be empty. Thresholds are compared in the precision of ``relevance``, so that 0.63 in
    float32 reaches the threshold 0.63.

    Args:
        relevance: ``(Q, C)`` in [0, 1].
        thresholds: Strictly decreasing, inside (0, 1); none makes one level.
        candidate: ``(Q, C)`` boolean, what may be in a level; everything by default.

    Returns:
        One level more than thresholds; their Silhouettes are nan.

    Raises:
        ValueError: If a table or the thresholds are not as described.

    Example:
        >>> threshold_levels([[1.0, 0.9, 0.5, 0.1]], [0.7, 0.4]).labels
        array([[1, 1, 2, 3]])
    """
    check_descending("thresholds", thresholds, most=1)
    table, mask = check_tables(relevance, candidate)
    return _fixed(table, mask, np.tile(np.asarray(thresholds, dtype=table.dtype), (len(table), 1)))


def percentile_levels(relevance: ArrayLike, percentiles: Sequence[float], candidate: ArrayLike | None = None) -> Levels:
    """Levels of set shares: each query is cut at percentiles of its own candidates' relevance.

    A cut between two values is interpolated linearly. Equal values are never parted, so that ties may
    leave a level empty.

    Args:
        relevance: ``(Q, C)`` in [0, 1].
        percentiles: Strictly decreasing, inside (0, 100); ``[85]`` puts about the upper 15 % into level 1.
        candidate: ``(Q, C)`` boolean, what may be in a level; everything by default.

    Returns:
        One level more than percentiles; their Silhouettes are nan.

    Raises:
        ValueError: If a table or the percentiles are not as described.

    Example:
        >>> levels = percentile_levels([[0.9, 0.7, 0.5, 0.3, 0.1]], [75])
        >>> levels.labels, levels.cuts
        (array([[1, 1, 2, 2, 2]]), array([[0.7]]))
    """
    check_descending("percentiles", percentiles, most=100)
    table, mask = check_tables(relevance, candidate)
    cuts = np.full((len(table), len(percentiles)), np.nan)
    rows = np.flatnonzero(mask.any(axis=1))
    if len(rows):
        values = np.where(mask, table, np.nan)[rows]
        cuts[rows] = np.nanpercentile(values, np.asarray(percentiles, dtype=np.float64), axis=1).T
    return _fixed(table, mask, cuts)


def check_descending(name: str, numbers: Sequence[float], *, most: float) -> None:
    """ValueError unless the numbers strictly decrease inside (0, most)."""
    inside = all(0 < number < most for number in numbers)
    if not inside or any(upper <= lower for upper, lower in pairwise(numbers)):
        raise ValueError(f"`{name}` must strictly decrease and lie inside (0, {most}), got {list(numbers)}")


def _fixed(relevance: np.ndarray, candidate: np.ndarray, cuts: np.ndarray) -> Levels:
    """Levels that nothing was weighed for: no Silhouette."""
    return levels_from_cuts(relevance, candidate, cuts, np.full((len(cuts), cuts.shape[1] + 2), np.nan))
