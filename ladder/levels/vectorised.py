"""Exact 1-D k-means and Silhouette of many rows at once in numpy: serves where numba is not installed.

:mod:`ladder.levels.compiled` is the same, row by row; they give the same levels.
"""

import numpy as np

from ladder.levels.distinct import EQUAL_INERTIA, EQUAL_SILHOUETTE, Distinct


def best_partitions(table: Distinct, k_max: int) -> tuple[np.ndarray, np.ndarray]:
    """Splits each row into 2, …, k_max levels of least inertia, as far as its values allow.

    The partitions of least inertia are found exactly [1]. Of equally good ones the one with the larger Silhouette is
    taken, then the one with fewer candidates in the first level, then in the second, and so on; where three or more
    starts of a level are equally good, the outer two are compared. The mean Silhouette [2] needs O(n): a level is an
    interval, so that the nearest other level is a neighbour.

    Args:
        table: Q rows.
        k_max: The largest number of levels, at least 1.

    Returns:
        ``(Q, k_max + 1, k_max)`` int64 and ``(Q, k_max + 1)`` float64: at ``[q, k]`` the index of the lowest value of
        each of k levels, the most relevant first, and their mean Silhouette; 0 and nan where undefined.

    References:
        [1] Grønlund et al., "Fast Exact k-Means, k-Medians and Bregman Divergence Clustering in 1D", 2017.
        [2] Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987.
    """
    starts = np.zeros((len(table.value), k_max + 1, k_max), dtype=np.int64)
    silhouette = np.full((len(table.value), k_max + 1), np.nan)
    least = _least_inertia(table, k_max)
    for k in range(2, k_max + 1):
        rows = np.flatnonzero(table.most >= k)
        silhouette[rows, k] = -np.inf
        for choice in range(2 ** (k - 1)):
            if not len(rows):
                break
            tried, tied = _starts(table, least, rows, k, choice)
            score = _mean_silhouette(table, rows, tried)
            better = score > silhouette[rows, k] + EQUAL_SILHOUETTE
            starts[rows[better], k, :k] = tried[better]
            silhouette[rows[better], k] = score[better]
            if choice == 0:
                rows = rows[tied]
    return starts, silhouette


def _inertia(table: Distinct, row: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Sum of squares about the mean of the values start to stop - 1 of each row."""
    mass = table.mass[row, stop] - table.mass[row, start]
    first = table.first[row, stop] - table.first[row, start]
    return table.second[row, stop] - table.second[row, start] - first * first / np.maximum(mass, 1)


def _least_inertia(table: Distinct, k_max: int) -> np.ndarray:
    """(k_max, Q, n + 1): at [k, q, j] the least inertia of the j lowest values in k levels, for 1 <= k < k_max.

    The best start of the last level grows with j, so the middle j is solved first and halves the starts of the rest;
    all middles of one depth, of all rows, are solved together.
    """
    rows, width = table.value.shape
    least = np.full((max(k_max, 2), rows, width + 1), np.inf)
    least[1] = _inertia(table, np.arange(rows)[:, None], np.zeros(1, dtype=np.int64), np.arange(width + 1))
    for k in range(2, k_max):
        row = np.arange(rows)
        # from low to high: the j to solve; from start to stop: where their last level may begin
        low, high, start, stop = np.full(rows, k), table.distinct, np.full(rows, k - 1), table.distinct - 1
        while True:
            open_ = low <= high
            if not open_.any():
                break
            row, low, high, start, stop = (part[open_] for part in (row, low, high, start, stop))
            middle = (low + high) // 2
            best = _solve(table, least, k, row, middle, start, np.minimum(stop, middle - 1))
            row = np.concatenate([row, row])
            low, high = np.concatenate([low, middle + 1]), np.concatenate([middle - 1, high])
            start, stop = np.concatenate([start, best]), np.concatenate([best, stop])
    return least


def _solve(
    table: Distinct,
    least: np.ndarray,
    k: int,
    row: np.ndarray,
    middle: np.ndarray,
    start: np.ndarray,
    stop: np.ndarray,
) -> np.ndarray:
    """Fills least[k, row, middle], trying starts from start to stop; returns the first best start of each."""
    length = stop - start + 1
    offset = np.cumsum(length) - length
    node = np.repeat(np.arange(len(row)), length)
    tried = np.arange(len(node)) - offset[node] + start[node]
    inertia = least[k - 1, row[node], tried] + _inertia(table, row[node], tried, middle[node])
    best = np.minimum.reduceat(inertia, offset)
    least[k, row, middle] = best
    hits = np.flatnonzero(inertia == best[node])
    return tried[hits[np.searchsorted(node[hits], np.arange(len(row)))]]


def _starts(table: Distinct, least: np.ndarray, rows: np.ndarray, k: int, choice: int) -> tuple[np.ndarray, np.ndarray]:
    """(rows, k) and (rows,): the index of the lowest value of each level, and whether there was a choice.

    Where several are equally good, a 0 bit of ``choice`` (the highest is the first level's) has the level take as few
    values as it may, a 1 bit as many.
    """
    column = np.arange(table.value.shape[1])
    end = table.distinct[rows]
    slack = EQUAL_INERTIA * least[1, rows, end][:, None]
    starts = np.zeros((len(rows), k), dtype=np.int64)
    tied = np.zeros(len(rows), dtype=bool)
    for level in range(k - 1):
        below = k - 1 - level  # levels still to come
        inertia = least[below, rows][:, :-1] + _inertia(table, rows[:, None], column, end[:, None])
        inertia[(column < below) | (column >= end[:, None])] = np.inf
        good = inertia <= inertia.min(axis=1, keepdims=True) + slack
        lowest, highest = good.argmax(axis=1), len(column) - 1 - good[:, ::-1].argmax(axis=1)
        tied |= lowest < highest
        end = lowest if choice >> (below - 1) & 1 else highest
        starts[:, level] = end
    return starts, tied


def _mean_silhouette(table: Distinct, rows: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """(rows,): mean Silhouette of the candidates; one that is alone in its level counts 0."""
    mass, first, value = table.mass[rows], table.first[rows], table.centred[rows]
    edges = np.concatenate([starts[:, ::-1], table.distinct[rows][:, None]], axis=1)  # ascending
    means = np.diff(np.take_along_axis(first, edges, 1)) / np.diff(np.take_along_axis(mass, edges, 1))
    means = np.pad(means, ((0, 0), (1, 1)), constant_values=((-np.inf, -np.inf), (-np.inf, np.inf)))
    level = (np.arange(value.shape[1]) >= edges[:, 1:-1, None]).sum(axis=1)
    low, high = np.take_along_axis(edges, level, 1), np.take_along_axis(edges, level + 1, 1)

    mass_low, mass_high = np.take_along_axis(mass, low, 1), np.take_along_axis(mass, high, 1)
    first_low, first_high = np.take_along_axis(first, low, 1), np.take_along_axis(first, high, 1)
    gaps = value * (mass[:, :-1] - mass_low) - (first[:, :-1] - first_low)  # to the values below, summed
    gaps += (first_high - first[:, 1:]) - value * (mass_high - mass[:, 1:])  # and to those above
    others = mass_high - mass_low - 1
    inside = gaps / np.maximum(others, 1)
    outside = np.minimum(value - np.take_along_axis(means, level, 1), np.take_along_axis(means, level + 2, 1) - value)
    larger = np.maximum(inside, outside)
    samples = np.zeros_like(value)
    np.divide(outside - inside, larger, out=samples, where=(others > 0) & (larger > 0))
    return (samples * np.diff(mass)).sum(axis=1) / mass[:, -1]
