"""Levels from cuts that are given: thresholds of relevance, or percentiles of each query's candidates."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ladder.levels.labels import Levels, levels_from_cuts
from ladder.levels.tables import Table, Tables, ascending, in_precision, read_tables


def threshold_levels(relevance: Table, thresholds: Sequence[float], candidate: "Table | None" = None) -> Levels:
    """The same levels for every query: relevance of at least the first threshold is level 1, and so on.

    Level l holds ``thresholds[l - 2] > relevance >= thresholds[l - 1]``, the last level all that lies below; a
    level may be empty. Thresholds are compared in the precision of ``relevance``, so that 0.63 in
    float32 reaches the threshold 0.63.

    Args:
        relevance: ``(Q, C)`` in [0, 1], an array or a torch tensor on any device.
        thresholds: Strictly decreasing, inside (0, 1); none makes one level.
        candidate: ``(Q, C)`` boolean, what may be in a level; everything by default.

    Returns:
        Arrays, or tensors on the device of ``relevance``. One level more than thresholds; their Silhouettes are nan.

    Raises:
        ValueError: If a table or the thresholds are not as described.

    Example:
        >>> threshold_levels([[1.0, 0.9, 0.5, 0.1]], [0.7, 0.4]).labels
        array([[1, 1, 2, 3]])
    """
    check_descending("thresholds", thresholds, most=1)
    tables = read_tables(relevance, candidate)
    cuts = tables.xp.asarray(in_precision(thresholds, relevance), device=tables.relevance.device)
    return _fixed(tables, tables.xp.broadcast_to(cuts, (len(tables.relevance), len(thresholds))))


def percentile_levels(relevance: Table, percentiles: Sequence[float], candidate: "Table | None" = None) -> Levels:
    """Levels of set shares: each query is cut at percentiles of its own candidates' relevance.

    A cut between two values is interpolated linearly. Equal values are never parted, so that ties may
    leave a level empty.

    Args:
        relevance: ``(Q, C)`` in [0, 1], an array or a torch tensor on any device.
        percentiles: Strictly decreasing, inside (0, 100); ``[85]`` puts about the upper 15 % into level 1.
        candidate: ``(Q, C)`` boolean, what may be in a level; everything by default.

    Returns:
        Arrays, or tensors on the device of ``relevance``. One level more than percentiles; their Silhouettes are nan.

    Raises:
        ValueError: If a table or the percentiles are not as described.

    Example:
        >>> levels = percentile_levels([[0.9, 0.7, 0.5, 0.3, 0.1]], [75])
        >>> levels.labels, levels.cuts
        (array([[1, 1, 2, 2, 2]]), array([[0.7]]))
    """
    check_descending("percentiles", percentiles, most=100)
    tables = read_tables(relevance, candidate)
    return _fixed(tables, _percentiles(tables, percentiles))


def check_descending(name: str, numbers: Sequence[float], *, most: float) -> None:
    """ValueError unless the numbers strictly decrease inside (0, most)."""
    inside = all(0 < number < most for number in numbers)
    if not inside or any(upper <= lower for upper, lower in pairwise(numbers)):
        raise ValueError(f"`{name}` must strictly decrease and lie inside (0, {most}), got {list(numbers)}")


def _percentiles(tables: Tables, percentiles: Sequence[float]) -> Any:
    """(Q, P) float64: each query's own; of no candidate, any number."""
    xp, device = tables.xp, tables.relevance.device
    if not tables.relevance.shape[1]:
        return xp.full((len(tables.relevance), len(percentiles)), xp.nan, dtype=xp.float64, device=device)
    values = xp.nan_to_num(ascending(tables), posinf=0.0)
    last = xp.clip(tables.candidate.sum(1) - 1, 0, None)[:, None]
    place = last * (xp.asarray(percentiles, dtype=xp.float64, device=device) / 100)
    low = xp.asarray(place, dtype=xp.int64)
    rows = xp.arange(len(values), device=device)[:, None]
    lower, upper = values[rows, low], values[rows, xp.minimum(low + 1, last)]
    part, gap = place - low, upper - lower
    return xp.where(part < 0.5, lower + gap * part, upper - gap * (1 - part))  # never beyond either, however rounded


def _fixed(tables: Tables, cuts: Any) -> Levels:
    """Levels that nothing was weighed for: no Silhouette."""
    shape = (cuts.shape[0], cuts.shape[1] + 2)
    return levels_from_cuts(tables, cuts, tables.xp.full(shape, tables.xp.nan, dtype=cuts.dtype, device=cuts.device))
