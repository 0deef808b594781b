"""Exact 1-D k-means and Silhouette row by row, compiled by numba: importing this module needs it.

:func:`ladder.levels.partitions.best_partitions` says what is computed. Positions count distinct values here:
``mass[j]`` candidates have the j lowest, and ``sums[j]`` is the sum of these less the mean of all.
"""

import numpy as np
from numba import njit

from ladder.levels.ties import EQUAL_INERTIA, EQUAL_SILHOUETTE, MOST_EQUAL


@njit(cache=True, nogil=True)
def best_partitions(ordered: np.ndarray, k_max: int) -> tuple[np.ndarray, np.ndarray]:
    """Of rows on the host, a row after the other."""
    queries = len(ordered)
    cuts = np.full((queries, k_max + 1, k_max - 1), np.nan)
    silhouette = np.full((queries, k_max + 1), np.nan)
    for query in range(queries):
        row = ordered[query]
        value, mass, sums = _distinct(row)
        most = min(k_max, len(value), int(mass[-1]) - 1)
        between = _between(mass, sums, most)
        slack = EQUAL_INERTIA * (value * value * np.diff(mass)).sum()
        for k in range(2, most + 1):
            ends, silhouette[query, k] = _best(value, mass, sums, between[:k], slack)
            for level in range(k - 1):
                first = int(mass[ends[level + 1]])
                upper, lower = row[first], row[first - 1]
                middle = (upper + lower) / 2
                cuts[query, k, level] = middle if middle > lower else upper  # adjacent floats have no middle
    return cuts, silhouette


@njit(cache=True, nogil=True)
def _distinct(row: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(d,) the distinct values less the mean of all, (d + 1,) mass and (d + 1,) sums."""
    count = np.searchsorted(row, np.inf)
    value, mass, sums = np.empty(count), np.empty(count + 1), np.empty(count + 1)
    centre = row[:count].sum() / max(count, 1)
    distinct, total = 0, 0.0
    for i in range(count):
        if i == 0 or row[i] != row[i - 1]:
            value[distinct], mass[distinct], sums[distinct] = row[i] - centre, i, total
            distinct += 1
        total += row[i] - centre
    mass[distinct], sums[distinct] = count, total
    return value[:distinct], mass[: distinct + 1], sums[: distinct + 1]


@njit(cache=True, nogil=True)
def _between(mass: np.ndarray, sums: np.ndarray, most: int) -> np.ndarray:
    """(most, d + 1): at [k, j] the largest between-level sum of squares of the j lowest in k levels, 1 <= k < most."""
    distinct = len(mass) - 1
    between = np.full((max(most, 2), distinct + 1), -np.inf)
    between[1, 1:] = sums[1:] * sums[1:] / mass[1:]
    first = np.zeros(distinct + 1, dtype=np.int64)  # where the last level of the j lowest starts
    for k in range(2, most):
        step = 2 ** int(np.log2(distinct))
        first[:] = distinct - 1
        first[0] = 0
        while step:  # the stops between those of twice the step: their starts lie between, too
            for stop in range(step, distinct + 1, 2 * step):
                low, high = first[stop - step], min(first[min(stop + step, distinct)], stop - 1)
                best, at, total, size = -np.inf, low, sums[stop], mass[stop]
                for start in range(low, high + 1):
                    part = total - sums[start]
                    found = between[k - 1, start] + part * part / (size - mass[start])
                    if found > best:
                        best, at = found, start
                between[k, stop], first[stop] = best, at
            step //= 2
    return between


@njit(cache=True, nogil=True)
def _best(
    value: np.ndarray, mass: np.ndarray, sums: np.ndarray, between: np.ndarray, slack: float
) -> tuple[np.ndarray, float]:
    """(k + 1,) and the mean Silhouette: where the k levels end, the most relevant first, and 0.

    Of the equally good ones, tried in the order of preference: the highest start of level 1 first.
    """
    k = len(between)
    ends, best = np.zeros(k + 1, dtype=np.int64), np.zeros(k + 1, dtype=np.int64)
    ends[0] = len(value)
    worth, enough = np.empty((k - 1, len(value))), np.empty(k - 1)
    highest, tried, level, new = -np.inf, 0, 0, True
    while level >= 0 and tried < MOST_EQUAL:
        if new:
            ends[level + 1] = ends[level]
            enough[level] = _worth(mass, sums, between[k - 1 - level], ends[level], worth[level]) - slack
        ends[level + 1] -= 1
        new = False
        if ends[level + 1] < k - 1 - level:
            level -= 1
        elif worth[level, ends[level + 1]] >= enough[level]:
            if level < k - 2:
                level, new = level + 1, True
            else:
                tried += 1
                score = _mean_silhouette(value, mass, sums, ends)
                if score > highest + EQUAL_SILHOUETTE:
                    highest, best[:] = score, ends
    return best, highest


@njit(cache=True, nogil=True)
def _worth(mass: np.ndarray, sums: np.ndarray, between: np.ndarray, stop: int, worth: np.ndarray) -> float:
    """Fills in what each start of a level that ends at ``stop`` is worth; the most of all."""
    most = -np.inf
    for start in range(stop):
        part = sums[stop] - sums[start]
        worth[start] = between[start] + part * part / (mass[stop] - mass[start])
        most = max(most, worth[start])
    return most


@njit(cache=True, nogil=True)
def _mean_silhouette(value: np.ndarray, mass: np.ndarray, sums: np.ndarray, ends: np.ndarray) -> float:
    """Mean Silhouette of the candidates; one that is alone in its level counts 0."""
    total, levels = 0.0, len(ends) - 1
    for level in range(levels):
        stop, start = ends[level], ends[level + 1]
        others = mass[stop] - mass[start] - 1
        if others == 0:
            continue
        above = _mean(mass, sums, stop, ends[level - 1]) if level > 0 else np.inf
        below = _mean(mass, sums, ends[level + 2], start) if level + 1 < levels else -np.inf
        for i in range(start, stop):  # the gaps to the lower values and to the higher ones of the level, summed
            gaps = value[i] * (mass[i] - mass[start]) - (sums[i] - sums[start])
            gaps += (sums[stop] - sums[i + 1]) - value[i] * (mass[stop] - mass[i + 1])
            inside, outside = gaps / others, min(above - value[i], value[i] - below)
            larger = max(inside, outside)
            if larger > 0:
                total += (outside - inside) / larger * (mass[i + 1] - mass[i])
    return total / mass[-1]


@njit(cache=True, nogil=True)
def _mean(mass: np.ndarray, sums: np.ndarray, start: int, stop: int) -> float:
    """Mean of a level, less that of all."""
    return (sums[stop] - sums[start]) / (mass[stop] - mass[start])
