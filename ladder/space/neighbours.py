"""The true neighbours of an item, and which of them the map keeps near it."""

from dataclasses import dataclass

import numpy as np

from ladder.runs.embeddings import Embeddings
from ladder.space.layouts.neighbours import nearest_in_space, nearest_on_map, without_own
from ladder.space.layouts.points import K, Points, laid_out, points_of


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The nearest items of one item in the space that was laid out.

    Attributes:
        items: ``(k,)`` int, nearest first; of items with one vector the first stands for all.
        similarity: ``(k,)`` float32.
        near: ``(k,)`` bool, whether it is among the k nearest on the map; its mean is the layout's ``recall`` there.
    """

    items: np.ndarray
    similarity: np.ndarray
    near: np.ndarray


def points(vectors: Embeddings, *, centred: bool = False) -> Points:
    """The distinct vectors of a split as a map lays them out: to be made once for all questions."""
    return points_of(laid_out(vectors, centred=centred))[0]


def neighbours_of(item: int, points: Points, places: np.ndarray, *, k: int = K) -> Neighbours:
    """The k nearest items of an item by cosine, exactly, and which of them stand near it on a map.

    Args:
        item: Its row, images first.
        points: From :func:`points`, centred if the map is.
        places: ``(items, 2)``, the map's.
        k: How many, on both sides.
    """
    point, items = points.point[item], points.items
    found = true_neighbours(points, np.array([point]), k)[0]
    spots = places[items]
    near = without_own(nearest_on_map(spots[[point]], spots, k + 1), np.array([point]))[0]
    return Neighbours(items[found], points.rows[found] @ points.rows[point], np.isin(found, near))


def true_neighbours(points: Points, chosen: np.ndarray, k: int) -> np.ndarray:
    """The k nearest points of some points, ``(len(chosen), k)``: those rows of :attr:`Points.neighbours`."""
    return without_own(nearest_in_space(points.rows[chosen], points.rows, k + 1), chosen)
