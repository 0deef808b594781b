"""Where the items of each level of a query stand thickest on a map: lines of equal density round most of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

INNER = 0.75  # share of a level's items that its line goes round
WIDTH = 0.03  # of the map's longer side: the standard deviation of an item's bell
NODES = 100  # of the grid along the longer side
REACH = 4  # standard deviations round all items that the grid covers: beyond, there is no density
FEWEST = 5  # items that have a density
GAIN = 1.5  # how much thicker a level must stand in its line than all items do; else the line says nothing

Edge = tuple[int, int, int]  # row and column of the node where it starts, and 0 along the row or 1 along the column


@dataclass(frozen=True, eq=False)
class Contour:
    """The line round one level.

    Attributes:
        level: Its number.
        paths: ``(V, 2)`` float32 each, closed, the first corner not repeated; together, by the even-odd rule. Empty
            where a line would say nothing: of too few items, or of a level that is spread as all items are.
        items: How many the level has.
        inside: The share of them inside.
        all_inside: The share of all items inside.
    """

    level: int
    paths: tuple[np.ndarray, ...]
    items: int
    inside: float
    all_inside: float


def level_contours(places: np.ndarray, labels: np.ndarray, levels: Iterable[int] | None = None) -> list[Contour]:
    """The line of equal density round the inner three quarters of each level's items.

    The density is a sum of equally wide Gaussian bells, the same for all levels, so that a level may be in several
    places. Each level has a line of its own, and not together with those above it: cumulative ones would be nested
    whatever the map is like. Lines that lie in each other say that the picture keeps the order.

    Args:
        places: ``(items, 2)``; nan for an item that is not on the map.
        labels: ``(items,)`` int, 1 … K from most to least relevant.
        levels: Which ones; by default all from 1 on.

    Returns:
        A contour a level that has items, in the order of ``levels``.

    Example:
        >>> places = np.stack(np.meshgrid(np.arange(30.0), np.arange(30.0)), axis=-1).reshape(-1, 2)
        >>> corner = np.where(places.max(axis=1) < 9, 1, 2)
        >>> near, rest = level_contours(places, corner)
        >>> len(near.paths), near.items, len(rest.paths)
        (1, 81, 0)
    """
    there = ~np.isnan(places).any(axis=1)
    spots, labels = np.asarray(places, dtype=np.float64)[there], np.asarray(labels)[there]
    wanted = np.unique(labels[labels > 0]).tolist() if levels is None else list(levels)
    grid = _Grid(spots) if len(spots) else None
    return [_contour(grid, spots, labels == level, int(level)) for level in wanted if grid and (labels == level).any()]


def _contour(grid: "_Grid", spots: np.ndarray, mine: np.ndarray, level: int) -> Contour:
    density = grid.density(spots[mine])
    at = grid.read(density, spots)
    own = np.sort(at[mine])[::-1]
    cut = own[int(np.ceil(INNER * len(own))) - 1] - grid.peak / 2  # so that an item alone has some ground
    inside, everywhere = float((own >= cut).mean()), float((at >= cut).mean())
    tells = len(own) >= FEWEST and inside >= GAIN * everywhere
    paths = tuple(grid.place(path) for path in _lines(density, cut)) if tells else ()
    return Contour(level, paths, len(own), inside, everywhere)


class _Grid:
    """Nodes over a map, and what is around it; row and column of a node are y and x."""

    def __init__(self, spots: np.ndarray) -> None:
        low, high = spots.min(axis=0), spots.max(axis=0)
        longest = float((high - low).max()) or 1.0
        self.step = longest / (NODES - 1)
        self.bell = WIDTH * longest / self.step  # in steps
        around = int(np.ceil(REACH * self.bell)) + 1
        self.peak = 1 / (2 * np.pi * self.bell**2)
        self.low = low - around * self.step
        self.shape = tuple((np.ceil((high - low) / self.step).astype(int) + 2 * around + 1)[::-1])

    def density(self, spots: np.ndarray) -> np.ndarray:
        """The bells of some items, each shared among the four nodes round it."""
        from scipy.ndimage import gaussian_filter

        at = (spots - self.low) / self.step
        corner = np.floor(at).astype(int)
        (x, y), part = corner.T, at - corner
        counts = np.zeros(self.shape)
        for right in (0, 1):
            for down in (0, 1):
                weight = np.abs(1 - right - part[:, 0]) * np.abs(1 - down - part[:, 1])
                np.add.at(counts, (y + down, x + right), weight)
        return gaussian_filter(counts, self.bell, mode="constant", truncate=REACH)

    def read(self, density: np.ndarray, spots: np.ndarray) -> np.ndarray:
        """``(items,)`` the density where items stand, linear between the nodes."""
        from scipy.ndimage import map_coordinates

        return map_coordinates(density, ((spots - self.low) / self.step).T[::-1], order=1)

    def place(self, path: np.ndarray) -> np.ndarray:
        """Rows and columns as places on the map."""
        return (path[:, ::-1] * self.step + self.low).astype(np.float32)


def _lines(field: np.ndarray, cut: float) -> list[np.ndarray]:
    """The closed lines where a field crosses a value, by marching squares; rows and columns. Its rim lies below."""
    inside = field >= cut
    count = sum(inside[row : row - 1 or None, column : column - 1 or None].astype(int) for row, column in _CORNERS)
    links: dict[Edge, list[Edge]] = {}
    for row, column in np.argwhere((count > 0) & (count < len(_CORNERS))).tolist():
        for one, other in _segments(inside, field, cut, row, column):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    paths = []
    while links:
        start, (_, here) = links.popitem()
        path = [start]
        while here != start:
            before = path[-1]
            path.append(here)
            one, other = links.pop(here)
            here = other if one == before else one
        paths.append(np.array([_crossing(field, cut, edge) for edge in path]))
    return paths


_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))  # of a cell, round it


def _segments(inside: np.ndarray, field: np.ndarray, cut: float, row: int, column: int) -> list[tuple[Edge, Edge]]:
    """Which sides of a cell a line joins: one pair, or two where opposite corners are alike."""
    top, right, bottom, left = (row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1)
    ring = [bool(inside[row + down, column + across]) for down, across in _CORNERS]
    crossed = [
        side for place, side in enumerate((top, right, bottom, left)) if ring[place] != ring[(place + 1) % len(ring)]
    ]
    if len(crossed) == 2:
        return [(crossed[0], crossed[1])]
    middle = field[row : row + 2, column : column + 2].mean() >= cut
    return [(top, right), (bottom, left)] if middle == ring[0] else [(top, left), (bottom, right)]


def _crossing(field: np.ndarray, cut: float, edge: Edge) -> tuple[float, float]:
    row, column, axis = edge
    one, other = field[row, column], field[row + axis, column + 1 - axis]
    part = float((cut - one) / (other - one))
    return row + axis * part, column + (1 - axis) * part
