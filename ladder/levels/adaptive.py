"""Levels found in the relevance itself: exact 1-D k-means, and as many levels as the Silhouette favours."""

import functools
import importlib
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ladder.levels.distinct import EQUAL_SILHOUETTE, Distinct, distinct_values
from ladder.levels.labels import Levels, check_tables, levels_from_cuts

MOST_LEVELS = 8
BLOCK = 2_000_000  # values clustered at once: bounds the memory, about 200 bytes each

Scope = Literal["query", "batch"]


def adaptive_levels(
    relevance: ArrayLike,
    candidate: ArrayLike | None = None,
    *,
    k_min: int = 2,
    k_max: int = 4,
    min_silhouette: float | None = None,
    scope: Scope = "query",
) -> Levels:
    r"""Finds for each query how many levels its candidates' relevance falls into, and where they lie.

    For each K the values are split exactly as k-means would have it at best, with the least inertia
    :math:`\sum_l \sum_{i \in l} (R_i - \bar R_l)^2`; K is the one with the largest mean Silhouette
    :math:`(b - a) / \max(a, b)`, where a and b are a candidate's mean gap to its own and to the nearest other
    level [1].

    * Of equally large Silhouettes the smallest K is taken; of equally good partitions into K (quantised relevance
      has them) the one with the larger Silhouette, then with fewer candidates in level 1, then in level 2, and so on.
      Equal relevance is always in the same level.
    * K is at most the number of distinct values and of candidates less one, whatever ``k_min`` says. A query whose
      candidates are all equally relevant, or that has only one or two, has one level; one without candidates has none.
    * One level has no Silhouette. With ``k_min=1`` it counts as 0, and is taken where no split is better.

    Args:
        relevance: ``(Q, C)`` in [0, 1]; asymmetric is right. Computed with in float64.
        candidate: ``(Q, C)`` boolean, what is clustered: not the query's own pair, nor other captions of the same
            image. Everything by default.
        k_min: Fewest levels, at least 1.
        k_max: Most levels, at most 8.
        min_silhouette: A query whose best mean Silhouette lies below has one level; None for no such floor.
        scope: ``query``: every query has a K and cuts of its own. ``batch``: one K and one set of cuts, from the
            values of all candidates of all queries.

    Returns:
        The levels. A cut lies midway between the lowest value of a level and the highest of the next.

    Raises:
        ValueError: If a table or an option is not as described; the text names the row and column.

    References:
        [1] Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
            Journal of Computational and Applied Mathematics 20, 1987.

    Example:
        >>> levels = adaptive_levels([[0.90, 0.88, 0.50, 0.48, 0.12, 0.11, 0.10]])
        >>> levels.labels, levels.k
        (array([[1, 1, 2, 2, 3, 3, 3]]), array([3]))
        >>> levels.silhouette.round(3)
        array([[  nan,   nan, 0.684, 0.956, 0.684]])
        >>> levels.cuts
        array([[0.69, 0.3 ,  nan]])
    """
    check_options(k_min, k_max, min_silhouette, scope)
    table, mask = check_tables(relevance, candidate)
    if scope == "batch":
        values = table[mask][None, :]
        found = _cuts(values, np.ones(values.shape, dtype=bool), k_min, k_max, min_silhouette)
        cuts, silhouette = (np.repeat(part, len(table), axis=0) for part in found)
    else:
        step = max(1, BLOCK // max(1, table.shape[1]))
        blocks = [slice(first, first + step) for first in range(0, max(1, len(table)), step)]
        parts = [_cuts(table[rows], mask[rows], k_min, k_max, min_silhouette) for rows in blocks]
        cuts, silhouette = (np.concatenate(part) for part in zip(*parts, strict=True))
    return levels_from_cuts(table, mask, cuts, silhouette)


def check_options(k_min: int, k_max: int, min_silhouette: float | None, scope: str) -> None:
    """ValueError unless :func:`adaptive_levels` takes these."""
    if not 1 <= k_min <= k_max <= MOST_LEVELS:
        raise ValueError(f"expected 1 <= `k_min` <= `k_max` <= {MOST_LEVELS}, got {k_min} and {k_max}")
    if min_silhouette is not None and not -1 <= min_silhouette <= 1:
        raise ValueError(f"`min_silhouette` must lie in [-1, 1], got {min_silhouette}")
    if scope not in ("query", "batch"):
        raise ValueError(f"`scope` must be `query` or `batch`, got `{scope}`")


def _cuts(
    relevance: np.ndarray, candidate: np.ndarray, k_min: int, k_max: int, min_silhouette: float | None
) -> tuple[np.ndarray, np.ndarray]:
    """Cuts and Silhouettes of each row, as in Levels."""
    table = distinct_values(relevance, candidate)
    starts, silhouette = _clustering()(table, k_max)
    k = _choose(silhouette, np.minimum(table.most, k_min), min_silhouette)
    cuts = np.full((len(k), k_max - 1), np.nan)
    rows, level = np.nonzero(np.arange(1, k_max) < k[:, None])
    start = starts[rows, k[rows], level]
    upper, lower = table.value[rows, start], table.value[rows, start - 1]
    middle = (upper + lower) / 2
    cuts[rows, level] = np.where(middle > lower, middle, upper)  # adjacent floats have no middle
    return cuts, silhouette


def _choose(silhouette: np.ndarray, fewest: np.ndarray, min_silhouette: float | None) -> np.ndarray:
    """(Q,): the smallest K, at least ``fewest`` (Q,), whose Silhouette is the largest."""
    scores = np.where(np.isnan(silhouette), -np.inf, silhouette)
    scores[:, 1] = 0
    scores[np.arange(silhouette.shape[1]) < np.maximum(fewest, 1)[:, None]] = -np.inf
    best = scores.max(axis=1)
    k = (scores >= best[:, None] - EQUAL_SILHOUETTE).argmax(axis=1)
    if min_silhouette is not None:
        k[best < min_silhouette - EQUAL_SILHOUETTE] = 1
    return k


@functools.cache
def _clustering() -> Callable[[Distinct, int], tuple[np.ndarray, np.ndarray]]:
    """The compiled clustering where numba is at hand, else the one in numpy."""
    try:
        return importlib.import_module("ladder.levels.compiled").best_partitions
    except (ImportError, RuntimeError):  # RuntimeError: numba finds no folder that it may keep its cache in
        return importlib.import_module("ladder.levels.vectorised").best_partitions
