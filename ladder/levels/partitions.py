"""Exact 1-D k-means of every query and its Silhouettes: compiled on the host, else by torch where the table lies."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np


def best_partitions(ordered: Any, k_max: int) -> tuple[Any, Any]:
    r"""Splits each row into 2, …, k_max levels of least inertia, as far as its values allow.

    The inertia of a partition is what its between-level sum of squares :math:`\sum_l S_l^2 / m_l` leaves of that of
    one level, with :math:`m_l` values of the sum :math:`S_l` less the mean of all in level l. The largest such sum for
    the j lowest values in k levels is the best of all starts i of the last one,

    .. math:: B_k(j) = \max_{i < j} B_{k-1}(i) + \frac{(S(j) - S(i))^2}{j - i},

    and the best start grows with j, so that O(n log n) of them are tried [1]. Equal values are never parted: i is the
    first of its value. Of equally good partitions the one with the larger Silhouette is taken, then the one with fewer
    candidates in level 1, then in level 2, and so on. The mean Silhouette [2] needs O(n), since a level is an
    interval and the nearest other one its neighbour.

    Args:
        ordered: ``(Q, n)`` float64, finite values in ascending order, then inf.
        k_max: The largest number of levels, at least 1.

    Returns:
        ``(Q, k_max + 1, k_max - 1)`` and ``(Q, k_max + 1)`` float64: at ``[q, k]`` the cuts between k levels,
        descending, and their mean Silhouette; nan where there is none. A row has at most as many levels as distinct
        values, and as values less one.

    References:
        [1] Grønlund et al., "Fast Exact k-Means, k-Medians and Bregman Divergence Clustering in 1D", 2017.
        [2] Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987.
    """
    if not isinstance(ordered, np.ndarray):
        return _batched()(ordered, k_max)
    compiled = _compiled()
    if compiled:
        return compiled(ordered, k_max)
    import torch

    cuts, silhouette = _batched()(torch.from_numpy(ordered), k_max)
    return cuts.numpy(), silhouette.numpy()


def _batched() -> Callable[[Any, int], tuple[Any, Any]]:
    """The clustering by torch."""
    from ladder.levels.batched import best_partitions as batched

    return batched


@functools.cache
def _compiled() -> Callable[[np.ndarray, int], tuple[np.ndarray, np.ndarray]] | None:
    """The clustering compiled by numba; None where it is not at hand."""
    try:
        from ladder.levels.compiled import best_partitions as compiled
    except (ImportError, RuntimeError):  # RuntimeError: numba finds no folder that it may keep its cache in
        return None
    return compiled
