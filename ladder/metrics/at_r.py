"""How many of a query's several positives come first: R-Precision and mAP@R."""

import numpy as np

from ladder.metrics.tables import checked, checked_mask, largest_in_order, mean_of_defined


def r_precision_samples(similarity: np.ndarray, positive: np.ndarray) -> np.ndarray:
    """The share of positives among each query's R nearest, R being how many positives it has.

    Best 1 (all positives first), worst 0 (none among the first R); nan where a query has no positive. Of equally
    similar candidates any order is as likely: the figure is its expected value over these orders, so that a model that
    rates everything alike has the share of positives in the gallery.

    Args:
        similarity: ``(query, candidate)``, higher is nearer.
        positive: ``(query, candidate)`` bool; any number a query.

    Returns:
        ``(query,)`` float in [0, 1] or nan.

    Raises:
        TypeError: If ``positive`` is not boolean.
        ValueError: If the shapes differ or ``similarity`` holds nan.

    References:
        Musgrave, Belongie and Lim, "A Metric Learning Reality Check", ECCV 2020.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4, 0.1]])
        >>> r_precision_samples(similarity, np.array([[True, False, True, False]]))
        array([0.5])
    """
    hits, _ = _expected(similarity, positive)
    return hits


def r_precision(similarity: np.ndarray, positive: np.ndarray) -> float:
    """The mean of :func:`r_precision_samples` over the queries that have a positive; nan if none has."""
    return float(mean_of_defined(r_precision_samples(similarity, positive)))


def map_at_r_samples(similarity: np.ndarray, positive: np.ndarray) -> np.ndarray:
    r"""Average precision over each query's R nearest, R being how many positives it has.

    .. math:: \frac{1}{R} \sum_{r \le R} \mathrm{precision}(r) \cdot [\text{a positive is at rank } r]

    Best 1, worst 0, never above R-Precision; nan where a query has no positive. Ties: the expected value over the
    orders of equally similar candidates, as :func:`r_precision_samples`.

    Args and errors: :func:`r_precision_samples`.

    References:
        Musgrave, Belongie and Lim, "A Metric Learning Reality Check", ECCV 2020.
        Chun et al., "ECCV Caption: Correcting False Negatives by Collecting Machine-and-Human-verified Image-Caption
        Associations for MS-COCO", ECCV 2022.
        McSherry and Najork, "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied
        Scores", ECIR 2008.

    Example:
        >>> similarity = np.array([[0.9, 0.7, 0.4, 0.1]])
        >>> map_at_r_samples(similarity, np.array([[False, True, True, False]]))  # (0 + 1/2) / 2
        array([0.25])
    """
    _, precision = _expected(similarity, positive)
    return precision


def map_at_r(similarity: np.ndarray, positive: np.ndarray) -> float:
    """mAP@R: the mean of :func:`map_at_r_samples` over the queries that have a positive; nan if none has."""
    return float(mean_of_defined(map_at_r_samples(similarity, positive)))


def _expected(similarity: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """R-Precision and mAP@R, ``(query,)`` each, expected over the orders of equally similar candidates."""
    similarity = checked("similarity", similarity)
    positive = checked_mask("positive", positive, similarity)
    positives = positive.sum(axis=1)
    depth = int(positives.max(initial=0))
    if depth == 0:
        return np.full(len(similarity), np.nan), np.full(len(similarity), np.nan)
    positions, rank = largest_in_order(similarity, depth), np.arange(depth)
    listed = similarity.take(positions)
    found = np.zeros((len(listed), depth + 1), dtype=np.int64)  # positives among the first j of the list
    np.cumsum(positive.take(positions), axis=1, out=found[:, 1:])

    start, stop = _runs(listed)
    above = np.take_along_axis(found, start, axis=1)
    last, cut = stop == depth, similarity == listed[:, -1:]  # the last run goes on beyond the list
    equals = np.where(last, cut.sum(axis=1, keepdims=True), stop - start)
    good = np.where(last, (cut & positive).sum(axis=1, keepdims=True), np.take_along_axis(found, stop, axis=1) - above)

    counted = rank < positives[:, None]
    chance = np.where(counted, good / equals, 0.0)  # that a positive stands at this rank
    beside = (rank - start) * (good - 1) / np.maximum(equals - 1, 1)  # positives expected before it in its own run
    precision = (above + 1 + beside) / (rank + 1)  # at this rank, where a positive stands there
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan: no positive
        return chance.sum(axis=1) / positives, (chance * precision).sum(axis=1) / positives


def _runs(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the run of equal values that each value of a row stands in starts, and where it stops: (query, k) each."""
    columns = np.arange(ordered.shape[1])
    first, last = np.ones((2, *ordered.shape), dtype=bool)
    first[:, 1:] = last[:, :-1] = ordered[:, 1:] != ordered[:, :-1]
    starts = np.maximum.accumulate(np.where(first, columns, 0), axis=1)
    stops = np.minimum.accumulate(np.where(last, columns + 1, len(columns))[:, ::-1], axis=1)[:, ::-1]
    return starts, stops
