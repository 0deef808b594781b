"""Each query's candidates as distinct values with counts and prefix sums: what both clusterings read."""

from typing import NamedTuple

import numpy as np

EQUAL_INERTIA = 1e-13  # two partitions are equally good within this share of the inertia of one level
EQUAL_SILHOUETTE = 1e-12  # two mean Silhouettes this close are a tie


class Distinct(NamedTuple):
    """Q rows of distinct values, ascending; n is the most of any row, shorter rows are padded with 0.

    An optimal partition never parts equal values, so that nothing is lost. Prefix sums run over the values less
    their mean: ``mass[q, j]``, ``first[q, j]`` and ``second[q, j]`` sum 1, value and value squared over the
    candidates at the j lowest values.
    """

    value: np.ndarray  # (Q, n)
    centred: np.ndarray  # (Q, n)
    mass: np.ndarray  # (Q, n + 1)
    first: np.ndarray  # (Q, n + 1)
    second: np.ndarray  # (Q, n + 1)
    distinct: np.ndarray  # (Q,) how many values
    most: np.ndarray  # (Q,) the largest K that has a Silhouette: distinct values, or candidates less one


def distinct_values(relevance: np.ndarray, candidate: np.ndarray) -> Distinct:
    """The candidates' values of each row, sorted, merged and summed up in float64."""
    ordered = np.sort(np.where(candidate, relevance, np.inf), axis=1)
    present = np.isfinite(ordered)
    new = present.copy()
    new[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    place = np.cumsum(new, axis=1) - 1
    distinct = new.sum(axis=1)

    shape = (len(ordered), int(distinct.max(initial=0)))
    value, count = np.zeros(shape), np.zeros(shape)
    rows, columns = np.nonzero(new)
    value[rows, place[rows, columns]] = ordered[rows, columns]
    rows, columns = np.nonzero(present)
    np.add.at(count, (rows, place[rows, columns]), 1)

    total = count.sum(axis=1)
    centre = (value * count).sum(axis=1) / np.maximum(total, 1)
    centred = np.where(count > 0, value - centre[:, None], 0)
    mass, first, second = (_prefix_sums(count * part) for part in (1, centred, centred**2))
    most = np.minimum(distinct, total - 1).astype(np.int64)
    return Distinct(value, centred, mass, first, second, distinct, most)


def _prefix_sums(table: np.ndarray) -> np.ndarray:
    """(Q, n) to (Q, n + 1), the first column 0."""
    return np.pad(np.cumsum(table, axis=1), ((0, 0), (1, 0)))
