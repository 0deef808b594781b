"""Adaptive levels by their definition: every partition tried, every gap measured. For a few values only."""

from itertools import combinations, pairwise

import numpy as np

EQUAL = 1e-11


def partitions(values, k):
    """Every split of the values, the highest first, into k non-empty levels that part no equal ones."""
    ordered = sorted(values, reverse=True)
    steps = [place for place in range(1, len(ordered)) if ordered[place] != ordered[place - 1]]
    for cut in combinations(steps, k - 1):
        yield [ordered[start:stop] for start, stop in pairwise([0, *cut, len(ordered)])]


def inertia(levels):
    return sum(sum((value - sum(level) / len(level)) ** 2 for value in level) for level in levels)


def mean_silhouette(levels):
    samples = []
    for level in levels:
        for value in level:
            if len(level) == 1:
                samples.append(0.0)
                continue
            own = sum(abs(value - other) for other in level) / (len(level) - 1)
            nearest = min(
                sum(abs(value - stranger) for stranger in other) / len(other) for other in levels if other is not level
            )
            samples.append((nearest - own) / max(own, nearest))
    return sum(samples) / len(samples)


def best_partition(values, k):
    """Of least inertia, then of the largest Silhouette, then with the smallest first level, second level, …"""
    found = list(partitions(values, k))
    least = min(map(inertia, found))
    good = [levels for levels in found if inertia(levels) <= least + EQUAL]
    largest = max(map(mean_silhouette, good))
    return next(levels for levels in good if mean_silhouette(levels) >= largest - EQUAL)


def best_levels(values, k_min=2, k_max=4, min_silhouette=None):
    """The values of each level of one query, and the mean Silhouette by K."""
    if not values:
        return [], {}
    most = min(k_max, len(set(values)), len(values) - 1)
    options = {1: [list(values)]} | {k: best_partition(values, k) for k in range(2, most + 1)}
    scores = {k: mean_silhouette(levels) for k, levels in options.items() if k > 1}
    allowed = {1: 0.0} | scores
    allowed = {k: score for k, score in allowed.items() if k >= max(1, min(k_min, most))}
    best = max(allowed.values())
    k = min(k for k, score in allowed.items() if score >= best - EQUAL)
    if min_silhouette is not None and best < min_silhouette - EQUAL:
        k = 1
    return options[k], scores


def row_labels(relevance, candidate, **options):
    """The labels of one query."""
    values = [value for value, is_candidate in zip(relevance, candidate) if is_candidate]
    levels, _ = best_levels(values, **options)
    label = {value: number for number, level in enumerate(levels, start=1) for value in level}
    return [label[value] if is_candidate else -1 for value, is_candidate in zip(relevance, candidate)]


def batch_labels(relevance, candidate, **options):
    """The labels of all queries, by one K and one set of cuts."""
    flat = row_labels(np.ravel(relevance).tolist(), np.ravel(candidate).tolist(), **options)
    return np.reshape(flat, np.shape(relevance))
