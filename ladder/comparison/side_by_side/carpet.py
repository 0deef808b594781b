"""The coherence carpet: a row a query, a column a rank, a cell the level of what stands there."""

from typing import Literal, NamedTuple

import numpy as np

from ladder.comparison.side_by_side.lists import Beside, Lists
from ladder.evaluation.bootstrap import ENDS, Bootstrap

OWN, UNLEVELLED = 0, 6  # cells: the own pair, 1 to 5 from most to least relevant, and what is on no level
FIFTHS = (0.8, 0.6, 0.4, 0.2, 1e-6)
IDEAL_SHARES = (80, 60, 40, 20, 1)  # per cent
RESAMPLES = 400
Cuts = Literal["fifths", "ideal", "own"]
Sort = Literal["a", "b", "change", "file"]
CUTS: dict[Cuts, str] = {
    "fifths": "fifths of relevance",
    "ideal": "as the ideal order has them",
    "own": "each query's own",
}
SORTS: dict[Sort, str] = {"change": "change", "b": "order in B", "a": "order in A", "file": "as they came"}


class Carpet(NamedTuple):
    """Two carpets with their rows in one order.

    Attributes:
        rows: ``(row,)`` int64, the query of each row.
        cells: ``(row, k)`` uint8: 16 times the level in A, plus that in B.
    """

    rows: np.ndarray
    cells: np.ndarray


class Means(NamedTuple):
    """Column means with their 95 % interval over images, ``(k,)`` each."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def cuts_of(pair: Beside, by: Cuts) -> tuple[float, ...] | None:
    """The least relevance of levels 1 to 5, descending; what has less is on no level.

    ``fifths``: of the scale, and nothing at all is on no level. ``ideal``: so that the best possible order of all
    queries has a fifth of each, whatever the judge's degrees are. ``own``: None, for every query has its own: the
    adaptive levels of its gallery.
    """
    if by == "own":
        return None
    if by == "fifths":
        return FIFTHS
    return tuple(np.maximum(np.percentile(pair.ideal, IDEAL_SHARES), 1e-6).tolist())


def relevance_levels(relevance: np.ndarray, own: np.ndarray, cuts: tuple[float, ...]) -> np.ndarray:
    """The level of each cell.

    Args:
        relevance: In [0, 1], of any shape.
        own: Bool, of the same shape.
        cuts: As :func:`cuts_of` gives them.

    Returns:
        uint8 of the same shape: 0 own, 1 to 5 from most to least relevant, 6 on no level.

    Example:
        >>> relevance_levels(np.array([1.0, 0.8, 0.3, 0.0]), np.array([True, False, False, False]), FIFTHS)
        array([0, 1, 4, 6], dtype=uint8)
    """
    degrees = np.asarray(relevance, dtype=np.float32)[..., None]
    levels = 1 + (degrees < np.asarray(cuts, dtype=np.float32)).sum(axis=-1)
    return np.where(own, OWN, levels).astype(np.uint8)


def carpet(
    pair: Beside, scores: tuple[np.ndarray, np.ndarray], rows: np.ndarray, cuts: tuple[float, ...] | None, sort: Sort
) -> Carpet:
    """The carpets of A and B.

    Args:
        pair: Both runs' lists.
        scores: ``(query,)`` a side, by which the rows are sorted, highest first; nan is last.
        rows: ``(row,)`` the queries that are shown.
        cuts: As :func:`cuts_of` gives them.
        sort: ``a``, ``b``, ``change`` (of B against A), or ``file``.
    """
    key = {"a": scores[0], "b": scores[1], "change": scores[1] - scores[0], "file": -np.arange(len(scores[0]))}[sort]
    ordered = rows[np.argsort(-key[rows], kind="stable")]  # nan is sorted last
    a, b = (_levels(side, ordered, cuts) for side in pair.sides)
    return Carpet(ordered, a << 4 | b)


def _levels(side: Lists, rows: np.ndarray, cuts: tuple[float, ...] | None) -> np.ndarray:
    if cuts is None:
        return np.where(side.levels[rows] < 0, UNLEVELLED, side.levels[rows]).astype(np.uint8)
    return relevance_levels(side.relevance[rows], side.own[rows], cuts)


def means_by_rank(pair: Beside, rows: np.ndarray, *, seed: int = 0) -> dict[str, Means]:
    """Mean relevance at each rank with its interval: of ``a``, ``b``, their ``difference``, and the ``ideal`` order.

    Args:
        pair: Both runs' lists.
        rows: ``(row,)`` the queries that are averaged, at least one.
        seed: Of the resamples of images, which are the same for all four.
    """
    a, b = (side.relevance[rows] for side in pair.sides)
    image, place = np.unique(pair.image[rows], return_inverse=True)
    bootstrap = Bootstrap([np.arange(len(image))], RESAMPLES, np.random.default_rng(seed))
    found = bootstrap.means(np.stack([a, b, b - a, pair.ideal[rows]], axis=1), place)
    low, high = np.percentile(found[1:], ENDS, axis=0)
    names = ("a", "b", "difference", "ideal")
    return {name: Means(found[0, at], low[at], high[at]) for at, name in enumerate(names)}


def overall(pair: Beside, rows: np.ndarray, *, seed: int = 0) -> tuple[float, float, float]:
    """B - A of the mean relevance over the whole lists, with its 95 % interval over images."""
    change = (pair.sides[1].relevance[rows] - pair.sides[0].relevance[rows]).mean(axis=1)
    image, place = np.unique(pair.image[rows], return_inverse=True)
    bootstrap = Bootstrap([np.arange(len(image))], RESAMPLES, np.random.default_rng(seed))
    found = bootstrap.means(change, place)
    low, high = np.percentile(found[1:], ENDS)
    return float(found[0]), float(low), float(high)
