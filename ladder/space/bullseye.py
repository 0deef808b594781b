"""A query in the middle and every item at its exact distance: a picture without a projection."""

from dataclasses import dataclass

import numpy as np

GOLDEN = (np.sqrt(5) - 1) / 2  # whose multiples fall evenly into [0, 1), wherever one stops
MARGIN = 0.03  # of a sector's width, left free at each side


@dataclass(frozen=True, eq=False)
class Bullseye:
    """Where items stand round a query.

    Exact is the radius, and what follows from it alone: who is nearer, the medians, the gaps between them. The angle is
    decoration: its sector says the item's cluster, its place in the sector says nothing.

    Attributes:
        radius: ``(items,)`` float64, 1 - similarity, in [0, 2]; nan where the similarity is.
        angle: ``(items,)`` float64 in [0, 2π); nan likewise.
        medians: The median radius of each level that has items, by its label; not of -1.
        sectors: From cluster to the start and end of its sector, in radians.
    """

    radius: np.ndarray
    angle: np.ndarray
    medians: dict[int, float]
    sectors: dict[int, tuple[float, float]]

    @property
    def places(self) -> np.ndarray:
        """``(items, 2)`` float32, x and y with the query at 0, 0."""
        spots = np.stack([np.cos(self.angle), np.sin(self.angle)], axis=1) * self.radius[:, None]
        return spots.astype(np.float32)


def bullseye(similarity: np.ndarray, labels: np.ndarray, angle_by: np.ndarray) -> Bullseye:
    """Places items round a query.

    The circle is shared among the clusters by the square root of their sizes, so that a small one can be read. In its
    sector, items are taken by rising radius and turned by the golden section each, so that no two lie on each other.

    Args:
        similarity: ``(items,)`` to the query, in [-1, 1]; nan for an item that is left out.
        labels: ``(items,)`` int: 0 the own pair, 1 … K levels, -1 none.
        angle_by: ``(items,)`` int, the cluster of each.

    Raises:
        ValueError: If the shapes differ.

    Example:
        >>> eye = bullseye(np.array([0.9, 0.5, 0.7]), np.array([1, 2, 2]), np.array([0, 0, 1]))
        >>> eye.radius.round(2), {level: round(radius, 2) for level, radius in eye.medians.items()}
        (array([0.1, 0.5, 0.3]), {1: 0.1, 2: 0.4})
        >>> eye.angle.round(2)
        array([1.84, 0.52, 4.98])
    """
    similarity, labels, angle_by = (np.asarray(values) for values in (similarity, labels, angle_by))
    if not similarity.shape == labels.shape == angle_by.shape:
        raise ValueError(f"expected one shape, got {similarity.shape}, {labels.shape} and {angle_by.shape}")
    radius = 1 - similarity.astype(np.float64)
    there = np.flatnonzero(~np.isnan(radius))
    angle, sectors = np.full(radius.shape, np.nan), _sectors(angle_by[there])
    for cluster, (start, end) in sectors.items():
        items = there[angle_by[there] == cluster]
        items = items[np.argsort(radius[items], kind="stable")]
        turned = (0.5 + GOLDEN * np.arange(len(items))) % 1
        angle[items] = start + (end - start) * (MARGIN + (1 - 2 * MARGIN) * turned)
    medians = {
        int(level): float(np.median(radius[there][labels[there] == level]))
        for level in np.unique(labels[there])
        if level >= 0
    }
    return Bullseye(radius, angle, medians, sectors)


def _sectors(angle_by: np.ndarray) -> dict[int, tuple[float, float]]:
    """The start and end of each cluster's sector, by the clusters' numbers."""
    found, sizes = np.unique(angle_by, return_counts=True)
    widths = np.sqrt(sizes) / np.sqrt(sizes).sum()
    ends = 2 * np.pi * np.cumsum(widths)
    return {
        int(cluster): (float(end - 2 * np.pi * width), float(end))
        for cluster, width, end in zip(found, widths, ends, strict=True)
    }
