"""An outline round the items of each level of a query."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

INNER = 0.9  # share of a level's items that its outline goes round
FLAT = 1e-6  # of its length: a set of places no wider than that is a line


@dataclass(frozen=True, eq=False)
class Hull:
    """The outline of one level.

    Attributes:
        level: Its number.
        outline: ``(V, 2)`` float32, the corners counter-clockwise, the first not repeated. One corner where all items
            share a place, two where they lie on a line.
        items: How many the level has.
        inside: How many of them the outline goes round.
    """

    level: int
    outline: np.ndarray
    items: int
    inside: int


def level_hulls(places: np.ndarray, labels: np.ndarray, levels: Iterable[int] | None = None) -> list[Hull]:
    """The convex hull of the inner nine tenths of each level's items.

    Each level has an outline of its own, and not together with those above it: outlines that were cumulative would be
    nested whatever the map is like. Outlines that lie in each other say that the picture keeps the order, outlines that
    cross say that it does not. The tenth of the items that stand farthest from the level's median place (of equally far
    ones the later items) is left outside: one far item would else stretch the outline over the whole map.

    Args:
        places: ``(items, 2)``.
        labels: ``(items,)`` int, 1 … K from most to least relevant.
        levels: Which ones are outlined; by default all from 1 on.

    Returns:
        A hull a level that has items, in the order of ``levels``.

    Example:
        >>> corners = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [1.0, 1.0], [5.0, 5.0]])
        >>> one, two = level_hulls(corners, np.array([1, 1, 1, 1, 1, 2]))
        >>> one.outline.tolist(), two.outline.tolist()
        ([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]], [[5.0, 5.0]])
    """
    labels = np.asarray(labels)
    wanted = np.unique(labels[labels > 0]).tolist() if levels is None else list(levels)
    hulls = []
    for level in wanted:
        spots = np.asarray(places, dtype=np.float64)[labels == level]
        if len(spots):
            distance = np.linalg.norm(spots - np.median(spots, axis=0), axis=1)
            inner = spots[np.argsort(distance, kind="stable")[: int(np.ceil(INNER * len(spots)))]]
            hulls.append(Hull(int(level), _outline(inner).astype(np.float32), len(spots), len(inner)))
    return hulls


def _outline(spots: np.ndarray) -> np.ndarray:
    """The corners of the convex hull, counter-clockwise from the lowest of the leftmost; the ends of a line."""
    spots = np.unique(spots, axis=0)
    centred = spots - spots.mean(axis=0)
    _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
    if len(spots) < 3 or lengths[1] <= FLAT * lengths[0]:
        along = centred @ directions[0]
        return spots[np.unique([along.argmin(), along.argmax()])]
    from scipy.spatial import ConvexHull

    corners = ConvexHull(spots).vertices  # counter-clockwise in the plane
    return spots[np.roll(corners, -int(corners.argmin()))]
