"""What is laid out: the distinct vectors of a split, both kinds together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ladder.runs.embeddings import Embeddings
from ladder.space.layouts.neighbours import nearest_in_space

K = 15  # neighbours by which layouts are judged


def centre(rows: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Unit rows with the mean of their kind taken away, of length 1 again; a row on the mean itself becomes zero.

    Example:
        >>> centre(np.array([[0.6, 0.8], [0.6, -0.8]]), np.array([0.6, 0.0]))
        array([[ 0.,  1.],
               [ 0., -1.]])
    """
    apart = rows - mean
    length = np.linalg.norm(apart, axis=-1, keepdims=True)
    return np.divide(apart, length, out=np.zeros_like(apart), where=length > 0)


def laid_out(vectors: Embeddings, *, centred: bool) -> tuple[np.ndarray, np.ndarray]:
    """The image and caption rows as they are laid out, ``(N, size)`` and ``(M, size)``."""
    images, captions = np.asarray(vectors.images), np.asarray(vectors.captions)
    if not centred:
        return images, captions
    return centre(images, images.mean(axis=0)), centre(captions, captions.mean(axis=0))


@dataclass(frozen=True)
class Points:
    """The distinct vectors of a split and which item has which.

    Attributes:
        rows: ``(P, size)`` float32.
        point: ``(N + M,)`` int, the point of each item, images first.
        images: N.
        progress: Whether a search for neighbours shows a progress bar.
    """

    rows: np.ndarray
    point: np.ndarray
    images: int
    progress: bool = False

    @cached_property
    def items(self) -> np.ndarray:
        """``(P,)`` int, the first item of each point."""
        return np.unique(self.point, return_index=True)[1]

    @cached_property
    def neighbours(self) -> np.ndarray:
        """``(P, min(K, P - 1))`` int, the true neighbours of each point, nearest first."""
        return nearest_in_space(self.rows, None, K, progress=self.progress)


def points_of(*tables: tuple[np.ndarray, np.ndarray], progress: bool = False) -> list[Points]:
    """The points of one or several spaces that hold the same items.

    Items share a point where their vectors are equal in every one of the spaces, so that point p stands for the same
    items in all.

    Args:
        tables: Image and caption rows of each space.
        progress: Whether searches for neighbours show progress bars.
    """
    spaces = [np.concatenate(pair) for pair in tables]
    images = len(tables[0][0])
    _, first, point = np.unique(np.hstack(spaces), axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)  # points in the order of their first items
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return [Points(rows[first[order]], place[point.ravel()], images, progress) for rows in spaces]
