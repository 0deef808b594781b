"""Whether an embedding stands on the ladder that the losses build: each rung held, or how much of it."""

from collections.abc import Sequence

import numpy as np

from ladder.metrics.tables import checked, mean_of_defined


def rungs_held_samples(
    similarity: np.ndarray, labels: np.ndarray, *, margins: Sequence[float] | None = None, rungs: int | None = None
) -> np.ndarray:
    """Whether each rung of each query's ladder holds: all of level l above all of the levels below it.

    1 where the least similar candidate of level l is more similar than the most similar candidate of the levels
    l + 1, … K by more than the margin of rung l, 0 where it is not. nan where the query has no such rung: one side is
    empty. A tie does not hold. Rung 0 holds the positives above all else, as in the losses.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        labels: ``(query, candidate)`` int: 0 the positives, 1 … K the levels from most to least relevant, -1 not a
            candidate.
        margins: One a rung, in the unit of similarity; None for none.
        rungs: How many rungs, so that blocks of queries agree; None for the largest label. Higher labels stand below.

    Returns:
        ``(query, rungs)`` float: 1, 0 or nan.

    Raises:
        TypeError: If ``labels`` is not of an integer type.
        ValueError: If the shapes differ, there is not one margin a rung, or ``similarity`` holds nan.

    Example:
        >>> similarity = np.array([[0.9, 0.6, 0.5, 0.2, 0.3]])
        >>> labels = np.array([[0, 1, 1, 2, -1]])
        >>> rungs_held_samples(similarity, labels)
        array([[1., 1.]])
        >>> rungs_held_samples(similarity, labels, margins=[0.5, 0.1])
        array([[0., 1.]])
    """
    similarity, labels, rungs = _checked(similarity, labels, rungs)
    margins = [0.0] * rungs if margins is None else margins
    if len(margins) != rungs:
        raise ValueError(f"`margins` must hold {rungs} numbers, one a rung, got {list(margins)}")
    held = np.full((len(similarity), rungs), np.nan)
    for rung, margin in enumerate(margins):
        near = np.where(labels == rung, similarity, np.inf).min(axis=1)
        far = np.where(labels > rung, similarity, -np.inf).max(axis=1)
        has = (labels == rung).any(axis=1) & (labels > rung).any(axis=1)
        held[has, rung] = near[has] - far[has] > margin
    return held


def rungs_held(
    similarity: np.ndarray, labels: np.ndarray, *, margins: Sequence[float] | None = None, rungs: int | None = None
) -> np.ndarray:
    """The share of queries that hold each rung, of those that have it: ``(rungs,)``; nan where none has.

    Example:
        >>> similarity, labels = np.array([[0.9, 0.5], [0.4, 0.5]]), np.array([[0, 1], [0, 1]])
        >>> rungs_held(similarity, labels)
        array([0.5])
    """
    return mean_of_defined(rungs_held_samples(similarity, labels, margins=margins, rungs=rungs))


def rung_order_samples(similarity: np.ndarray, labels: np.ndarray, *, rungs: int | None = None) -> np.ndarray:
    """The share of pairs in order at each rung of each query's ladder: one of level l, one of a level below it.

    Best 1, worst 0, about 0.5 for a random order: the area under the ROC curve of level l against all below. nan where
    the query has no such rung. A pair tied in similarity counts half. Counted from one sort a query.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        labels: As :func:`rungs_held_samples` takes them.
        rungs: How many rungs; None for the largest label.

    Returns:
        ``(query, rungs)`` float in [0, 1] or nan.

    Raises:
        TypeError: If ``labels`` is not of an integer type.
        ValueError: If the shapes differ or ``similarity`` holds nan.

    Example:
        >>> similarity = np.array([[0.9, 0.6, 0.2, 0.4, 0.3]])
        >>> rung_order_samples(similarity, np.array([[0, 1, 1, 2, 2]]))  # of level 1, 0.6 is above both, 0.2 above none
        array([[1. , 0.5]])
    """
    similarity, labels, rungs = _checked(similarity, labels, rungs)
    shares = np.full((len(similarity), rungs), np.nan)
    for q in range(len(similarity)):
        order = np.argsort(similarity[q])
        ascending, level = similarity[q, order], labels[q, order]
        below, up_to = np.searchsorted(ascending, ascending), np.searchsorted(ascending, ascending, side="right")
        for rung in range(rungs):
            near, far = level == rung, np.concatenate([[0], np.cumsum(level > rung)])  # far: among the first j
            if near.any() and far[-1]:
                in_order = far[below[near]] + far[up_to[near]]  # a tie counts once, the others twice
                shares[q, rung] = in_order.sum() / (2 * near.sum() * far[-1])
    return shares


def rung_order(similarity: np.ndarray, labels: np.ndarray, *, rungs: int | None = None) -> np.ndarray:
    """The mean of :func:`rung_order_samples` over the queries that have each rung: ``(rungs,)``; nan where none has."""
    return mean_of_defined(rung_order_samples(similarity, labels, rungs=rungs))


def _checked(similarity: np.ndarray, labels: np.ndarray, rungs: int | None) -> tuple[np.ndarray, np.ndarray, int]:
    similarity, labels = checked("similarity", similarity), np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"`labels` must be integers, got {labels.dtype}")
    if labels.shape != similarity.shape:
        raise ValueError(f"`labels` {labels.shape} must have the shape of `similarity` {similarity.shape}")
    return similarity, labels, max(0, int(labels.max(initial=0))) if rungs is None else rungs
