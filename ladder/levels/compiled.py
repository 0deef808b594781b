"""Exact 1-D k-means and Silhouette row by row, compiled by numba: importing this module needs it.

:mod:`ladder.levels.vectorised` is the same in numpy and says what is computed.
"""

import numpy as np
from numba import njit

from ladder.levels.distinct import EQUAL_INERTIA, EQUAL_SILHOUETTE, Distinct


@njit(cache=True)
def best_partitions(table: Distinct, k_max: int) -> tuple[np.ndarray, np.ndarray]:
    """Same arguments and results as :func:`ladder.levels.vectorised.best_partitions`."""
    rows = len(table.value)
    starts = np.zeros((rows, k_max + 1, k_max), dtype=np.int64)
    silhouette = np.full((rows, k_max + 1), np.nan)
    for row in range(rows):
        sums = (table.mass[row], table.first[row], table.second[row])
        distinct = table.distinct[row]
        most = min(k_max, table.most[row])
        least = _least_inertia(sums, distinct, most)
        for k in range(2, most + 1):
            silhouette[row, k] = -np.inf
            for choice in range(2 ** (k - 1)):
                tried, tied = _starts(sums, least, distinct, k, choice)
                score = _mean_silhouette(sums, table.centred[row], distinct, tried)
                if score > silhouette[row, k] + EQUAL_SILHOUETTE:
                    starts[row, k, :k] = tried
                    silhouette[row, k] = score
                if not tied:
                    break
    return starts, silhouette


@njit(cache=True)
def _inertia(sums: tuple[np.ndarray, np.ndarray, np.ndarray], start: int, stop: int) -> float:
    """Sum of squares about the mean of the values start to stop - 1."""
    mass, first, second = sums
    part = first[stop] - first[start]
    return second[stop] - second[start] - part * part / (mass[stop] - mass[start])


@njit(cache=True)
def _least_inertia(sums: tuple[np.ndarray, np.ndarray, np.ndarray], distinct: int, k_max: int) -> np.ndarray:
    """(k_max, n + 1): at [k, j] the least inertia of the j lowest values in k levels, for 1 <= k < k_max."""
    least = np.full((max(k_max, 2), distinct + 1), np.inf)
    for stop in range(1, distinct + 1):
        least[1, stop] = _inertia(sums, 0, stop)
    work = np.empty((distinct + 2, 4), dtype=np.int64)  # low, high: the j to solve; start, stop: their last level's
    for k in range(2, k_max):
        work[0] = (k, distinct, k - 1, distinct - 1)
        waiting = 1
        while waiting:
            waiting -= 1
            low, high, start, stop = work[waiting]
            if low > high:
                continue
            middle = (low + high) // 2
            best = start
            for tried in range(start, min(stop, middle - 1) + 1):
                inertia = least[k - 1, tried] + _inertia(sums, tried, middle)
                if inertia < least[k, middle]:
                    least[k, middle] = inertia
                    best = tried
            work[waiting] = (low, middle - 1, start, best)
            work[waiting + 1] = (middle + 1, high, best, stop)
            waiting += 2
    return least


@njit(cache=True)
def _starts(
    sums: tuple[np.ndarray, np.ndarray, np.ndarray], least: np.ndarray, distinct: int, k: int, choice: int
) -> tuple[np.ndarray, bool]:
    """(k,): the index of the lowest value of each level, and whether there was a choice."""
    starts = np.zeros(k, dtype=np.int64)
    end, tied = distinct, False
    slack = EQUAL_INERTIA * least[1, distinct]
    for level in range(k - 1):
        below = k - 1 - level
        best, lowest = np.inf, below
        for tried in range(below, end):
            inertia = least[below, tried] + _inertia(sums, tried, end)
            if inertia < best:
                best, lowest = inertia, tried
        highest = lowest
        for tried in range(below, end):
            if least[below, tried] + _inertia(sums, tried, end) <= best + slack:
                lowest, highest = min(lowest, tried), max(highest, tried)
        tied |= lowest < highest
        end = lowest if choice >> (below - 1) & 1 else highest
        starts[level] = end
    return starts, tied


@njit(cache=True)
def _mean_silhouette(
    sums: tuple[np.ndarray, np.ndarray, np.ndarray], value: np.ndarray, distinct: int, starts: np.ndarray
) -> float:
    """Mean Silhouette of the candidates; one that is alone in its level counts 0."""
    mass, first, _ = sums
    k = len(starts)
    stops = np.empty(k, dtype=np.int64)
    stops[0], stops[1:] = distinct, starts[:-1]
    means = (first[stops] - first[starts]) / (mass[stops] - mass[starts])
    total = 0.0
    for level in range(k):
        start, stop = starts[level], stops[level]
        others = mass[stop] - mass[start] - 1
        if others == 0:
            continue
        for i in range(start, stop):
            gaps = value[i] * (mass[i] - mass[start]) - (first[i] - first[start])
            gaps += (first[stop] - first[i + 1]) - value[i] * (mass[stop] - mass[i + 1])
            inside, outside = gaps / others, np.inf
            if level > 0:
                outside = means[level - 1] - value[i]
            if level < k - 1:
                outside = min(outside, value[i] - means[level + 1])
            larger = max(inside, outside)
            if larger > 0:
                total += (outside - inside) / larger * (mass[i + 1] - mass[i])
    return total / mass[distinct]
